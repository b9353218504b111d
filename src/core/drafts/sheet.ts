/**
 * The sheet "what disagrees" that comes with a draft: its gaps and who could fill them, and what the checks of reading
 * find in what was written.
 */
import type { Reading } from '../reading/read-document.ts'
import type { PreviewLine } from '../registers/reading/changes.ts'
import { describeDisagreement, describeUnread } from '../registers/reading/disagreement-words.ts'
import { describePlace } from '../registers/reading/places.ts'
import { describeLine } from '../registers/reading/words.ts'
import {
  type Block,
  cell,
  dash,
  findDocumentGaps,
  heading,
  type MeetingDocument,
  type PlacedGap,
  paragraph,
} from '../writing/document.ts'

export interface Findings {
  gaps: PlacedGap[]
  contradictions: string[]
  toLookAt: string[]
  /** Entries that read otherwise than the registers have them; undefined: nothing was compared. */
  differing: string[] | 'no days' | undefined
  unread: string[]
}

/** `lines`: the reading beside the registers; 'no days': the meeting's days are not on record, so nothing has its key. */
export function toFindings(
  document: MeetingDocument,
  reading: Reading,
  lines: readonly PreviewLine[] | 'no days' | undefined,
  now: Temporal.Instant,
): Findings {
  const described = (certain: boolean) =>
    reading.disagreements
      .filter(d => d.certain === certain)
      .map(
        d =>
          `${describeDisagreement(d)}. ${d.places.map(({ place, words }) => `${describePlace(place)}: “${words}”`).join(' · ')}`,
      )
  return {
    gaps: findDocumentGaps(document),
    contradictions: described(true),
    toLookAt: described(false),
    differing: typeof lines === 'object' ? describeDiffering(lines, now) : lines,
    unread: reading.unread.map(
      ({ place, words, why }) => `${describePlace(place)}, ${describeUnread(why)}: “${words}”`,
    ),
  }
}

const describeDiffering = (lines: readonly PreviewLine[], now: Temporal.Instant): string[] =>
  lines
    .filter(({ state }) => state.kind !== 'there')
    .map(line => describeLine(line, now).replace(/^\d+\. /, ''))

export const toSheet = (title: string, findings: Findings): MeetingDocument => ({
  title: `What disagrees: ${title}`,
  blocks: [
    heading(1, undefined, `What disagrees: ${title}`),
    paragraph('This sheet is for those who complete the draft. It is no part of the document.'),
    heading(2, undefined, `Gaps: ${findings.gaps.length}`),
    ...gapBlocks(findings.gaps),
    ...part('Contradictions', findings.contradictions, 'None was found.'),
    ...part('To look at', findings.toLookAt, 'Nothing was found.'),
    ...(findings.differing === undefined
      ? []
      : part(
          'Read otherwise than on record',
          findings.differing === 'no days' ? [] : findings.differing,
          findings.differing === 'no days'
            ? 'The days of the meeting are not on record, so the draft could not be compared with the registers.'
            : 'Read again, the draft gives the same entries as the registers have.',
        )),
    ...part('Not understood when it was read again', findings.unread, 'Nothing.'),
  ],
})

const part = (title: string, lines: readonly string[], none: string): Block[] => [
  heading(2, undefined, `${title}: ${lines.length}`),
  ...(lines.length > 0 ? lines.map(line => dash(line)) : [paragraph(none)]),
]

/** By who could fill them. */
function gapBlocks(gaps: readonly PlacedGap[]): Block[] {
  if (gaps.length === 0) return [paragraph('None.')]
  const rows = [...Map.groupBy(gaps, gap => gap.by)].flatMap(([by, own]) =>
    own.map((gap, i) => ({
      cells: [cell(i === 0 ? by : ''), cell(gap.what), cell(gap.clauses.map(describeClause).join(', '))],
    })),
  )
  return [
    {
      kind: 'table',
      columns: [
        { title: 'Who', width: 28 },
        { title: 'What is to be completed', width: 54 },
        { title: 'Where', width: 18 },
      ],
      rows,
    },
  ]
}

const describeClause = (clause: string | undefined): string =>
  clause === undefined ? 'first page' : /^\d/.test(clause) ? `clause ${clause}` : clause
