/** Meeting documents as Word files: what stands in them, with our styles and with those of a template. */
import { describe, expect, test } from 'vitest'
import { cellText } from '../../../src/core/reading/blocks.ts'
import { openPackage } from '../../../src/core/reading/docx/package.ts'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import {
  annex,
  type Block,
  cell,
  dash,
  gap,
  type Header,
  heading,
  type MeetingDocument,
  numbered,
  paragraph,
} from '../../../src/core/writing/document.ts'
import { readTemplate } from '../../../src/core/writing/docx/template.ts'
import { writeDocx } from '../../../src/core/writing/docx/write-docx.ts'
import { toMarkdown } from '../../../src/core/writing/markdown.ts'
import { docxOf, p, r } from '../../support/docx/parts.ts'

const header: Header = {
  studyPeriod: '2025–2028',
  group: 'TSAG',
  number: ['TSAG-TD', gap('number', 'TSB')],
  questions: 'WP2/TSAG',
  placeAndDates: 'Geneva, 12–16 October 2026',
  kind: 'TD',
  source: 'Chair, WP2/TSAG',
  title: 'Report of WP2/TSAG',
  contacts: [
    {
      name: 'Dai Nakamura',
      organisation: 'Borduria',
      country: 'Japan',
      telephone: '1',
      email: 'a@b.example',
    },
  ],
  abstract: 'What happened.',
}

const blocks: Block[] = [
  heading(1, '0', 'Actions for TSAG'),
  numbered('WP2-1: agree the plan'),
  numbered('WP2-2: note the report'),
  heading(2, '3.1', 'Trust'),
  paragraph('A line', '\nand another'),
  dash('first'),
  dash('below', 2),
  {
    kind: 'table',
    columns: [
      { title: 'C#', width: 20, centred: true },
      { title: 'Title', width: 80 },
    ],
    rows: [
      { cells: [cell('C1'), cell('A | title', 'second line')] },
      { cells: [{ lines: ['Total: 1'], columns: 2 }] },
    ],
  },
  annex('Annex 1', 'Statement by SG20'),
  { kind: 'quote', text: 'Word for word.\n\n  As it was.' },
]

const document: MeetingDocument = { title: 'Draft', header, blocks }

/** The blocks as a reader of the document has them. */
const readBack = async (bytes: Uint8Array) => {
  const read = await readDocx(bytes, 'draft')
  return read.blocks.flatMap((block): unknown[] => {
    if (block.kind === 'table') return [block.rows.map(row => row.cells.map(cellText))]
    const words = block.words.text
    if (block.kind === 'heading') return [`${block.level} ${block.number} | ${words}`]
    return words === '' ? [] : [block.label === undefined ? words : `${block.label} ${words}`]
  })
}

const EXPECTED = [
  '1 0 | 0\tActions for TSAG',
  '1. WP2-1: agree the plan',
  '2. WP2-2: note the report',
  '2 3.1 | 3.1\tTrust',
  'A line\nand another',
  '– first',
  '– below',
  [['C#', 'Title'], ['C1', 'A | title\nsecond line'], ['Total: 1']],
  '1 Annex 1 | Annex 1 – Statement by SG20',
  'Word for word.',
  '  As it was.',
]

describe('a meeting document as .docx', () => {
  test('has its header, clauses, lists, tables and annexes', async () => {
    const bytes = await writeDocx(document)
    const read = await readDocx(bytes, 'draft')
    const rows = read.header.map(row => row.cells.map(cellText).join(' | '))
    expect(rows[0]).toContain('STUDY PERIOD 2025–2028 | TSAG-TD[To be completed by TSB: number]')
    expect(rows).toContain('Source: | Chair, WP2/TSAG')
    expect(rows).toContain('Contact: | Dai Nakamura\nBorduria\nJapan | Tel: 1\nE-mail: a@b.example')
    expect(await readBack(bytes)).toEqual(EXPECTED)
  })

  test('takes the styles of a template, by the names of its headings', async () => {
    const style = (level: number) =>
      `<w:style w:type="paragraph" w:styleId="Titre${level}"><w:name w:val="heading ${level}"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:rFonts w:ascii="Verdana"/></w:rPr></w:style>`
    const template = docxOf({ body: p(r('A template')), styles: style(1) + style(2) })
    const styles = await readTemplate(template)
    const bytes = await writeDocx(document, styles)
    expect(await readBack(bytes)).toEqual(EXPECTED)
    const pack = await openPackage(bytes)
    const text = async (part: string) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of pack.read(part)) chunks.push(chunk)
      return Buffer.concat(chunks).toString()
    }
    expect(await text('word/styles.xml')).toContain('Verdana')
    expect(await text('word/document.xml')).toContain('"Titre1"')
    expect(await text('word/document.xml')).not.toContain('A template')
  })

  test('has headings as such where a template has no style for them', async () => {
    const bare = {
      styles: '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
      headings: [],
    }
    expect(await readBack(await writeDocx(document, bare))).toEqual(EXPECTED)
  })

  test('opens in any case, whatever signs stand in its words', async () => {
    const odd = 'a\u0000b\u000bc\ud800d\uffffe<&>"\u202e'
    const bytes = await writeDocx({ title: odd, blocks: [paragraph(odd)] })
    expect(await readBack(bytes)).toEqual(['abc\ufffdde<&>"\u202e'])
  })
})

test('a template that is no Word file is refused in a sentence', async () => {
  await expect(readTemplate(new TextEncoder().encode('no zip'))).rejects.toThrow(/\.$/)
})

test('the same document as Markdown', () => {
  const text = toMarkdown(document)
  for (const part of [
    '# Report of WP2/TSAG\n',
    '| **Document** | TSAG-TD**\\[To be completed by TSB: number\\]** |',
    '## 0 Actions for TSAG\n\n1. WP2-1: agree the plan\n1. WP2-2: note the report\n',
    '### 3.1 Trust\n\nA line  \nand another\n\n- first\n   - below\n',
    '| C\\# | Title |\n| :-: | --- |\n| C1 | A \\| title<br>second line |\n| Total: 1 |  |',
    '## Annex 1 – Statement by SG20\n\n> Word for word.\n>\n>\n>\n>   As it was.\n',
  ])
    expect(text).toContain(part)
})
