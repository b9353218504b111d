/** A message onto a platform, where it belongs: by itself, as the card of its matter, or under that card. */
import type { Bot } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import { instantFrom } from '../../core/database/columns.ts'
import type { Notice as NoticeRow } from '../../core/database/generated/client.ts'
import type { Message } from '../../core/messages/message.ts'
import { type CardPlace, findCard } from '../../core/notices/cards.ts'
import type { Claimed } from '../../core/notices/delivery.ts'

/** Nothing went wrong and nothing was asked of the platform: something else has to go first. */
export class NotYet extends Error {}

/**
 * Puts the message there; gives the platform's reference. Where an earlier try may have arrived it is looked for
 * first. `onAsking`: from now on a fault may mean that it was sent. Throws a DeliveryFault, or NotYet.
 */
export async function deliverMessage(
  bot: Bot,
  db: Database,
  held: Claimed,
  message: Message,
  onAsking: () => void,
): Promise<string> {
  const { notice, address } = held
  const card = await cardOf(db, held)
  if (notice.place === 'CARD' && card) {
    await bot.update(address, card.message, message, await keyOf(db, held))
    return card.message
  }
  if (!card && (await cardPending(db, held))) throw new NotYet('the card it belongs to is not there yet')
  const there = await arrived(bot, db, held)
  if (there !== undefined) return there
  onAsking()
  return bot.send(address, message, notice.key, threadOf(notice, card))
}

/** The reference of what an uncertain try has sent, if it arrived. Throws a DeliveryFault. */
export async function arrived(bot: Bot, db: Database, held: Claimed): Promise<string | undefined> {
  if (!held.outcomeUnknown) return undefined
  const thread = threadOf(held.notice, await cardOf(db, held))
  return bot.find(held.address, held.notice.key, instantFrom(held.triedAt), thread)
}

const cardOf = async (
  db: Database,
  { notice, platform, address }: Claimed,
): Promise<CardPlace | undefined> =>
  notice.place === 'MESSAGE' ? undefined : findCard(db, notice.subject, platform, address)

/**
 * What the card was sent with, not what it is shown anew for: a database restored from a backup may know the card's
 * first notice alone, and looks for that.
 */
async function keyOf(db: Database, { platform, address, notice }: Claimed): Promise<string> {
  const first = await db.delivery.findFirst({
    where: { platform, address, state: 'SENT', notice: { subject: notice.subject, place: 'CARD' } },
    orderBy: { id: 'asc' },
    select: { notice: { select: { key: true } } },
  })
  return first?.notice.key ?? notice.key
}

const threadOf = ({ place }: NoticeRow, card: CardPlace | undefined): string | undefined =>
  place === 'THREAD' ? card?.message : undefined

/** Whether a card is still to come (a line waits for it), or an earlier one may be there (a second one would be sent). */
async function cardPending(db: Database, { id, platform, address, notice }: Claimed): Promise<boolean> {
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
