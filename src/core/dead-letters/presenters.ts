/** The digest that TSB gets on the morning after something could not be delivered. */

import { heading, type Message, note } from '../messages/message.ts'
import type { Presenters, View } from '../notices/notice.ts'
import { cmd, phrase } from '../text/spans.ts'
import { findDeadLetters } from './dead-letters.ts'
import { DIGEST } from './fallback.ts'
import { renderDeadLetters, retryBlocks } from './words.ts'

/** How many are named; `/sg delivery list` has more. */
const MAX_NAMED = 15

/** Deliveries given up since the previous digest was due, and those still tried. Nothing is sent when there are none. */
async function digest(_: object, { tx, now }: View): Promise<Message | undefined> {
  const all = await findDeadLetters(tx, now, MAX_NAMED, now.subtract({ hours: 24 }))
  if (all.length === 0) return undefined
  const count =
    all.length === MAX_NAMED
      ? `${MAX_NAMED} messages or more`
      : all.length === 1
        ? 'One message'
        : `${all.length} messages`
  const summary = `${count} could not be delivered: ${all.map(u => u.to).join(', ')}.`
  return {
    summary,
    blocks: [
      heading('Not delivered'),
      renderDeadLetters(all),
      note(
        phrase`${cmd('delivery list')} shows more; once the cause is fixed, ${cmd('delivery retry')} sends them.`,
      ),
      ...retryBlocks(all),
    ],
  }
}

export const deadLetterPresenters: Presenters = { [DIGEST]: digest }
