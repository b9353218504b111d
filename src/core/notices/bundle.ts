/**
 * Reminders that go out as one message: those of one matter in one minute, and all that are late after the program
 * has not been running, so that a pause gives one word and not many.
 */

import { instantFrom } from '../database/time.ts'
import { heading, list, type Message, text } from '../messages/message.ts'
import { dateWords, inGeneva, timeWords } from '../time/geneva.ts'
import type { Fate } from './fates.ts'
import { PRIORITY, type Presenter, type Presenters, type View } from './notice.ts'

/** What is told this much after its time was missed, in minutes. */
const LATE = 10

export interface Bundled {
  id: bigint
  subject: string
  priority: number
  audience: unknown
  dueAt: Date
}

export interface Bundle<N extends Bundled> {
  notices: N[]
  late: boolean
}

/** Groups the reminders that go out together; those that stand alone are left out. The order of `due` is kept. */
export function bundlesOf<N extends Bundled>(
  due: readonly N[],
  fates: ReadonlyMap<bigint, Fate>,
  now: Temporal.Instant,
): Bundle<N>[] {
  const groups = new Map<string, Bundle<N>>()
  for (const notice of due) {
    const fate = fates.get(notice.id)
    const late = now.epochMilliseconds - notice.dueAt.getTime() > LATE * 60_000
    // What came too late to be told by itself is named among what was missed.
    if (notice.priority !== PRIORITY.reminder || fate === 'MERGED' || (fate === 'EXPIRED' && !late)) continue
    const minute = Math.floor(notice.dueAt.getTime() / 60_000)
    const key = `${JSON.stringify(notice.audience)} ${late ? 'late' : `${notice.subject} ${minute}`}`
    const group = groups.get(key) ?? { notices: [], late }
    group.notices.push(notice)
    groups.set(key, group)
  }
  return [...groups.values()].filter(
    g => g.notices.length > 1 || g.notices.some(n => fates.get(n.id) === 'EXPIRED'),
  )
}

/** Puts several notices into one message, each in its own presenter's words. */
export const bundlePresenter =
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
    const missed: string[] = []
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

/** One matter, told in one message: every sentence, and the details of the last. */
function together(messages: Message[]): Message | undefined {
  const last = messages.at(-1)
  if (!last || messages.length === 1) return last
  const sentences = messages.map(m => m.summary)
  return { summary: sentences.join(' '), blocks: [...sentences.map(s => text(s)), ...last.blocks.slice(1)] }
}

function catchUp(ahead: Message[], missed: string[], since: Temporal.Instant): Message | undefined {
  const lines = [...[...new Set(missed)].map(m => `Missed: ${m}`), ...ahead.map(m => m.summary)]
  if (lines.length === 0) return undefined
  if (missed.length === 0 && ahead.length === 1) return ahead[0]
  const at = inGeneva(since)
  const title = `While this program was stopped, since ${dateWords(at)}, ${timeWords(at)} Geneva time, reminders were not sent`
  return {
    summary: `${title}. ${lines.join(' ')}`,
    blocks: [heading('Reminders that come late'), text(`${title}.`), list(lines)],
  }
}
