import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/core/errors.ts'
import { cellText } from '../../../src/core/reading/blocks.ts'
import { LARGEST_TEXT_BYTES, readText } from '../../../src/core/reading/text/read-text.ts'

const rows = (text: string) =>
  readText(text, 'x').blocks.flatMap(block =>
    block.kind === 'table' ? [block.rows.map(row => row.cells.map(cellText))] : [],
  )
const read = (text: string) =>
  readText(text, 'x').blocks.map(block =>
    block.kind === 'table'
      ? `table ${block.rows.length}`
      : `${block.kind} ${block.place.clause ?? ''} ${block.words.text}`,
  )

describe('rows of a table in text', () => {
  test('are parted by blank lines', () => {
    expect(rows('\ta\n\tb\n\n\t1\n\t2\n')).toEqual([
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ])
  })

  test('may have blank lines inside, where the header has them or elsewhere', () => {
    const all = [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['4', '5', '6'],
    ]
    expect(rows('\ta\n\n\tb\n\tc\n\n\t1\n\n\t2\n\t3\n\n\t4\n\n\t5\n\t6\n')).toEqual([all])
    expect(rows('\ta\n\tb\n\n\tc\n\n\t1\n\n\t2\n\t3\n\n\t4\n\t5\n\t6\n')).toEqual([all])
  })

  test('may be shorter: a merged cell below each item', () => {
    expect(rows('\ta\n\tb\n\tc\n\n\t1\n\t2\n\t3\n\n\tnote\n\n\t4\n\t5\n\t6\n\n\tnote\n')).toEqual([
      [['a', 'b', 'c'], ['1', '2', '3'], ['note'], ['4', '5', '6'], ['note']],
    ])
  })

  test('that ran together are parted where each is whole', () => {
    expect(rows('\ta\n\tb\n\n\t1\n\t2\n\t3\n\t4\n')).toEqual([
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ])
  })

  test('keep line breaks and paragraphs in their cells', () => {
    expect(rows('\ta\n\tb\n\tc\n\n\t1\nmore\n\nstill\n\n\t2\n\t3\n')).toEqual([
      [
        ['a', 'b', 'c'],
        ['1\nmore\nstill', '2', '3'],
      ],
    ])
  })
})

describe('a table ends', () => {
  const table = '\tDate\n\tb\n\n\t1\n\t2\n'
  test.for([
    ['after two blank lines', `${table}\n\nText\n`, ['table 2', 'paragraph  Text']],
    ['after one, when its row is whole', `${table}\nText\n`, ['table 2', 'paragraph  Text']],
    [
      'before an annex',
      `${table} Annex 1 – More\nText\n`,
      ['table 2', 'heading Annex 1 Annex 1 – More', 'paragraph Annex 1 Text'],
    ],
    [
      'before the next clause',
      `7 Plans\n${table}\n8 Closure\n`,
      ['heading 7 7 Plans', 'table 2', 'heading 8 8 Closure'],
    ],
    [
      'before the caption of the next one',
      `${table}\nMore\n\n${table}`,
      ['table 2', 'paragraph  More', 'table 2'],
    ],
    ['where its header stands again', `${table}\n\n${table}`, ['table 2', 'table 2']],
  ] as const)('%s', ([, text, found]) => expect(read(text)).toEqual(found))
})

test('places say clause, table, row, column and line', () => {
  const { blocks } = readText('7 Plans\n\n\ta\n\tb\n\n\t1\n\t2\n', 'x')
  const table = blocks.find(b => b.kind === 'table')!
  expect(table.rows[1]!.cells[1]!.place).toEqual({
    clause: '7',
    title: 'Plans',
    table: 1,
    row: 2,
    column: 2,
    line: 7,
  })
})

test('list labels are kept apart from the words', () => {
  const { blocks } = readText('1. RG-DT-1: a\n· b\n     2. c\n(d) e\n\t\t -  f\n', 'x')
  expect(blocks.map(b => b.kind === 'paragraph' && [b.label, b.words.text])).toEqual([
    ['1.', 'RG-DT-1: a'],
    ['·', 'b'],
    ['2.', 'c'],
    ['(d)', 'e'],
    ['-', 'f'],
  ])
})

test('the header above the first clause is apart', () => {
  const { header, blocks } = readText('\tAbstract:\nA report.\n\nAction:\tFor review\n1 General\n', 'x')
  expect(header.map(row => row.cells.map(cellText))).toEqual([
    ['Abstract:', 'A report.'],
    ['Action:', 'For review'],
  ])
  expect(blocks.length).toBe(1)
})

test('bookmarks of the converter, byte order marks and carriage returns are left out', () => {
  expect(read('\uFEFF[bookmark: _Hlk1]1 General\r\nText\r\n')).toEqual([
    'heading 1 1 General',
    'paragraph 1 Text',
  ])
})

test('the digest is that of the text', () => {
  expect(readText('a', 'x').digest).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
})

test.for([
  ['', 'not-a-document', 'x is empty; send the report itself.'],
  ['PK\u0003\u0004\0', 'not-a-document', 'x is no text; send a .docx file or plain text.'],
  [
    'a'.repeat(LARGEST_TEXT_BYTES + 1),
    'too-large',
    'x is larger than 5 MB; send the part that is to be read.',
  ],
])('what is no text is refused in one sentence, case %#', ([text, code, sentence]) => {
  const refused = () => readText(text!, 'x')
  expect(refused).toThrow(UserError)
  expect(refused).toThrow(sentence)
  try {
    refused()
  } catch (error) {
    expect(error).toMatchObject({ code })
  }
})
