/** Sends what is addressed, on the platforms on which this instance speaks. */
import type { Bot } from '../../bots/bot.ts'
import { nextDue, recoverUnknown } from '../../core/notices/delivery.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import type { Task } from '../task.ts'
import { createDispatcher, type Dispatcher, type DispatcherOptions } from './dispatcher.ts'
import { createInFlight } from './in-flight.ts'

export interface DispatchOptions extends Omit<DispatcherOptions, 'inFlight'> {
  bots: readonly Bot[]
  /** The platforms on which this instance speaks now. */
  leading(): ReadonlySet<Platform>
}

export function dispatchTask({ bots, leading, ...options }: DispatchOptions): Task {
  const dispatchers = new Map<Platform, Dispatcher>()
  const inFlight = createInFlight()

  /** One for each platform on which we speak; a new one each time we begin to: what it knows of its pace goes stale. */
  function present(): Dispatcher[] {
    for (const [platform, dispatcher] of dispatchers)
      if (!leading().has(platform)) {
        dispatcher.end()
        dispatchers.delete(platform)
      }
    for (const bot of bots)
      if (leading().has(bot.platform) && !dispatchers.has(bot.platform))
        dispatchers.set(bot.platform, createDispatcher(bot, { ...options, inFlight }))
    return [...dispatchers.values()]
  }

  /** Where another instance speaks by now nobody else can. */
  async function freeSilent(): Promise<void> {
    const { db, instance: claimant } = options
    for (const { platform } of bots)
      if (!leading().has(platform)) await recoverUnknown(db, { platform, claimant }, inFlight.known)
  }

  return {
    name: 'deliver',
    async run() {
      const dispatchers = present()
      if (inFlight.isOutcomeUnknown()) await freeSilent()
      const taken = await Promise.all(dispatchers.map(s => s.pump()))
      return taken.reduce((sum, n) => sum + n, 0)
    },
    async next() {
      const now = options.now()
      const waits = present().map(s => s.next())
      const due = await nextDue(options.db, [...leading()], now)
      return [due, ...waits].filter(i => i !== undefined).toSorted(Temporal.Instant.compare)[0]
    },
    inFlight() {
      const all = [...dispatchers.values()].map(s => s.idle()).filter(w => w !== undefined)
      return all.length === 0 ? undefined : Promise.all(all).then(() => {})
    },
    end() {
      for (const dispatcher of dispatchers.values()) dispatcher.stop()
    },
  }
}
