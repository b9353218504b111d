/**
 * The table at the head of an ITU document, row by row: organisation, sector and study period beside number, group and
 * language; Questions beside place and dates; kind; source; title; contacts; and the abstract below it.
 */
import {
  AlignmentType,
  BorderStyle,
  type IBorderOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx'
import type { Contact, Header, Words } from '../document.ts'
import { toInlines } from '../document.ts'
import { SMALL, TWIPS } from './styles.ts'
import { toParagraph } from './words.ts'

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const LINE: IBorderOptions = { style: BorderStyle.SINGLE, size: 8, color: '000000' }
const OPEN = { top: NONE, bottom: NONE, left: NONE, right: NONE }
const TIGHT = { spacing: { before: 2 * TWIPS, after: 2 * TWIPS } }
/** Shares of the line: labels, text, right side. */
const [LABEL, TEXT, RIGHT] = [0.2, 0.42, 0.38]

interface CellOptions {
  share: number
  span?: number
  right?: boolean
  centred?: boolean
  under?: boolean
  small?: boolean
}

export function toHeader(header: Header, lineWidth: number): (Table | Paragraph)[] {
  const toCell = (lines: readonly Words[], { share, span = 1, right, centred, under, small }: CellOptions) =>
    new TableCell({
      columnSpan: span,
      width: { size: Math.floor(share * lineWidth), type: WidthType.DXA },
      borders: { ...OPEN, ...(under && { bottom: LINE }) },
      children: lines.map(line =>
        toParagraph(
          line,
          {
            ...TIGHT,
            alignment: right ? AlignmentType.RIGHT : centred ? AlignmentType.CENTER : AlignmentType.LEFT,
          },
          small ? { size: SMALL } : {},
        ),
      ),
    })
  const row = (children: TableCell[]) => new TableRow({ cantSplit: true, children })
  const labelled = (label: string, words: Words) =>
    row([toCell([strong(label)], { share: LABEL }), toCell([words], { share: TEXT + RIGHT, span: 2 })])
  const { number, group, studyPeriod, kind } = header
  const top = row([
    toCell(
      [
        strong('INTERNATIONAL TELECOMMUNICATION UNION'),
        strong('TELECOMMUNICATION STANDARDIZATION SECTOR'),
        `STUDY PERIOD ${studyPeriod}`,
      ],
      { share: LABEL + TEXT, span: 2, under: true, small: true },
    ),
    toCell([bold(number), strong(group), strong('Original: English')], {
      share: RIGHT,
      right: true,
      under: true,
    }),
  ])
  const rows = [
    top,
    row([
      toCell([strong('Question(s):')], { share: LABEL }),
      toCell([header.questions], { share: TEXT }),
      toCell([header.placeAndDates], { share: RIGHT, right: true }),
    ]),
    row([toCell([strong(kind)], { share: 1, span: 3, centred: true })]),
    labelled('Source:', header.source),
    labelled('Title:', header.title),
    ...(header.rows ?? []).map(({ label, words }) => labelled(label, words)),
    ...header.contacts.map(contact => row(contactCells(contact, toCell))),
  ]
  const below = [
    labelled('Abstract:', header.abstract),
    ...(header.action === undefined ? [] : [labelled('Action:', header.action)]),
  ]
  const widths = [LABEL, TEXT, RIGHT].map(share => Math.floor(share * lineWidth))
  const toTable = (all: TableRow[]) =>
    new Table({
      rows: all,
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      borders: { ...OPEN, bottom: LINE, insideHorizontal: NONE, insideVertical: NONE },
    })
  // Word joins tables that follow each other.
  return [toTable(rows), new Paragraph(''), toTable(below), new Paragraph('')]
}

function contactCells(
  { name, organisation, country, telephone, email }: Contact,
  toCell: (lines: readonly Words[], options: CellOptions) => TableCell,
): TableCell[] {
  return [
    toCell([strong('Contact:')], { share: LABEL }),
    toCell([name, organisation, country], { share: TEXT }),
    toCell(
      [
        ['Tel: ', ...toInlines(telephone)],
        ['E-mail: ', ...toInlines(email)],
      ],
      { share: RIGHT },
    ),
  ]
}

const strong = (text: string): Words => [{ kind: 'strong', text }]

/** Everything in bold but the gaps, which are marked as such. */
const bold = (words: Words): Words =>
  toInlines(words).map(inline => (typeof inline === 'string' ? { kind: 'strong', text: inline } : inline))
