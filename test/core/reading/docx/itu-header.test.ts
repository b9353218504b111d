import { describe, expect, test } from 'vitest'
import type { Document } from '../../../../src/core/reading/document.ts'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { outline } from '../../../support/docx/outline.ts'
import { docxOf, p, r, tbl, tc, tr } from '../../../support/docx/parts.ts'

const row = (...texts: string[]) => tr(texts.map(text => tc(p(r(text)))).join(''))
const HEADER = tbl(
  row('', 'INTERNATIONAL TELECOMMUNICATION UNION', 'TSAG-TD900R1') +
    row('TELECOMMUNICATION STANDARDIZATION SECTOR', 'TSAG') +
    row('Question(s):', 'N/A', 'Geneva, 1-5 March 2027') +
    row('Source:', 'Chair, WP9/TSAG') +
    row('Title:', 'Invented report'),
)
const CONTACT = tbl(row('Contact:', 'A. Person', 'E-mail: a@b.example'))
const ABSTRACT = tbl(row('Abstract:', 'Invented.'))
const PLAN = tbl(row('Date', 'Time'))

const headerLines = ({ header }: Document) =>
  header.map(({ cells }) =>
    cells.map(cell => cell.paragraphs.map(each => each.words.text).join(' ')).join(' | '),
  )

describe('the header of an ITU document', () => {
  test('is parted from the blocks, with the tables of contacts and abstract', async () => {
    const body =
      HEADER + p('') + CONTACT + p('') + ABSTRACT + p(r('1 General'), '<w:outlineLvl w:val="0"/>') + PLAN
    const document = await readDocx(docxOf({ body }), 'td900.docx')
    expect(headerLines(document)).toEqual([
      ' | INTERNATIONAL TELECOMMUNICATION UNION | TSAG-TD900R1',
      'TELECOMMUNICATION STANDARDIZATION SECTOR | TSAG',
      'Question(s): | N/A | Geneva, 1-5 March 2027',
      'Source: | Chair, WP9/TSAG',
      'Title: | Invented report',
      'Contact: | A. Person | E-mail: a@b.example',
      'Abstract: | Invented.',
    ])
    expect(document.header.map(({ place }) => place.row)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(document.header[0]!.place.table).toBeUndefined()
    expect(outline(document)).toEqual(['# [1] 1 General', '| Date | Time |'])
    expect(document.blocks[1]!.place.table).toBe(1)
  })

  test('may stand in the header of the page', async () => {
    const body = `${p(r('a'))}<w:sectPr><w:headerReference w:type="first" r:id="rIdHeader"/></w:sectPr>`
    const document = await readDocx(docxOf({ body, header: p(r('- 2 -')) + HEADER }), 'td900.docx')
    expect(headerLines(document)).toHaveLength(5)
    expect(outline(document)).toEqual(['a'])
  })

  test.for([
    ['another table', PLAN],
    ['a longer table with one of its labels', tbl(row('Source:', 'a') + row('b', 'c') + row('d', 'e'))],
    ['a table of sources', tbl(row('Source', 'Title'))],
    ['a table below the first heading', p(r('1 General'), '<w:outlineLvl w:val="0"/>') + HEADER],
    [
      'a page header of another kind',
      `${p(r('a'))}<w:sectPr><w:headerReference r:id="rIdHeader"/></w:sectPr>`,
    ],
  ])('is not %s', async ([, body]) => {
    expect((await readDocx(docxOf({ body: body!, header: PLAN }), 'x.docx')).header).toEqual([])
  })
})
