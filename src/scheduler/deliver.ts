/** Sends what is addressed, on the platforms on which this instance speaks. */
import type { Bot } from '../bots/bot.ts'
import type { Platform } from '../core/commands/port.ts'
import { freeUnknown, nextDue } from '../core/notices/delivery.ts'
import type { Duty } from './duty.ts'
import { createHolding } from './holding.ts'
import { createSender, type Sender, type SenderOptions } from './sender.ts'

export interface Deliver extends Omit<SenderOptions, 'holding'> {
  bots: readonly Bot[]
  /** The platforms on which this instance speaks now. */
  speaking(): ReadonlySet<Platform>
}

export function deliverDuty({ bots, speaking, ...options }: Deliver): Duty {
  const senders = new Map<Platform, Sender>()
  const holding = createHolding()

  /** One for each platform on which we speak; a new one each time we begin to: what it knows of its pace goes stale. */
  function present(): Sender[] {
    for (const [platform, sender] of senders)
      if (!speaking().has(platform)) {
        sender.end()
        senders.delete(platform)
      }
    for (const bot of bots)
      if (speaking().has(bot.platform) && !senders.has(bot.platform))
        senders.set(bot.platform, createSender(bot, { ...options, holding }))
    return [...senders.values()]
  }

  /** Where another instance speaks by now nobody else can. */
  async function freeSilent(): Promise<void> {
    const { db, instance: claimant } = options
    for (const { platform } of bots)
      if (!speaking().has(platform)) await freeUnknown(db, { platform, claimant }, holding.known)
  }

  return {
    name: 'deliver',
    async run() {
      const senders = present()
      if (holding.inDoubt()) await freeSilent()
      const taken = await Promise.all(senders.map(s => s.pump()))
      return taken.reduce((sum, n) => sum + n, 0)
    },
    async next() {
      const now = options.now()
      const waits = present().map(s => s.next())
      const due = await nextDue(options.db, [...speaking()], now)
      return [due, ...waits].filter(i => i !== undefined).toSorted(Temporal.Instant.compare)[0]
    },
    underWay() {
      const all = [...senders.values()].map(s => s.underWay()).filter(w => w !== undefined)
      return all.length === 0 ? undefined : Promise.all(all).then(() => {})
    },
    end() {
      for (const sender of senders.values()) sender.stop()
    },
  }
}
