/**
 * Puts a message where it belongs on a platform: on its own, as the card of its subject, or in the thread under that
 * card.
 */
import type { Bot } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import { instantFrom } from '../../core/database/columns.ts'
import type { Notice as NoticeRow } from '../../core/database/generated/client.ts'
import type { Message } from '../../core/messages/message.ts'
import { type CardPlace, findCard } from '../../core/notices/cards.ts'
import { type ClaimedDelivery, messageMark } from '../../core/notices/delivery.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'

/** Another message has to go first. Nothing was asked of the platform. */
export class NotYet extends Error {}

/**
 * Delivers the message and returns the platform's reference. A message that an earlier attempt may have sent is looked
 * for first. `onRequest` is called before the request after which a fault may mean that it was sent. Throws a
 * DeliveryFault, or NotYet.
 */
export async function deliverMessage(
  bot: Bot,
  db: Database,
  delivery: ClaimedDelivery,
  message: Message,
  onRequest: () => void,
): Promise<string> {
  const { notice, address } = delivery
  const card = await cardFor(db, delivery)
  if (notice.place === 'CARD' && card) {
    if (await updateCard(bot, db, delivery, card, message)) return card.message
  }
  if (!card && (await isCardPending(db, delivery)))
    throw new NotYet('the card it belongs to is not there yet')
  const delivered = await findDelivered(bot, db, delivery)
  if (delivered !== undefined) return delivered
  onRequest()
  return bot.send(address, message, messageMark(notice), threadFor(notice, card))
}

/**
 * Brings the card up to date. False: somebody deleted it there, and it is to be posted again. That is done once: if
 * it is deleted twice, it is not wanted. Throws a DeliveryFault.
 */
async function updateCard(
  bot: Bot,
  db: Database,
  delivery: ClaimedDelivery,
  card: CardPlace,
  message: Message,
): Promise<boolean> {
  try {
    await bot.update(delivery.address, card.message, message, await cardMark(db, delivery))
    return true
  } catch (fault) {
    if (!(fault instanceof DeliveryFault) || fault.concerns !== 'message' || card.returned) throw fault
    return false
  }
}

/**
 * The reference of the message that an attempt with an unknown outcome has sent, if it arrived. Throws a
 * DeliveryFault.
 */
export async function findDelivered(
  bot: Bot,
  db: Database,
  delivery: ClaimedDelivery,
): Promise<string | undefined> {
  if (!delivery.outcomeUnknown) return undefined
  const thread = threadFor(delivery.notice, await cardFor(db, delivery))
  return bot.find(delivery.address, messageMark(delivery.notice), instantFrom(delivery.triedAt), thread)
}

const cardFor = async (
  db: Database,
  { notice, platform, address }: ClaimedDelivery,
): Promise<CardPlace | undefined> =>
  notice.place === 'MESSAGE' ? undefined : findCard(db, notice.subject, platform, address)

/**
 * The mark with which a card was first sent, not that of its latest edit: a database restored from a backup may know
 * the card's first notice only, and looks for that.
 */
async function cardMark(db: Database, { platform, address, notice }: ClaimedDelivery): Promise<string> {
  const first = await db.delivery.findFirst({
    where: { platform, address, state: 'SENT', notice: { subject: notice.subject, place: 'CARD' } },
    orderBy: { id: 'asc' },
    select: { notice: { select: { key: true, occurrence: true } } },
  })
  return messageMark(first?.notice ?? notice)
}

const threadFor = ({ place }: NoticeRow, card: CardPlace | undefined): string | undefined =>
  place === 'THREAD' ? card?.message : undefined

/**
 * Whether a card is still to come, for which a thread waits; or an earlier one may be there, and a second one would
 * be sent.
 */
async function isCardPending(
  db: Database,
  { id, platform, address, notice }: ClaimedDelivery,
): Promise<boolean> {
  if (notice.place === 'MESSAGE') return false
  const earlier = notice.place === 'CARD' ? { id: { lt: id }, outcomeUnknown: true } : {}
  const pending = await db.delivery.findFirst({
    where: {
      platform,
      address,
      state: { in: ['WAITING', 'SENDING'] },
      notice: { subject: notice.subject, place: 'CARD' },
      ...earlier,
    },
  })
  return pending !== null
}
