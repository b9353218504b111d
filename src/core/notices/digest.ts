/** Puts the reminders of a digest into one message (digest-groups.ts says which go together). */

import { instantFrom } from '../database/columns.ts'
import { heading, list, type Message, text } from '../messages/message.ts'
import { joinText, phrase, type Text, toWords } from '../text/spans.ts'
import { formatDate, formatTime, inGeneva } from '../time/geneva.ts'
import type { Presenter, Presenters, View } from './notice.ts'

/** Puts several notices into one message, each in its own presenter's words. */
export const digestPresenter =
  (presenters: Presenters): Presenter =>
  async (
    { notices, late }: { notices: string[]; late: boolean },
    view: View,
  ): Promise<Message | undefined> => {
    const rows = await view.tx.notice.findMany({
      where: { id: { in: notices.map(BigInt) } },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    })
    const ahead: Message[] = []
    const missed: Text[] = []
    for (const row of rows) {
      const over = row.expiresAt !== null && row.expiresAt.getTime() <= view.now.epochMilliseconds
      const message = await presenters[row.kind]?.(row.data as never, view)
      if (!message) continue
      if (over) missed.push(message.summary)
      else ahead.push(message)
    }
    if (late) return catchUp(ahead, missed, instantFrom(rows[0]!.dueAt))
    return together(ahead)
  }

/** One message about one subject: every sentence, and the details of the last notice. */
function together(messages: Message[]): Message | undefined {
  const last = messages.at(-1)
  if (!last || messages.length === 1) return last
  const sentences = messages.map(m => m.summary)
  return {
    summary: joinText(sentences, ' '),
    blocks: [...sentences.map(s => text(s)), ...last.blocks.slice(1)],
  }
}

const withoutRepeats = (texts: readonly Text[]): Text[] => [
  ...new Map(texts.map(text => [toWords(text), text])).values(),
]

function catchUp(ahead: Message[], missed: Text[], since: Temporal.Instant): Message | undefined {
  const lines = [...withoutRepeats(missed).map(m => phrase`Missed: ${m}`), ...ahead.map(m => m.summary)]
  if (lines.length === 0) return undefined
  if (missed.length === 0 && ahead.length === 1) return ahead[0]
  const at = inGeneva(since)
  const title = `The bot was stopped from ${formatDate(at)}, ${formatTime(at)} Geneva time, and reminders were not sent`
  return {
    summary: phrase`${title}. ${joinText(lines, ' ')}`,
    blocks: [heading('Reminders that come late'), text(`${title}.`), list(lines)],
  }
}
