/**
 * One attempt to deliver. It asks the platform, and writes nothing: the dispatcher decides what follows from the outcome,
 * and the recorder writes that down.
 */
import type { Bot } from '../../bots/bot.ts'
import { PLATFORMS } from '../../bots/platforms.ts'
import type { Database } from '../../core/database/client.ts'
import { toColumn } from '../../core/database/columns.ts'
import { findAddressee, withAddressee } from '../../core/dead-letters/addressee.ts'
import type { Message } from '../../core/messages/message.ts'
import type { AttemptResult, ClaimedDelivery } from '../../core/notices/delivery.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Presenters, View } from '../../core/notices/notice.ts'
import { afterFault, isOver, isStale } from '../../core/notices/retry.ts'
import { findLeadersOfChannel } from '../../core/people/channel-leaders.ts'
import { findActor } from '../../core/people/find-actor.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import { withCardLink } from './card-link.ts'
import { deliverMessage, findDelivered, NotYet } from './deliver-message.ts'
import { withThread } from './thread-members.ts'

export interface AttemptOptions {
  bot: Bot
  db: Database
  presenters: Presenters
  now(): Temporal.Instant
  /** Settles when what is being sent to an address is; undefined: nothing is. */
  sending(address: string): Promise<void> | undefined
}

export type Attempt =
  | { outcome: 'sent'; reference: string }
  /** Its notice is over, or its presenter has nothing more to say. */
  | { outcome: 'dropped' }
  /** Another message has to go first; nothing was asked of the platform. */
  | { outcome: 'not yet' }
  /** `isPlatforms`: the platform refused or failed; otherwise the fault is ours or the database's. */
  | { outcome: 'fault'; fault: DeliveryFault; isPlatforms: boolean }

export async function attemptDelivery(
  delivery: ClaimedDelivery,
  { bot, db, presenters, now, sending }: AttemptOptions,
): Promise<Attempt> {
  let isRequested = false
  try {
    const message = isOver(delivery.notice, now())
      ? undefined
      : await presentNotice(delivery, { bot, db, presenters, now, sending })
    const reference = message
      ? await deliverMessage(bot, db, delivery, message, () => (isRequested = true))
      : await findTooLate(delivery, { bot, db, now })
    return reference === undefined ? { outcome: 'dropped' } : { outcome: 'sent', reference }
  } catch (error) {
    if (error instanceof NotYet) return { outcome: 'not yet' }
    return {
      outcome: 'fault',
      fault: toDeliveryFault(error, isRequested),
      isPlatforms: error instanceof DeliveryFault,
    }
  }
}

/** The notice as a message; undefined when its subject is over. */
async function presentNotice(
  delivery: ClaimedDelivery,
  { bot, db, presenters, now, sending }: AttemptOptions,
): Promise<Message | undefined> {
  const { notice } = delivery
  const presenter = presenters[notice.kind]
  if (!presenter)
    throw new DeliveryFault('never', `this program does not know notices of the kind ${notice.kind}`)
  if (isStale(delivery, now()))
    throw new DeliveryFault('never', 'It was due more than a week before it could first be sent.')
  const message = await presenter(notice.data as never, viewOf(delivery, db, now()))
  if (message === undefined) return undefined
  const addressee = await findAddressee(db, delivery)
  const addressed = addressee === undefined ? message : withAddressee(message, addressee)
  return await withCardLink(await withThread(addressed, delivery, db), delivery, { bot, db, sending })
}

/** The input of the presenter: the present facts, and the readers. */
function viewOf({ platform, address }: ClaimedDelivery, db: Database, now: Temporal.Instant): View {
  const at = { platform: platform as Platform, address }
  if (!address.startsWith('@'))
    return { tx: db, now, direct: false, at, readers: () => findLeadersOfChannel(db, platform, address) }
  const reader = { platform: platform as Platform, account: address.slice(1) }
  return {
    tx: db,
    now,
    direct: true,
    readers: async () => [(await findActor(db, reader, new Set(), PLATFORMS)).roles],
  }
}

/**
 * The message that an earlier attempt left there, of a notice that is over by now. When the attempts failed until it
 * was over, that is reported instead of dropping it silently.
 */
async function findTooLate(
  delivery: ClaimedDelivery,
  { bot, db, now }: Pick<AttemptOptions, 'bot' | 'db' | 'now'>,
): Promise<string | undefined> {
  const reference = await findDelivered(bot, db, delivery)
  if (reference === undefined && isOver(delivery.notice, now()) && delivery.attempts > 1)
    throw new DeliveryFault('never', 'It could not be delivered while it made sense.')
  return reference
}

/** A fault of ours or of the database after the request began leaves open whether the message was sent. */
const toDeliveryFault = (error: unknown, isRequested: boolean): DeliveryFault =>
  error instanceof DeliveryFault
    ? error
    : new DeliveryFault(
        isRequested ? 'unknown' : 'later',
        error instanceof Error ? error.message : String(error),
      )

/** The outcome of an attempt for the record; after a fault it is made again `waitMs` later, or given up. */
export function resultOfAttempt(
  attempt: Exclude<Attempt, { outcome: 'not yet' }>,
  delivery: Pick<ClaimedDelivery, 'attempts' | 'triedAt' | 'outcomeUnknown'>,
  waitMs: number,
  now: Temporal.Instant,
): AttemptResult {
  if (attempt.outcome === 'dropped') return { state: 'DROPPED' }
  if (attempt.outcome === 'sent')
    return { state: 'SENT', message: attempt.reference, sentAt: toColumn(now), fault: null }
  const { fault } = attempt
  const after = afterFault(fault, delivery, waitMs, now)
  // An attempt that certainly failed does not settle an earlier one that may have arrived.
  const outcomeUnknown = delivery.outcomeUnknown || fault.outcome === 'unknown'
  const reason = { outcomeUnknown, fault: fault.message }
  return after.state === 'FAILED'
    ? { state: 'FAILED', failedAt: toColumn(now), ...reason }
    : { state: 'WAITING', nextAt: toColumn(after.nextAt), claimant: null, ...reason }
}
