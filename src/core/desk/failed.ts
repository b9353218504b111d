/** The answer to a command that failed by a fault of ours; the words that were written come back with it. */
import type { AnyCommand } from '../commands/command.ts'
import { isUnreachable } from '../database/unreachable.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { DATABASE_AWAY, SOMETHING_WENT_WRONG } from '../messages/failure.ts'
import { actions, type File, type Message, note, quote, text } from '../messages/message.ts'
import type { Reply } from './port.ts'
import { editAgain } from './refusal.ts'

/** `maybeDone`: it can't be told whether the act was committed. `reference`: of the log's entry. */
export function failed(
  error: unknown,
  reference: string,
  maybeDone: boolean,
  invocation: Invocation,
  command: AnyCommand | undefined,
): Reply {
  const summary = describe(error, reference, maybeDone)
  const again = editAgain(invocation, command)
  return {
    message: { summary, blocks: [text(summary), ...(again.length > 0 ? [actions(again)] : [])] },
    answer: 'private',
    refused: true,
    failed: true,
  }
}

/** The database is away: people need no reference, because they can only wait. */
const describe = (error: unknown, reference: string, maybeDone: boolean): string =>
  isUnreachable(error)
    ? `${DATABASE_AWAY}, and ${describeOutcome(maybeDone)} in a few minutes.`
    : `${SOMETHING_WENT_WRONG}, and ${describeOutcome(maybeDone)}; if it happens again, tell TSB this reference: ${reference}.`

const describeOutcome = (maybeDone: boolean): string =>
  maybeDone
    ? 'we can’t tell yet whether it was done. Please look before you try again'
    : 'nothing was changed. Please try again'

/** Words longer than this, in characters, come as a file besides. */
const MOST_SHOWN = 1500

/** A form came back and can't be read, so nothing was done: the reason in words. */
export const describeUnread = (error: unknown, reference: string): string => describe(error, reference, false)

/**
 * The words of a form that can't be opened again, since what it belongs to is not known (any more): to be copied.
 * `fields`: by the names of the fields.
 */
export function giveWordsBack(why: string, fields: Readonly<Record<string, string>>): Message {
  const written = Object.entries(fields).filter(([, value]) => value.trim() !== '')
  if (written.length === 0) return { summary: why, blocks: [text(why)] }
  const whole = written.map(([name, value]) => `${name}:\n${value}\n`).join('\n')
  const file: File = { name: 'your-words.txt', type: 'text/plain', content: whole, asked: true }
  return {
    summary: why,
    // A platform may have to cut long words short.
    ...(whole.length > MOST_SHOWN && { files: [file] }),
    blocks: [
      text(why),
      note('This is what you wrote:'),
      ...written.flatMap(([name, value]) => [text(`${name}:`), quote(value)]),
    ],
  }
}
