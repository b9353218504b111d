/** The task that sends deliveries on the platforms that this instance leads. */
import type { Bot } from '../../bots/bot.ts'
import { nextDue } from '../../core/notices/claim.ts'
import { recoverUnknown } from '../../core/notices/delivery.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import type { Task } from '../task.ts'
import { createDispatcher, type Dispatcher, type DispatcherOptions } from './dispatcher.ts'
import { createInFlight } from './in-flight.ts'

export interface DispatchOptions extends Omit<DispatcherOptions, 'inFlight'> {
  bots: readonly Bot[]
  /** The platforms that this instance leads now. */
  leading(): ReadonlySet<Platform>
}

export function dispatchTask({ bots, leading, ...options }: DispatchOptions): Task {
  const dispatchers = new Map<Platform, Dispatcher>()
  const inFlight = createInFlight()

  /** One dispatcher for each platform we lead; a new one each time we are elected, since limits and rests go stale. */
  function currentDispatchers(): Dispatcher[] {
    for (const [platform, dispatcher] of dispatchers)
      if (!leading().has(platform)) {
        dispatcher.retire()
        dispatchers.delete(platform)
      }
    for (const bot of bots)
      if (leading().has(bot.platform) && !dispatchers.has(bot.platform))
        dispatchers.set(bot.platform, createDispatcher(bot, { ...options, inFlight }))
    return [...dispatchers.values()]
  }

  /** On platforms that another instance leads by now: it can't recover claims of ours, since we are alive. */
  async function recoverWhereFollowing(): Promise<void> {
    const { db, instance: claimant } = options
    for (const { platform } of bots)
      if (!leading().has(platform)) await recoverUnknown(db, { platform, claimant }, inFlight.known)
  }

  return {
    name: 'deliver',
    async run() {
      const current = currentDispatchers()
      if (inFlight.mayHaveUnknownClaims()) await recoverWhereFollowing()
      const claimed = await Promise.all(current.map(d => d.dispatch()))
      return claimed.reduce((sum, n) => sum + n, 0)
    },
    async next() {
      const allowed = currentDispatchers().map(d => d.nextAllowed())
      const due = await nextDue(options.db, [...leading()], options.now())
      return [due, ...allowed].filter(i => i !== undefined).toSorted(Temporal.Instant.compare)[0]
    },
    inFlight() {
      const all = [...dispatchers.values()].map(d => d.whenIdle()).filter(w => w !== undefined)
      return all.length === 0 ? undefined : Promise.all(all).then(() => {})
    },
    end() {
      for (const dispatcher of dispatchers.values()) dispatcher.stop()
    },
  }
}
