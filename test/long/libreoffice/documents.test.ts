import { expect, test } from 'vitest'
import type { Block, Cell } from '../../../src/core/reading/document.ts'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { findLibreOffice, saveWithLibreOffice, textByLibreOffice } from '../../support/docx/libreoffice.ts'
import { outline } from '../../support/docx/outline.ts'
import { docxOf, p, r } from '../../support/docx/parts.ts'
import { writeDocx } from '../../support/docx/write.ts'

const program = findLibreOffice()
const saved = async (bytes: Uint8Array) =>
  outline(await readDocx(await saveWithLibreOffice(program!, bytes), 'saved.docx'))

const place = {}
const paragraph = (text: string, before?: string): Block => ({
  kind: 'paragraph',
  words: { text, ...(before !== undefined && { before }) },
  place,
})
const cell = (lines: string[], column: number, columns = 1, rows = 1): Cell => ({
  paragraphs: lines.map(text => ({ words: { text } })),
  column,
  columns,
  rows,
  place,
})

const BLOCKS: Block[] = [
  { kind: 'heading', level: 1, number: '0', words: { text: '0\tActions for TSAG' }, place },
  { kind: 'paragraph', label: '•', words: { text: 'WP9-1: agree\nthe plan' }, place },
  paragraph('An invented deliverable', 'An invented document'),
  paragraph('', 'A paragraph that was deleted.'),
  {
    kind: 'paragraph',
    words: { text: 'see TD926 there', links: [{ text: 'TD926', url: 'https://itu.example/td?a=1&b=2' }] },
    place,
  },
  { kind: 'heading', level: 2, number: '7.1', words: { text: '7.1\tFuture\u2011plans' }, place },
  {
    kind: 'table',
    place,
    rows: [
      { place, cells: [cell(['#'], 1), cell(['Date'], 2), cell(['Time/Place'], 3)] },
      { place, cells: [cell(['1'], 1, 1, 2), cell(['Virtual', '14:00–16:30'], 2, 2)] },
      { place, cells: [cell(['21 September 2027'], 2), cell([], 3)] },
    ],
  },
]

test.skipIf(program === undefined)(
  'LibreOffice saves a document that reads the same (skipped where it is not installed)',
  async () => {
    const bytes = await writeDocx(BLOCKS)
    expect(await saved(bytes)).toEqual(outline(await readDocx(bytes, 'written.docx')))
    expect(await saved(bytes)).toEqual(outline({ blocks: BLOCKS }))
  },
)

const level = (index: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const NUMBERING =
  `<w:abstractNum w:abstractNumId="1">${level(0, 'decimal', '%1')}${level(1, 'decimal', '%1.%2')}${level(2, 'lowerLetter', '%3)')}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>' +
  '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
const CONTENT_TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  ['document.main', 'numbering']
    .map(
      kind =>
        `<Override PartName="/word/${kind.split('.')[0]}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${kind}+xml"/>`,
    )
    .join('') +
  '</Types>'
/** List and level of each item. */
const ITEMS: [number, number][] = [
  [1, 0],
  [1, 1],
  [1, 2],
  [1, 2],
  [1, 1],
  [1, 2],
  [1, 0],
  [1, 1],
  [2, 0],
  [2, 1],
  [1, 0],
  [1, 2],
]

test.skipIf(program === undefined)(
  'lists are counted as LibreOffice counts them (skipped where it is not installed)',
  async () => {
    const body = ITEMS.map(([list, at]) =>
      p(r('item'), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`),
    ).join('')
    const bytes = docxOf({
      body,
      numbering: NUMBERING,
      more: [{ name: '[Content_Types].xml', data: CONTENT_TYPES }],
    })
    const ours = outline(await readDocx(bytes, 'written.docx')).map(line => line.replace(/^\[(.*?)\]/, '$1'))
    const lines = (await textByLibreOffice(program!, bytes)).replace('\ufeff', '').split(/\r?\n/)
    expect(ours).toEqual(lines.map(line => line.trim()).filter(line => line !== ''))
    expect(ours).toContain('6 item')
  },
)
