/** *Open the card* on messages about an issue or a meeting: the message tells what happened, the card how it stands. */
import type { Database } from '../../core/database/client.ts'
import { MEETING } from '../../core/meetings/meeting.ts'
import { type Action, actions, action as button, type Message } from '../../core/messages/message.ts'
import { findCard } from '../../core/notices/cards.ts'
import type { ClaimedDelivery } from '../../core/notices/delivery.ts'
import { findVisibleCard, type Reading } from '../../core/people/visible-cards.ts'
import { ISSUE } from '../../core/references/issue.ts'
import { within } from '../../timing.ts'
import type { AttemptOptions } from './attempt.ts'

/** The message goes without the button when the platform doesn't say the address in time. */
const ADDRESS_MS = 2_000
/** The same, when the card that is being sent doesn't arrive in time. */
const CARD_MS = 2_000

/**
 * The message with the button that opens the card of its subject where this reader can see it; as it is where it is the
 * card itself, stands in the thread under it, or where there is none.
 */
export async function withCardLink(
  message: Message,
  { notice, platform, address }: Pick<ClaimedDelivery, 'notice' | 'platform' | 'address'>,
  { bot, db, sending }: Pick<AttemptOptions, 'bot' | 'db' | 'sending'>,
): Promise<Message> {
  const { place, subject } = notice
  const show = showCommand(subject)
  if (bot.linkTo === undefined || show === undefined || place === 'CARD') return message
  if (place === 'THREAD' && (await findCard(db, subject, platform, address))) return message
  const reader = { platform, address, subject }
  const card = (await findVisibleCard(db, reader)) ?? (await awaitCard(db, reader, sending))
  if (card === undefined) return message
  const url = await within(ADDRESS_MS, bot.linkTo(card), undefined)
  return url === undefined ? message : withButton(message, { ...show, url })
}

/** The card that is being sent at this moment, once it is there: the first message about an issue goes out with its card. */
async function awaitCard(
  db: Database,
  reader: Reading,
  sending: AttemptOptions['sending'],
): Promise<string | undefined> {
  const { platform, subject } = reader
  const cards = await db.delivery.findMany({
    where: { platform, state: 'SENDING', notice: { subject, place: 'CARD' } },
    select: { address: true },
  })
  const underWay = cards.flatMap(({ address }) =>
    address === reader.address ? [] : (sending(address) ?? []),
  )
  if (underWay.length === 0) return undefined
  await within(CARD_MS, Promise.allSettled(underWay), undefined)
  return await findVisibleCard(db, reader)
}

function showCommand(subject: string): Action | undefined {
  const [path, option] = isReference(ISSUE, subject)
    ? ['issue show', 'issue']
    : isReference(MEETING, subject)
      ? ['meeting show', 'meeting']
      : []
  return path && option ? button('Open the card', path, { [option]: subject }) : undefined
}

const isReference = ({ prefix }: { prefix: string }, subject: string): boolean =>
  new RegExp(`^${prefix}-\\d+$`).test(subject)

/** Beside its other buttons, as the last one. */
function withButton(message: Message, open: Action): Message {
  const { blocks } = message
  const last = blocks.at(-1)
  return last?.kind === 'actions'
    ? { ...message, blocks: [...blocks.slice(0, -1), actions([...last.actions, open])] }
    : { ...message, blocks: [...blocks, actions([open])] }
}
