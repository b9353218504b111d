/**
 * Reminders that go out as one message: those of one matter in one minute, and all that are late after the program
 * has not been running, so that a pause gives one word and not many.
 */

import { instantFrom } from '../database/columns.ts'
import { heading, list, type Message, text } from '../messages/message.ts'
import { joinText, phrase, type Text, toWords } from '../text/spans.ts'
import { formatDate, formatTime, inGeneva } from '../time/geneva.ts'
import type { Address } from './audience.ts'
import type { NoticeFate } from './coalesce.ts'
import { PRIORITY, type Presenter, type Presenters, type View } from './notice.ts'

/** What is told this much after its time was missed, in minutes. */
const LATE = 10

export interface DigestItem {
  id: bigint
  subject: string
  priority: number
  dueAt: Date
}

/** Notices that go out as one message, and where. */
export interface DigestGroup<N extends DigestItem> {
  notices: N[]
  late: boolean
  addresses: Address[]
}

export interface Grouping<N extends DigestItem> {
  digests: DigestGroup<N>[]
  /** What goes out by itself. */
  alone: { notice: N; addresses: Address[] }[]
}

/** Whether something is told of a notice: a reminder that came too late is named among what was missed. */
export const isDelivered = (
  { priority, dueAt }: DigestItem,
  fate: NoticeFate,
  now: Temporal.Instant,
): boolean =>
  fate === 'ADDRESSED' || (fate === 'EXPIRED' && priority === PRIORITY.reminder && isLate(dueAt, now))

const isLate = (dueAt: Date, now: Temporal.Instant): boolean =>
  now.epochMilliseconds - dueAt.getTime() > LATE * 60_000

/**
 * Groups what one address would be told at once: reminders of one matter and minute, and all that are late. The order
 * of `due` is kept. `addresses` has those of everything that is told.
 */
export function groupIntoDigests<N extends DigestItem>(
  due: readonly N[],
  fates: ReadonlyMap<bigint, NoticeFate>,
  addresses: ReadonlyMap<bigint, Address[]>,
  now: Temporal.Instant,
): Grouping<N> {
  const groups = new Map<string, { address: Address; late: boolean; notices: N[] }>()
  for (const notice of due) {
    const isReminder = notice.priority === PRIORITY.reminder
    const late = isReminder && isLate(notice.dueAt, now)
    const minute = Math.floor(notice.dueAt.getTime() / 60_000)
    const what = late ? 'late' : isReminder ? `${notice.subject} ${minute}` : String(notice.id)
    for (const address of addresses.get(notice.id) ?? []) {
      const key = `${address.platform} ${address.address} ${what}`
      const group = groups.get(key) ?? { address, late, notices: [] }
      group.notices.push(notice)
      groups.set(key, group)
    }
  }
  const sets = new Map<string, DigestGroup<N>>()
  for (const { address, late, notices } of groups.values()) {
    const set = notices.map(n => n.id).join()
    const bundle = sets.get(set) ?? { notices, late, addresses: [] }
    bundle.addresses.push(address)
    sets.set(set, bundle)
  }
  const isAlone = ({ notices }: DigestGroup<N>) =>
    notices.length === 1 && fates.get(notices[0]!.id) !== 'EXPIRED'
  const [alone, bundles] = [true, false].map(wanted => [...sets.values()].filter(s => isAlone(s) === wanted))
  return {
    digests: bundles!,
    alone: alone!.map(({ notices, addresses }) => ({ notice: notices[0]!, addresses })),
  }
}

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

/** One matter, told in one message: every sentence, and the details of the last. */
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
  const title = `While this program was stopped, since ${formatDate(at)}, ${formatTime(at)} Geneva time, reminders were not sent`
  return {
    summary: phrase`${title}. ${joinText(lines, ' ')}`,
    blocks: [heading('Reminders that come late'), text(`${title}.`), list(lines)],
  }
}
