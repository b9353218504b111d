/** Clause 7: the meetings planned after this one, a table for each kind, as plans of WP2 have them. */
import { describeRule } from '../../deadlines/rule.ts'
import type { Meeting } from '../../meetings/meeting.ts'
import { formatDate, formatTime, inGeneva } from '../../time/geneva.ts'
import { type Block, cell, heading, paragraph, type Row } from '../../writing/document.ts'
import { actionsFor, actionsIn } from '../action-list.ts'
import type { ReportFacts } from '../facts.ts'

export function futureClause(facts: ReportFacts): Block[] {
  const { planned, rapporteurGroups } = facts
  const of = (kind: Meeting['kind'], group: string) =>
    planned.filter(m => m.kind === kind && m.group === group)
  const parts: [string, Meeting[]][] = [
    ['WP2 e-meetings', of('WP_E_MEETING', 'WP2')],
    ['WP2 interim coordination e-meetings', of('COORDINATION_E_MEETING', 'WP2')],
    ...rapporteurGroups.map(({ id }): [string, Meeting[]] => [
      `${id} interim meetings`,
      of('RG_INTERIM', id),
    ]),
  ]
  return [
    heading(1, '7', 'Future plans'),
    paragraph('Meetings are virtual unless another place is stated; times are Geneva time.'),
    ...parts.flatMap(([title, meetings], i) => [
      heading(2, `7.${i + 1}`, title),
      {
        kind: 'table' as const,
        columns: [
          { title: '#', width: 6, centred: true as const },
          { title: 'Date', width: 20 },
          { title: 'Time (Geneva time)', width: 18 },
          { title: 'Objectives', width: 34 },
          { title: 'Contribution deadline', width: 22 },
        ],
        rows: meetings.length > 0 ? meetings.map(toRow) : [NONE],
      },
    ]),
    ...actionsFor(
      'TSAG',
      actionsIn(facts, place => place.part === 'future'),
    ),
  ]
}

const NONE: Row = { cells: [cell('1'), cell('None'), cell(), cell(), cell()] }

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
