/** What is told of meetings, in words. */
import type { Transaction } from '../database/client.ts'
import {
  action,
  actions,
  type Block,
  fields,
  heading,
  instant,
  list,
  type Message,
  note,
  quote,
  text,
} from '../messages/message.ts'
import type { Presenters, View } from '../notices/notice.ts'
import { dateWords, inGeneva, spanLeft } from '../time/geneva.ts'
import { type Facts, factsOf } from './changes.ts'
import { decisionPresenters } from './decision-presenters.ts'
import { changeWords, factsWords } from './history.ts'
import { type Meeting, meetingFrom, meetingRef } from './meeting.ts'
import { agendaOf } from './reading.ts'
import { daysWords, deadlineWords, kindWords, meetingFields, statusWords, whenWords } from './words.ts'

interface Data {
  meeting: number
  version: number
}

interface ChangeData extends Data {
  by: string
  reason: string | null
  before: Facts
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
      ...snoozeButtons(m, view),
    ],
  }
}

async function meetingNear(data: Data, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m || m.status === 'CANCELLED') return undefined
  const day = inGeneva(m.starts).toPlainDate()
  const soon = Temporal.Instant.compare(view.now, m.starts.subtract({ hours: 6 })) >= 0
  const when = soon ? `in ${spanLeft(view.now, m.starts)}` : daysWords(day, view.now)
  const agenda = await agendaOf(view.tx, m.id)
  const summary = `The ${kindWords(m)} is ${when}${conditionWords(m, agenda.length)}: ${whenWords(m)}.`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, agenda), ...snoozeButtons(m, view)] }
}

/** On a reminder to somebody in person: to put it aside. */
const snoozeButtons = (m: Meeting, { direct }: View): Block[] =>
  direct
    ? [
        actions([
          action('Again in a day', 'snooze', { meeting: meetingRef(m), for: '1 day' }),
          action('On the last day', 'snooze', { meeting: meetingRef(m), for: 'until the last day' }),
          action('Off for this meeting', 'snooze', { meeting: meetingRef(m), for: 'off' }),
        ]),
      ]
    : []

/** What its holding still depends on: ", if an SG chair brings an issue". */
function conditionWords(m: Meeting, issues: number): string {
  if (m.status === 'CONFIRMED') return ''
  if (m.kind === 'COORDINATION_E_MEETING' && issues === 0) return ', if an SG chair brings an issue'
  return m.kind === 'RG_INTERIM' ? ', not confirmed yet' : ''
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
  const summary = `The ${kindWords(m)} is moved from ${factsWords(data.before)} to ${whenWords(m)}.`
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
  const summary = `The ${kindWords(m)} of ${factsWords(data.before)} is ${statusWords(m, view.now)}: ${data.reason}`
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
  const summary = `The ${kindWords(m)} of ${dateWords(inGeneva(m.starts))}: ${changeWords(data.before, factsOf(m))}${data.reason ? ` (${data.reason})` : ''}.`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, []), note(`Changed by ${data.by}.`)] }
}

async function confirmed(data: ChangeData, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m) return undefined
  const summary = `The ${kindWords(m)} of ${whenWords(m)} is confirmed, it is held${data.reason ? `: ${data.reason}` : '.'}`
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
  'meeting-changed': changed,
  'meeting-confirmed': confirmed,
  ...decisionPresenters,
  'meeting-input': input,
  'deadline-near': deadlineNear,
  'meeting-near': meetingNear,
  'meeting-scheduled': scheduled,
  'series-scheduled': series,
  'meeting-moved': moved,
  'meeting-cancelled': cancelled,
}
