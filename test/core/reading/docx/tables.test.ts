import { describe, expect, test } from 'vitest'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { outline } from '../../../support/docx/outline.ts'
import { docxOf, p, r, tbl, tc, tr } from '../../../support/docx/parts.ts'

const cell = (text: string, properties = '') => tc(p(text && r(text)), properties)
const span = (columns: number) => `<w:gridSpan w:val="${columns}"/>`
const merge = (value = '') => `<w:vMerge${value && ` w:val="${value}"`}/>`
const read = (body: string) => readDocx(docxOf({ body }), 'test.docx')

describe('tables', () => {
  test.for<[string, string, string[]]>([
    ['rows and cells', tbl(tr(cell('a') + cell('b')) + tr(cell('c') + cell(''))), ['| a | b |', '| c |  |']],
    [
      'paragraphs and line breaks of a cell',
      tbl(tr(tc(p(r('Virtual')) + p(`${r('14:00')}<w:r><w:br/></w:r>${r('16:30')}`)))),
      ['| Virtual ¶ 14:00⏎16:30 |'],
    ],
    [
      'a cell over two columns',
      tbl(tr(cell('a', span(2))) + tr(cell('b') + cell('c'))),
      ['| (2x1) a |', '| b | c |'],
    ],
    [
      'a cell over two rows',
      tbl(tr(cell('a', merge('restart')) + cell('b')) + tr(cell('', merge()) + cell('c'))),
      ['| (1x2) a | b |', '| c |'],
    ],
    [
      'words in a covered cell are kept',
      tbl(tr(cell('a', merge('restart'))) + tr(cell('b', merge()))),
      ['| (1x2) a ¶ b |', '|  |'],
    ],
    ['a cell that continues none', tbl(tr(cell('a')) + tr(cell('b', merge()))), ['| a |', '| b |']],
    [
      'a cell over two rows and columns',
      tbl(
        tr(cell('a', span(2) + merge('restart')) + cell('b')) +
          tr(cell('', span(2) + merge()) + cell('c')) +
          tr(cell('d') + cell('e') + cell('f')),
      ),
      ['| (2x2) a | b |', '| c |', '| d | e | f |'],
    ],
    [
      'a cell that continues one further up',
      tbl(
        tr(cell('a', merge('restart')) + cell('b')) +
          tr(cell('c'), '<w:gridBefore w:val="1"/>') +
          tr(cell('d', merge()) + cell('e')),
      ),
      ['| a | b |', '| c |', '| d | e |'],
    ],
    [
      'cells joined the old way',
      tbl(tr(cell('a', '<w:hMerge w:val="restart"/>') + cell('', '<w:hMerge/>')) + tr(cell('b') + cell('c'))),
      ['| (2x1) a |', '| b | c |'],
    ],
    [
      'a grid that was dragged',
      tbl(tr(cell('a', span(3)) + cell('b', span(2))) + tr(cell('c', span(3)) + cell('d', span(2)))),
      ['| a | b |', '| c | d |'],
    ],
    [
      'columns left out before the first cell',
      tbl(tr(cell('a') + cell('b')) + tr(cell('c'), '<w:gridBefore w:val="1"/>')),
      ['| a | b |', '| c |'],
    ],
    [
      'a table in a cell follows',
      tbl(tr(tc(p(r('a')) + tbl(tr(cell('in'))) + p(r('b'))) + cell('c'))) + p(r('end')),
      ['| a ¶ b | c |', '| in |', 'end'],
    ],
    [
      'rows and cells in content controls',
      tbl(
        `<w:sdt><w:sdtContent>${tr(`<w:sdt><w:sdtContent>${cell('a')}</w:sdtContent></w:sdt>`)}</w:sdtContent></w:sdt>`,
      ),
      ['| a |'],
    ],
  ])('%s', async ([, body, expected]) => expect(outline(await read(body))).toEqual(expected))

  test('every cell has its place', async () => {
    const heading = p(r('7\tFuture plans'), '<w:outlineLvl w:val="0"/>')
    const inner = tbl(tr(cell('in')))
    const { blocks } = await read(
      heading + tbl(tr(cell('a', span(2)) + cell('b')) + tr(cell('c') + tc(inner + p(r('d'))) + cell('e'))),
    )
    const cells = blocks.flatMap(block =>
      block.kind === 'table' ? block.rows.flatMap(row => row.cells) : [],
    )
    const where = { clause: '7', title: 'Future plans' }
    expect(cells.map(c => c.place)).toEqual([
      { ...where, table: 1, row: 1, column: 1, line: 2 },
      { ...where, table: 1, row: 1, column: 3, line: 3 },
      { ...where, table: 1, row: 2, column: 1, line: 4 },
      { ...where, table: 1, row: 2, column: 2, line: 5 },
      { ...where, table: 1, row: 2, column: 3, line: 7 },
      { ...where, table: 2, row: 1, column: 1, line: 5 },
    ])
  })
})
