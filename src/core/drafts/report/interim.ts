/** Clause 2: what became of the meetings since the last TSAG meeting, and what was contributed to them. */
import { KIND_RULES } from '../../meetings/kinds.ts'
import { isOver } from '../../meetings/meeting.ts'
import { withoutFullStop } from '../../text/sentences.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import { type Block, cell, gap, heading, paragraph, type Row, type Words } from '../../writing/document.ts'
import { formatDays } from '../dates.ts'
import type { Interim, ReportFacts } from '../facts.ts'
import { CHAIR, rapporteurOf } from '../who.ts'

export function interimClause({ interim, previous, meeting, now }: ReportFacts): Block[] {
  const since = previous ? ` (since ${previous.label}, ${formatDays(previous.days)})` : ''
  const groups = [...Map.groupBy(interim, ({ meeting: m }) => m.group)].toSorted(([a], [b]) => order(a, b))
  return [
    heading(1, '2', `Review of the WP2/TSAG interim activities${since}`),
    ...(previous
      ? []
      : [paragraph(gap('the TSAG meeting before this one, since when activities are reviewed', CHAIR))]),
    ...(groups.length === 0
      ? [paragraph(`No meeting between the two TSAG meetings is on record before ${meeting.name}.`)]
      : []),
    ...groups.flatMap(([group, meetings], i) => [
      heading(2, `2.${i + 1}`, group),
      {
        kind: 'table' as const,
        columns: [
          { title: 'Date', width: 18 },
          { title: 'Meeting', width: 26 },
          { title: 'Held or not', width: 28 },
          { title: 'Input', width: 28 },
        ],
        rows: meetings.map(m => toRow(m, now)),
      },
    ]),
  ]
}

/** Rapporteur groups, WP2, then the SGs. */
const order = (a: string, b: string): number => rank(a) - rank(b) || a.localeCompare(b)
const rank = (group: string): number => (group.startsWith('RG') ? 0 : group.startsWith('WP') ? 1 : 2)

function toRow(interim: Interim, now: Temporal.Instant): Row {
  const { meeting, contributions, agenda } = interim
  const words = KIND_RULES[meeting.kind].words
  return {
    cells: [
      cell(formatDate(inGeneva(meeting.starts))),
      cell(meeting.title ? `${words}, ${meeting.title}` : words, ...(meeting.matter ? [meeting.matter] : [])),
      cell(...outcome(interim, now)),
      cell(
        ...contributions,
        ...agenda,
        ...(contributions.length + agenda.length === 0 ? ['none on record'] : []),
      ),
    ],
  }
}

/** Whether it was held, and its outcome. An outcome that is not on record is a gap, never a guess. */
function outcome({ meeting, reason }: Interim, now: Temporal.Instant): Words[] {
  const who = meeting.group.startsWith('RG') ? rapporteurOf(meeting.group) : CHAIR
  const day = formatDate(inGeneva(meeting.starts))
  const result: Words[] = meeting.outcome ? [`Outcome: ${meeting.outcome}`] : []
  switch (meeting.status) {
    case 'CANCELLED':
      return [`cancelled${reason ? `: ${withoutFullStop(reason)}` : ''}`]
    case 'NOT_HELD':
      return ['not held']
    case 'HELD':
      return [
        'held',
        ...result,
        ...(meeting.outcome ? [] : [[gap(`what the meeting of ${day} came to`, who)]]),
      ]
    case 'CONFIRMED':
    case 'SCHEDULED':
      if (!isOver(meeting, now)) return ['still ahead']
      return [[gap(`whether the meeting of ${day} was held`, who)], ...result]
  }
}
