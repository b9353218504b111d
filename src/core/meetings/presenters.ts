import { ended, unended } from '../messages/ended.ts'
import { fields, heading, instant, list, type Message, note, quote, text } from '../messages/message.ts'
import type { Presenters, View } from '../notices/notice.ts'
import { dateWords, inGeneva } from '../time/geneva.ts'
import { type Facts, factsOf } from './changes.ts'
import { deadlinesEnd } from './deadline-ends.ts'
import { decisionPresenters } from './decision-presenters.ts'
import { changeWords, factsWords } from './history.ts'
import { type Meeting, meetingFrom, meetingRef } from './meeting.ts'
import { agendaOf } from './reading.ts'
import { closesWords, deadlineWords, kindWords, meetingFields, statusWords, whenWords } from './words.ts'

export interface Data {
  meeting: number
  version: number
}

interface ChangeData extends Data {
  by: string
  reason: string | null
  before: Facts
}

/** The meeting as it was when the notice was written; undefined when it has changed since. */
export async function asNoticed({ meeting, version }: Data, { tx }: View): Promise<Meeting | undefined> {
  const row = await tx.meeting.findUnique({ where: { id: meeting } })
  return row && row.version === version ? meetingFrom(row) : undefined
}

async function scheduled(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `New on the calendar: ${kindWords(m)}, ${whenWords(m)} (${meetingRef(m)}).`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, [])] }
}

async function series({ meetings }: { meetings: number[] }, { tx }: View): Promise<Message | undefined> {
  const rows = await tx.meeting.findMany({
    where: { id: { in: meetings }, status: { not: 'CANCELLED' } },
    orderBy: { startsAt: 'asc' },
  })
  const all = rows.map(meetingFrom)
  if (all.length === 0) return undefined
  const summary = `New on the calendar: ${all.length} meetings, ${kindWords(all[0]!)}, from ${whenWords(all[0]!)} on.`
  return { summary, blocks: [text(summary), list(all.map(m => `${meetingRef(m)}: ${whenWords(m)}`))] }
}

async function moved(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${kindWords(m)} is moved from ${factsWords(data.before)} to ${whenWords(m)}${data.reason ? `: ${ended(data.reason)}` : '.'}${m.closes ? ` Contributions by ${closesWords(m.closes)}.` : ''}`
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
  const summary = `The ${kindWords(m)} of ${factsWords(data.before)} is ${statusWords(m, view.now)}: ${ended(data.reason ?? 'no reason was given')}`
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

async function changed(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${kindWords(m)} of ${dateWords(inGeneva(m.starts))}: ${changeWords(data.before, factsOf(m))}${data.reason ? ` (${unended(data.reason)})` : ''}.`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, []), note(`Changed by ${data.by}.`)] }
}

async function confirmed(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${kindWords(m)} of ${whenWords(m)} is confirmed: it will be held${data.reason ? ` (${unended(data.reason)})` : ''}.`
  return {
    summary,
    blocks: [
      text(summary),
      meetingFields(m, view.now, await agendaOf(view.tx, m.id)),
      note(`Confirmed by ${data.by}.`),
    ],
  }
}

/** To the groups of a plan: all that it changed, as one. */
async function planLoaded({ plan }: { plan: number }, { tx }: View): Promise<Message> {
  const { source, changes, by } = await tx.plan.findUniqueOrThrow({ where: { id: plan } })
  const lines = changes as string[]
  const summary = `A new plan of meetings holds, ${source}: ${lines.join('; ')}.`
  return {
    summary,
    blocks: [heading(`New plan of meetings, ${source}`), list(lines), note(`Loaded by ${by}.`)],
  }
}

export const meetingPresenters: Presenters = {
  'plan-loaded': planLoaded,
  'deadlines-end': deadlinesEnd,
  'meeting-changed': changed,
  'meeting-confirmed': confirmed,
  ...decisionPresenters,
  'meeting-input': input,
  'meeting-scheduled': scheduled,
  'series-scheduled': series,
  'meeting-moved': moved,
  'meeting-cancelled': cancelled,
}
