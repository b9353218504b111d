import { decisionPresenters } from '../lead-times/presenters.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { openAgenda } from '../meetings/queries.ts'
import {
  describeCutOff,
  describeDeadline,
  describeStatus,
  describeTime,
  meetingFields,
  meetingName,
} from '../meetings/words.ts'
import { fields, heading, instant, list, type Message, note, quote, text } from '../messages/message.ts'
import type { Presenters, View } from '../notices/notice.ts'
import { withFullStop, withoutFullStop } from '../text/sentences.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { cutOffChanged } from './change-cut-off.ts'
import { type Facts, toFacts } from './changes.ts'
import { describeChange, describeFacts } from './history.ts'

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
  return row && row.version === version ? toMeeting(row) : undefined
}

async function scheduled(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `New on the calendar: ${meetingName(m)}, ${describeTime(m)} (${meetingRef(m)}).`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, [])] }
}

async function series({ meetings }: { meetings: number[] }, { tx }: View): Promise<Message | undefined> {
  const rows = await tx.meeting.findMany({
    where: { id: { in: meetings }, status: { not: 'CANCELLED' } },
    orderBy: { startsAt: 'asc' },
  })
  const all = rows.map(toMeeting)
  if (all.length === 0) return undefined
  const summary = `New on the calendar: ${all.length} meetings, ${meetingName(all[0]!)}, from ${describeTime(all[0]!)} on.`
  return { summary, blocks: [text(summary), list(all.map(m => `${meetingRef(m)}: ${describeTime(m)}`))] }
}

async function moved(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${meetingName(m)} is moved from ${describeFacts(data.before)} to ${describeTime(m)}${data.reason ? `: ${withFullStop(data.reason)}` : '.'}${m.cutOff ? ` Contributions by ${describeCutOff(m.cutOff)}.` : ''}`
  return {
    summary,
    blocks: [
      heading(`Moved: ${meetingName(m)}, ${meetingRef(m)}`),
      text(summary),
      fields({
        'Your time': [instant(m.starts, m.ends)],
        Reason: data.reason ?? undefined,
        'Contributions by': describeDeadline(m, view.now),
        'Moved by': data.by,
      }),
    ],
  }
}

async function cancelled(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${meetingName(m)} of ${describeFacts(data.before)} is ${describeStatus(m, view.now)}: ${withFullStop(data.reason ?? 'no reason was given')}`
  return {
    summary,
    blocks: [
      heading(`Cancelled: ${meetingName(m)}, ${meetingRef(m)}`),
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
  const m = toMeeting(found)
  const summary = `${entry.group} announced an input to the ${meetingName(m)} of ${formatDate(inGeneva(m.starts))}: ${entry.text}`
  return {
    summary,
    blocks: [
      text(
        `${entry.by} announced an input to the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}):`,
      ),
      quote(entry.text ?? ''),
    ],
  }
}

async function changed(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${meetingName(m)} of ${formatDate(inGeneva(m.starts))}: ${describeChange(data.before, toFacts(m))}${data.reason ? ` (${withoutFullStop(data.reason)})` : ''}.`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, []), note(`Changed by ${data.by}.`)] }
}

async function confirmed(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${meetingName(m)} of ${describeTime(m)} is confirmed: it will be held${data.reason ? ` (${withoutFullStop(data.reason)})` : ''}.`
  return {
    summary,
    blocks: [
      text(summary),
      meetingFields(m, view.now, await openAgenda(view.tx, m.id)),
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
  'deadlines-end': cutOffChanged,
  'meeting-changed': changed,
  'meeting-confirmed': confirmed,
  ...decisionPresenters,
  'meeting-input': input,
  'meeting-scheduled': scheduled,
  'series-scheduled': series,
  'meeting-moved': moved,
  'meeting-cancelled': cancelled,
}
