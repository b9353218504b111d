/** Annex 2: the documents that were allocated to WP2 and its Rapporteur groups, with their totals. */
import { documentParts } from '../../registers/documents/key.ts'
import { formatMark } from '../../registers/documents/marks.ts'
import { countDocuments } from '../../registers/documents/totals.ts'
import { annex, type Block, cell, gap, paragraph, type Row, type Table } from '../../writing/document.ts'
import type { DocumentEntry, ReportFacts } from '../facts.ts'
import { citeDocument } from '../references.ts'
import { TSB } from '../who.ts'

export function documentsAnnex({ documents, meeting }: ReportFacts): Block[] {
  return [
    annex('Annex 2', 'List of documents allocated to WP2 and its Rapporteur groups'),
    ...documentLists(documents, meeting.name),
  ]
}

/** Contributions, then TDs, each with its totals; below the last list the totals of all. */
export function documentLists(documents: readonly DocumentEntry[], meeting: string): Block[] {
  const groups = columnGroups(documents)
  const of = (kind: 'C' | 'TD') => documents.filter(({ key }) => documentParts(key).kind === kind)
  const [contributions, tds] = [of('C'), of('TD')]
  if (documents.length === 0) return [paragraph(gap(`documents of ${meeting}`, TSB))]
  const all = totalRow('Total documents', documents, groups)
  return [
    paragraph(
      'A mark in brackets stands as it was allocated. Totals count documents; of a column, those with a mark in it.',
    ),
    ...(contributions.length > 0
      ? [
          paragraph({ kind: 'strong', text: 'Contributions' }),
          toTable('C#', contributions, groups, [
            totalRow('Total contributions', contributions, groups),
            ...(tds.length === 0 ? [all] : []),
          ]),
        ]
      : []),
    ...(tds.length > 0
      ? [
          paragraph({ kind: 'strong', text: 'TDs' }),
          toTable('TD#', tds, groups, [totalRow('Total TDs', tds, groups), all]),
        ]
      : []),
  ]
}

/** The groups with a mark, WP2 first. */
const columnGroups = (documents: readonly DocumentEntry[]): string[] =>
  [...new Set(documents.flatMap(d => (d.fields.marks ?? []).map(mark => mark.group)))].toSorted((a, b) =>
    rank(a) === rank(b) ? b.localeCompare(a) : rank(a) - rank(b),
  )
const rank = (group: string): number => (group.startsWith('WP') ? 0 : 1)

function toTable(
  reference: string,
  documents: readonly DocumentEntry[],
  groups: readonly string[],
  totals: readonly Row[],
): Table {
  const shares = groups.length * 11
  return {
    kind: 'table',
    columns: [
      { title: reference, width: 13 },
      { title: 'Source', width: Math.round((87 - shares) * 0.33) },
      { title: 'Title', width: Math.round((87 - shares) * 0.67) },
      ...groups.map(title => ({ title, width: 11, centred: true as const })),
    ],
    rows: [...documents.map(document => toRow(document, groups)), ...totals],
  }
}

function toRow(document: DocumentEntry, groups: readonly string[]): Row {
  const { source, marks = [] } = document.fields
  return {
    cells: [
      cell(citeDocument(document)),
      cell([source ?? gap('source', TSB)]),
      cell(...titleLines(document)),
      ...groups.map(group => {
        const mark = marks.find(m => m.group === group)
        return cell(mark === undefined ? '' : formatMark({ ...mark, group: '1' }))
      }),
    ],
  }
}

/** A number without a document yet says so. */
function titleLines({ fields: { title, state } }: DocumentEntry) {
  const known = title ?? ''
  if (state === 'reserved') return [`Reserved${known ? ` for ${known}` : ''}`]
  if (state === 'not yet available') return [`${known}${known ? ' ' : ''}(not yet available)`]
  if (state === 'withdrawn') return [`${known}${known ? ' ' : ''}(withdrawn)`]
  return [[known === '' ? gap('title', TSB) : known]]
}

/** Documents of the whole list, and of each column; bracketed marks apart, as lists have them. */
function totalRow(label: string, documents: readonly DocumentEntry[], groups: readonly string[]): Row {
  const { columns } = countDocuments(documents.map(d => ({ marks: d.fields.marks ?? [] })))
  return {
    cells: [
      { lines: [`${label}: ${documents.length}`], columns: 3 },
      ...groups.map(group => {
        const counted = columns.get(group)
        const bracketed = counted ? counted.documents - counted.marks : 0
        return cell(`${counted?.marks ?? 0}${bracketed > 0 ? ` (${bracketed})` : ''}`)
      }),
    ],
    strong: true,
  }
}
