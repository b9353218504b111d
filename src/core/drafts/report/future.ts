/** Clause 7: the meetings planned after this one, a table for each kind, as plans of WP2 have them. */
import { describeRule } from '../../deadlines/rule.ts'
import { HANDLER } from '../../groups/handler.ts'
import type { Meeting } from '../../meetings/meeting.ts'
import { formatDate, formatTime, inGeneva } from '../../time/geneva.ts'
import { type Block, cell, gap, heading, paragraph, type Row } from '../../writing/document.ts'
import { actionsFor, actionsIn } from '../action-list.ts'
import type { ReportFacts } from '../facts.ts'
import { CHAIR, rapporteurOf } from '../who.ts'

export function futureClause(facts: ReportFacts): Block[] {
  const { planned, rapporteurGroups } = facts
  const of = (kind: Meeting['kind'], group: string) =>
    planned.filter(m => m.kind === kind && m.group === group)
  const parts: { title: string; meetings: Meeting[]; who: string }[] = [
    { title: 'WP2 e-meetings', meetings: of('WP_E_MEETING', HANDLER), who: CHAIR },
    {
      title: 'WP2 interim coordination e-meetings',
      meetings: of('COORDINATION_E_MEETING', HANDLER),
      who: CHAIR,
    },
    ...rapporteurGroups.map(({ id }) => ({
      title: `${id} interim meetings`,
      meetings: of('RG_INTERIM', id),
      who: rapporteurOf(id),
    })),
  ]
  return [
    heading(1, '7', 'Future plans'),
    paragraph('Meetings are virtual unless another place is stated; times are Geneva time.'),
    ...parts.flatMap(({ title, meetings, who }, i) => [
      heading(2, `7.${i + 1}`, title),
      // That nothing is on record is no plan without meetings.
      meetings.length > 0
        ? toTable(meetings)
        : paragraph(gap(`${title} that are planned, or that there is none`, who)),
    ]),
    ...actionsFor(
      'TSAG',
      actionsIn(facts, place => place.part === 'future'),
    ),
  ]
}

const toTable = (meetings: readonly Meeting[]): Block => ({
  kind: 'table',
  columns: [
    { title: '#', width: 6, centred: true },
    { title: 'Date', width: 20 },
    { title: 'Time (Geneva time)', width: 18 },
    { title: 'Objectives', width: 34 },
    { title: 'Contribution deadline', width: 22 },
  ],
  rows: meetings.map(toRow),
})

function toRow(meeting: Meeting, index: number): Row {
  const [start, end] = [inGeneva(meeting.starts), inGeneva(meeting.ends)]
  return {
    cells: [
      cell(String(index + 1)),
      cell(formatDate(start)),
      cell(`${formatTime(start)}–${formatTime(end)}`),
      cell(meeting.title ? `${meeting.title}: ${meeting.objective}` : meeting.objective),
      cell(describeDeadline(meeting)),
    ],
  }
}

const describeDeadline = ({ deadline, deadlineRule }: Meeting): string => {
  if (deadline) return formatDate(deadline)
  return deadlineRule ? describeRule(deadlineRule) : '–'
}
