/** Sends what is addressed: claims, looks where a try is uncertain, sends once, finishes. */
import type { Bot } from '../bots/bot.ts'
import type { Platform } from '../core/commands/port.ts'
import { type Database, inTransaction } from '../core/database/client.ts'
import type { Notice as NoticeRow } from '../core/database/generated/client.ts'
import { instantFrom, toColumn } from '../core/database/time.ts'
import type { Log } from '../core/log.ts'
import type { Message } from '../core/messages/message.ts'
import { findCard, keepCard } from '../core/notices/cards.ts'
import { afterFault, type Claimed, claimDue, finish, freeAbandoned } from '../core/notices/delivery.ts'
import { DeliveryFault } from '../core/notices/fault.ts'
import type { Presenters } from '../core/notices/notice.ts'
import type { Duty } from './duty.ts'

export interface Deliver {
  db: Database
  bots: readonly Bot[]
  presenters: Presenters
  /** This process, as its advisory lock names it. */
  instance: number
  /** The clock of the facts; a try may take a while. */
  now(): Temporal.Instant
  log: Log
}

/** How many deliveries one claim takes; those of one address are sent one after the other. */
const BATCH = 50

export function deliverDuty(options: Deliver): Duty {
  const { db, bots, instance } = options
  const platforms = bots.map(b => b.platform)
  return {
    name: 'deliver',
    async run(now) {
      await freeAbandoned(db)
      const claimed = await claimDue(db, now, instance, platforms, BATCH)
      await Promise.all(lanes(claimed, bots).map(queue => sendInOrder(queue, options)))
      return claimed.length
    },
    async next() {
      const where = { state: 'WAITING' as const, platform: { in: [...platforms] } }
      const { _min } = await db.delivery.aggregate({ where, _min: { nextAt: true } })
      return _min.nextAt ? instantFrom(_min.nextAt) : undefined
    },
  }
}

const lanes = (claimed: Claimed[], bots: readonly Bot[]): Claimed[][] => [
  ...Map.groupBy(claimed, c =>
    bots.find(b => b.platform === c.platform)?.inOrder === 'platform'
      ? c.platform
      : `${c.platform} ${c.address}`,
  ).values(),
]

async function sendInOrder(queue: Claimed[], options: Deliver): Promise<void> {
  for (const held of queue) await deliverOne(held, options)
}

async function deliverOne(held: Claimed, options: Deliver): Promise<void> {
  const { db, instance, log } = options
  const bot = options.bots.find(b => b.platform === (held.platform as Platform))!
  try {
    const notice = await db.notice.findUniqueOrThrow({ where: { id: held.noticeId } })
    const message = await present(notice, held.address.startsWith('@'), options)
    if (message === undefined) {
      await finish(db, held, instance, { state: 'DROPPED' })
      return
    }
    const reference = await put(bot, notice, held, message, options)
    await inTransaction(db, async tx => {
      const sentAt = toColumn(options.now())
      const ours = await finish(tx, held, instance, {
        state: 'SENT',
        message: reference,
        sentAt,
        fault: null,
      })
      if (ours && notice.place === 'CARD')
        await keepCard(tx, notice.subject, held.platform, held.address, reference)
    })
  } catch (error) {
    const fault = asFault(error)
    log.warn(
      { delivery: String(held.id), platform: held.platform, attempts: held.attempts, fault: fault.message },
      'not delivered',
    )
    await finishFault(held, fault, options)
  }
}

/** The notice in words, or undefined when its matter is over. */
async function present(
  notice: NoticeRow,
  direct: boolean,
  { db, presenters, now }: Deliver,
): Promise<Message | undefined> {
  const at = now()
  if (notice.state === 'WITHDRAWN') return undefined
  if (notice.expiresAt && notice.expiresAt.getTime() <= at.epochMilliseconds) return undefined
  const presenter = presenters[notice.kind]
  if (!presenter)
    throw new DeliveryFault('never', `this program does not know notices of the kind ${notice.kind}`)
  return presenter(notice.data as never, { tx: db, now: at, direct })
}

/** Puts the message where it belongs; gives the platform's reference. */
async function put(
  bot: Bot,
  notice: NoticeRow,
  held: Claimed,
  message: Message,
  { db }: Deliver,
): Promise<string> {
  const card =
    notice.place === 'MESSAGE' ? undefined : await findCard(db, notice.subject, held.platform, held.address)
  if (notice.place === 'CARD' && card) {
    await bot.update(held.address, card.message, message)
    return card.message
  }
  if (!card && (await cardPending(db, notice, held)))
    throw new DeliveryFault('later', 'the card it belongs to is not there yet')
  const thread = notice.place === 'THREAD' ? card?.message : undefined
  const key = notice.key
  if (held.uncertain) {
    const there = await bot.find(held.address, key, instantFrom(held.triedAt), thread)
    if (there !== undefined) return there
  }
  return bot.send(held.address, message, key, thread)
}

/** Whether a card is still to come (a line waits for it), or an earlier one may be there (a second one would be sent). */
async function cardPending(db: Database, { place, subject }: NoticeRow, held: Claimed): Promise<boolean> {
  if (place === 'MESSAGE') return false
  const { platform, address, id } = held
  const earlier = place === 'CARD' ? { id: { lt: id }, uncertain: true } : {}
  const pending = await db.delivery.findFirst({
    where: {
      platform,
      address,
      state: { in: ['WAITING', 'SENDING'] },
      notice: { subject, place: 'CARD' },
      ...earlier,
    },
  })
  return pending !== null
}

/** A fault that isn't the platform's is ours or the database's: nothing tells whether the message left. */
const asFault = (error: unknown): DeliveryFault =>
  error instanceof DeliveryFault
    ? error
    : new DeliveryFault('uncertain', error instanceof Error ? error.message : String(error))

async function finishFault(
  held: Claimed,
  fault: DeliveryFault,
  { db, instance, now }: Deliver,
): Promise<void> {
  const next = afterFault(fault, held.attempts, now(), Math.random())
  // A try of which we know that it wasn't sent does not settle an earlier one that may have been.
  const uncertain = next.uncertain || held.uncertain
  if (next.state === 'FAILED')
    await finish(db, held, instance, { state: 'FAILED', uncertain, fault: fault.message })
  else
    await finish(db, held, instance, {
      state: 'WAITING',
      nextAt: toColumn(next.nextAt),
      uncertain,
      fault: fault.message,
      claimant: null,
    })
}
