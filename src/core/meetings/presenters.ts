/** What is told of meetings, in words. */
import type { Transaction } from '../database/client.ts'
import { fields, heading, instant, type Message, note, quote, text } from '../messages/message.ts'
import type { Presenters } from '../notices/notice.ts'
import { dateWords, inGeneva, spanLeft } from '../time/geneva.ts'
import { timesWords } from './history.ts'
import { type Meeting, meetingFrom, meetingRef } from './meeting.ts'
import { agendaOf } from './reading.ts'
import type { Times } from './schedule.ts'
import { daysWords, deadlineWords, kindWords, meetingFields, statusWords, whenWords } from './words.ts'

interface Data {
  meeting: number
  version: number
}

interface ChangeData extends Data {
  by: string
  reason: string | null
  before: Times
}

interface View {
  tx: Transaction
  now: Temporal.Instant
}

/** The meeting as it was when the notice was written; undefined when it has changed since. */
async function asNoticed({ meeting, version }: Data, { tx }: View): Promise<Meeting | undefined> {
  const row = await tx.meeting.findUnique({ where: { id: meeting } })
  return row && row.version === version ? meetingFrom(row) : undefined
}

async function deadlineNear(data: Data, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m?.deadline || m.status === 'CANCELLED') return undefined
  const summary = `Contributions to the ${kindWords(m)} of ${dateWords(inGeneva(m.starts))} are due ${daysWords(m.deadline, view.now)}: by ${dateWords(m.deadline)}, 23:59 Geneva time.`
  return {
    summary,
    blocks: [
      text(summary),
      fields({
        Meeting: `${whenWords(m)}, ${meetingRef(m)}`,
        'Your time': [instant(m.starts, m.ends)],
        Objective: m.objective,
      }),
    ],
  }
}

async function meetingNear(data: Data, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m || m.status === 'CANCELLED') return undefined
  const day = inGeneva(m.starts).toPlainDate()
  const soon = Temporal.Instant.compare(view.now, m.starts.subtract({ hours: 6 })) >= 0
  const when = soon ? `in ${spanLeft(view.now, m.starts)}` : daysWords(day, view.now)
  const summary = `The ${kindWords(m)} is ${when}: ${whenWords(m)}.`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, await agendaOf(view.tx, m.id))] }
}

async function scheduled(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `New on the calendar: ${kindWords(m)}, ${whenWords(m)} (${meetingRef(m)}).`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, [])] }
}

async function moved(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${kindWords(m)} is moved from ${timesWords(data.before)} to ${whenWords(m)}.`
  return {
    summary,
    blocks: [
      heading(`Moved: ${kindWords(m)}, ${meetingRef(m)}`),
      text(summary),
      fields({
        'Your time': [instant(m.starts, m.ends)],
        Reason: data.reason ?? undefined,
        'Contributions by': deadlineWords(m, view.now),
        'Moved by': data.by,
      }),
    ],
  }
}

async function cancelled(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${kindWords(m)} of ${timesWords(data.before)} is ${statusWords(m, view.now)}: ${data.reason}`
  return {
    summary,
    blocks: [
      heading(`Cancelled: ${kindWords(m)}, ${meetingRef(m)}`),
      text(summary),
      note(`Cancelled by ${data.by}.`),
    ],
  }
}

/** To WP2: an input that a chair announced. */
async function input(
  { meeting, item }: { meeting: number; item: number },
  view: View,
): Promise<Message | undefined> {
  const [found, entry] = await Promise.all([
    view.tx.meeting.findUnique({ where: { id: meeting } }),
    view.tx.agendaItem.findUnique({ where: { id: item } }),
  ])
  if (!found || !entry || found.status === 'CANCELLED') return undefined
  const m = meetingFrom(found)
  const summary = `${entry.group} announced an input to the ${kindWords(m)} of ${dateWords(inGeneva(m.starts))}: ${entry.text}`
  return {
    summary,
    blocks: [
      text(`${entry.by} announced an input to the ${kindWords(m)} of ${whenWords(m)} (${meetingRef(m)}):`),
      quote(entry.text ?? ''),
    ],
  }
}

export const meetingPresenters: Presenters = {
  'meeting-input': input,
  'deadline-near': deadlineNear,
  'meeting-near': meetingNear,
  'meeting-scheduled': scheduled,
  'meeting-moved': moved,
  'meeting-cancelled': cancelled,
}
