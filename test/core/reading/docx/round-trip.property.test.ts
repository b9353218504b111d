import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, Cell, Place, Row, Words } from '../../../../src/core/reading/document.ts'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { writeDocx } from '../../../support/docx/write.ts'

/** Words with signs, accents, other scripts, line breaks and tabs; none that look like a list label or a clause's number. */
const character = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...'abcWP2 SG17 TD326-R2, (1)') },
  fc.constantFrom(
    '\n',
    '\t',
    '&',
    '<',
    '>',
    '"',
    "'",
    ' ',
    '–',
    'é',
    'Ü',
    '中',
    '🙂',
    '\u00a0',
    '\u2011',
    ']]>',
  ),
)
const text = fc
  .array(character, { minLength: 1, maxLength: 30 })
  .map(characters => characters.join(''))
  .filter(typed => typed.trim() !== '' && !/^\s*(?:[–(\d-]|[a-z][.)]|annex|appendix)/i.test(typed))

const words: fc.Arbitrary<Words> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ text }) },
  fc
    .record({ text: fc.oneof(text, fc.constant('')), before: fc.oneof(text, fc.constant('')) })
    .filter(each => each.text !== each.before),
  fc
    .record({ first: text, link: fc.constantFrom('TD164', 'SG17'), last: text })
    .map(({ first, link, last }) => ({
      text: `${first.replaceAll(link, '')}${link}${last}`,
      links: [{ text: link, url: 'https://itu.example/a?b=1&c=2' }],
    })),
)
const label = fc.constantFrom('1)', 'a)', '•', '–', '1.', '(iv)', 'A')
const paragraph = fc.oneof(fc.record({ words }), fc.record({ label, words }))
const paragraphs = fc.array(paragraph, { maxLength: 3 })

/** A table of some size, with some cells merged; the first row has none, so that every column begins somewhere. */
const table: fc.Arbitrary<Cell[][]> = fc
  .record({
    columns: fc.integer({ min: 1, max: 5 }),
    rows: fc.integer({ min: 1, max: 5 }),
    spans: fc.array(
      fc.record({ columns: fc.integer({ min: 1, max: 3 }), rows: fc.integer({ min: 1, max: 3 }) }),
      {
        minLength: 25,
        maxLength: 25,
      },
    ),
    cells: fc.array(paragraphs, { minLength: 25, maxLength: 25 }),
  })
  .map(({ columns, rows, spans, cells }) => {
    const taken = new Set<string>()
    return Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => column).flatMap((column): Cell[] => {
        if (taken.has(`${row}.${column}`)) return []
        const wanted = row === 0 ? { columns: 1, rows: 1 } : spans[row * 5 + column]!
        let width = 1
        while (width < wanted.columns && column + width < columns && !taken.has(`${row}.${column + width}`))
          width += 1
        const height = Math.min(wanted.rows, rows - row)
        for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) taken.add(`${row + y}.${column + x}`)
        return [
          {
            paragraphs: cells[row * 5 + column]!,
            column: column + 1,
            columns: width,
            rows: height,
            place: {},
          },
        ]
      }),
    )
  })
  // A row all of whose cells belong to the row above has no cell of its own, and `docx` can't write it.
  .filter(rows => rows.every(cells => cells.length > 0))

type Piece =
  | { heading: { level: number; title: string } }
  | { paragraph: { label?: string; words: Words } }
  | { table: Cell[][] }

const pieces: fc.Arbitrary<Piece[]> = fc.array(
  fc.oneof(
    fc.record({
      heading: fc.record({
        level: fc.integer({ min: 1, max: 4 }),
        title: text.map(typed => `T${typed.replace(/\s+/g, ' ')}`.trim()),
      }),
    }),
    fc.record({ paragraph }),
    fc.record({ table }),
  ),
  { maxLength: 12 },
)

/** The document of some pieces: headings are counted, everything gets its place. */
function toBlocks(list: readonly Piece[]): Block[] {
  const counts: number[] = []
  let where: Place = {}
  let tables = 0
  return list.map((piece): Block => {
    if ('heading' in piece) {
      const { level, title } = piece.heading
      for (let i = 0; i < level; i++)
        counts[i] = (counts[i] ?? (i < level - 1 ? 1 : 0)) + (i === level - 1 ? 1 : 0)
      counts.length = level
      const number = counts.join('.')
      where = { clause: number, title }
      return { kind: 'heading', level, number, words: { text: `${number}\t${title}` }, place: where }
    }
    if ('paragraph' in piece) return { kind: 'paragraph', ...piece.paragraph, place: where }
    tables += 1
    const place = { ...where, table: tables }
    return {
      kind: 'table',
      place,
      rows: piece.table.map((cells, i): Row => {
        const rowPlace = { ...place, row: i + 1 }
        return {
          place: rowPlace,
          cells: cells.map(cell => ({ ...cell, place: { ...rowPlace, column: cell.column } })),
        }
      }),
    }
  })
}

/** Lines depend on how many empty paragraphs the writer adds. */
const withoutLines = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each) => (key === 'line' ? undefined : each)))

test('any document that `docx` writes is read back the same', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async list => {
      const blocks = toBlocks(list)
      const read = await readDocx(await writeDocx(blocks), 'any.docx')
      expect(withoutLines(read.blocks)).toEqual(withoutLines(blocks))
      expect(read.header).toEqual([])
    }),
    { numRuns: 150 },
  )
})
