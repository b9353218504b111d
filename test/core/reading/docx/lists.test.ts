import { describe, expect, test } from 'vitest'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { outline } from '../../../support/docx/outline.ts'
import { del, docxOf, ins, type Parts, p, r, tbl, tc, tr } from '../../../support/docx/parts.ts'

const lvl = (level: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`
const abstract = (id: number, levels: string) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`
const num = (id: number, of: number, overrides = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${overrides}</w:num>`
const startAt = (level: number, start: number) =>
  `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride>`
const inList = (id: number, level = 0) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`
const item = (text: string, id: number, level = 0) => p(text && r(text), inList(id, level))
const read = async (parts: Parts) => outline(await readDocx(docxOf(parts), 'test.docx'))

const NUMBERING =
  abstract(1, lvl(0, 'decimal', '%1)') + lvl(1, 'lowerLetter', '%2)') + lvl(2, 'lowerRoman', '(%3)')) +
  abstract(
    2,
    lvl(0, 'bullet', '\uf0b7', '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>') + lvl(1, 'bullet', '–'),
  ) +
  abstract(3, lvl(0, 'upperRoman', '%1.') + lvl(1, 'upperLetter', '%1.%2', '<w:isLgl/>')) +
  abstract(4, lvl(0, 'decimal', '%1') + lvl(1, 'decimal', '%1.%2', '<w:lvlRestart w:val="0"/>')) +
  abstract(5, lvl(0, 'none', 'Note') + lvl(1, 'decimalZero', '%2') + lvl(2, 'ordinal', '%3')) +
  abstract(6, '<w:numStyleLink w:val="Linked"/>') +
  abstract(7, `<w:styleLink w:val="Linked"/>${lvl(0, 'decimal', '[%1]')}`) +
  abstract(
    8,
    lvl(0, 'decimal', '%1%2') +
      lvl(1, 'decimal', '%2') +
      lvl(2, 'decimal', '%3', '<w:lvlRestart w:val="1"/>'),
  ) +
  num(11, 8) +
  num(1, 1) +
  num(2, 2) +
  num(3, 3) +
  num(4, 4) +
  num(5, 5) +
  num(6, 6) +
  num(7, 1, startAt(0, 5)) +
  num(8, 1) +
  num(10, 1, startAt(0, 3) + startAt(1, 4)) +
  num(9, 1, `<w:lvlOverride w:ilvl="0">${lvl(0, 'upperLetter', '%1.')}</w:lvlOverride>`)

describe('list labels', () => {
  test.for<[string, string, string[]]>([
    [
      'levels',
      item('a', 1) + item('b', 1, 1) + item('c', 1, 2) + item('d', 1, 1) + item('e', 1) + item('f', 1, 1),
      ['[1)] a', '[a)] b', '[(i)] c', '[b)] d', '[2)] e', '[a)] f'],
    ],
    ['bullets as they are seen', item('a', 2) + item('b', 2, 1), ['[•] a', '[–] b']],
    ['Roman and letters', item('a', 3) + item('b', 3) + item('c', 3, 1), ['[I.] a', '[II.] b', '[2.A] c']],
    [
      'a level that never starts again',
      item('a', 4) + item('b', 4, 1) + item('c', 4) + item('d', 4, 1),
      ['[1] a', '[1.1] b', '[2] c', '[2.2] d'],
    ],
    ['a deeper level first', item('a', 4, 1), ['[1.1] a']],
    [
      'text without a number',
      item('a', 5) + item('b', 5, 1) + item('c', 5, 2),
      ['[Note] a', '[01] b', '[1st] c'],
    ],
    ['a list that is defined by a style', item('a', 6), ['[[1]] a']],
    [
      'a list that begins at five',
      item('a', 1) + item('b', 7) + item('c', 7),
      ['[1)] a', '[5)] b', '[6)] c'],
    ],
    [
      'a deeper level that starts again where its list says',
      item('a', 10) + item('b', 10, 1) + item('c', 10) + item('d', 10, 1),
      ['[3)] a', '[d)] b', '[4)] c', '[d)] d'],
    ],
    [
      'a level that starts again after the first one only',
      item('a', 11, 2) + item('b', 11, 1) + item('c', 11, 2) + item('d', 11) + item('e', 11, 2),
      ['[1] a', '[1] b', '[2] c', '[1] d', '[1] e'],
    ],
    [
      'items of a row that was deleted are not counted',
      tbl(tr(tc(item('a', 1)), '<w:del w:id="1"/>')) + item('b', 1),
      ['| << a |', '[1)] b'],
    ],
    [
      'an item that was deleted with the mark before it is not counted',
      p(r('a'), `${inList(1)}<w:rPr><w:del w:id="1"/></w:rPr>`) + p(del('x'), inList(1)) + item('b', 1),
      ['[1)] a', '<< x', '[2)] b'],
    ],
    ['two lists of one definition count on', item('a', 1) + item('b', 8), ['[1)] a', '[2)] b']],
    ['a list with a level of its own', item('a', 9) + item('b', 9), ['[A.] a', '[B.] b']],
    ['labels that were typed', p(r('a)\tone')) + tbl(tr(tc(p(r('– two'))))), ['[a)] one', '| [–] two |']],
    ['a typed label in both readings', p(r('1. ') + del('old') + ins(r('new'))), ['[1.] new << old']],
    ['a label typed later', p(ins(r('1. ')) + r('x')), ['[1.] x']],
    ['a mark alone is no label', p(r('(1)')), ['(1)']],
    ['a list that is not defined', item('a', 99), ['a']],
    [
      'numbers of rows without words',
      tbl(tr(tc(item('', 1)) + tc(p(r('a')))) + tr(tc(item('', 1)) + tc(p(r('b'))))),
      ['| [1)] | a |', '| [2)] | b |'],
    ],
    [
      'a deleted item is not counted',
      item('a', 1) + p(del('x'), `${inList(1)}<w:rPr><w:del w:id="1"/></w:rPr>`) + item('b', 1),
      ['[1)] a', '<< x', '[2)] b'],
    ],
    [
      'an inserted item is counted',
      item('a', 1) + p(ins(r('x')), `${inList(1)}<w:rPr><w:ins w:id="1"/></w:rPr>`) + item('b', 1),
      ['[1)] a', '[2)] x <<', '[3)] b'],
    ],
    [
      'the list before a change is not',
      p(r('a'), `${inList(1)}<w:pPrChange w:id="1"><w:pPr>${inList(2)}</w:pPr></w:pPrChange>`),
      ['[1)] a'],
    ],
  ])('%s', async ([, body, expected]) => expect(await read({ body, numbering: NUMBERING })).toEqual(expected))

  test.for<[string, number, string]>([
    ['lowerLetter', 26, 'z'],
    ['lowerLetter', 27, 'aa'],
    ['upperLetter', 53, 'AAA'],
    ['lowerRoman', 4, 'iv'],
    ['upperRoman', 1994, 'MCMXCIV'],
    ['ordinal', 12, '12th'],
    ['ordinal', 23, '23rd'],
    ['hindiNumbers', 7, '7'],
  ])('%s %i is %s', async ([format, count, shown]) => {
    const numbering = abstract(1, lvl(0, format, '%1')) + num(1, 1, startAt(0, count))
    expect(await read({ body: item('a', 1), numbering })).toEqual([`[${shown}] a`])
  })
})

describe('styles', () => {
  const style = (id: string, name: string, properties: string, more = '') =>
    `<w:style w:type="paragraph" w:styleId="${id}" ${more}><w:name w:val="${name}"/>${properties}</w:style>`
  const styles =
    style('Normal', 'Normal', '', 'w:default="1"') +
    style('Liste', 'List Bullet', '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>') +
    style('Enge', 'tight', '<w:basedOn w:val="Liste"/>') +
    style('Round', 'round', '<w:basedOn w:val="Round2"/>') +
    style('Round2', 'round2', `<w:basedOn w:val="Round"/><w:pPr>${inList(2, 1)}</w:pPr>`)
  test.for<[string, string, string[]]>([
    ['a style with a list', p(r('a'), '<w:pStyle w:val="Liste"/>'), ['[•] a']],
    ['a style based on one with a list', p(r('a'), '<w:pStyle w:val="Enge"/>'), ['[•] a']],
    ['out of the list', p(r('a'), '<w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr>'), ['a']],
    [
      'another level of it',
      p(r('a'), '<w:pStyle w:val="Liste"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'),
      ['[–] a'],
    ],
    ['a circle of styles', p(r('a'), '<w:pStyle w:val="Round"/>'), ['[–] a']],
    ['a style that is not defined', p(r('a'), '<w:pStyle w:val="Gone"/>'), ['a']],
  ])('%s', async ([, body, expected]) =>
    expect(await read({ body, numbering: NUMBERING, styles })).toEqual(expected),
  )
})

describe('headings', () => {
  const heading = (level: number) =>
    `<w:style w:type="paragraph" w:styleId="H${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Base"/><w:pPr><w:outlineLvl w:val="${level - 1}"/><w:numPr><w:numId w:val="20"/></w:numPr></w:pPr></w:style>`
  const styles =
    heading(1) +
    heading(2) +
    heading(3) +
    '<w:style w:type="paragraph" w:styleId="Annex"><w:name w:val="Annex title"/><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="21"/></w:numPr></w:pPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
  const numbering =
    abstract(
      20,
      [1, 2, 3]
        .map(n => lvl(n - 1, 'decimal', ['%1', '%1.%2', '%1.%2.%3.'][n - 1]!, `<w:pStyle w:val="H${n}"/>`))
        .join(''),
    ) +
    abstract(21, lvl(0, 'decimal', 'Annex %1')) +
    num(20, 20, startAt(0, 0)) +
    num(21, 21)
  const h = (style: string, text: string) => p(r(text), `<w:pStyle w:val="${style}"/>`)
  const bold = (text: string) => p(r(text, '<w:b/>'))

  test.for<[string, string, string[]]>([
    [
      'numbered by Word',
      h('H1', 'Actions') + h('H1', 'General') + h('H2', 'Deep') + h('H3', 'Deeper') + h('H2', 'Next'),
      ['# [0] Actions', '# [1] General', '## [1.1] Deep', '### [1.1.1] Deeper', '## [1.2] Next'],
    ],
    [
      'annexes numbered by Word',
      h('Annex', 'Actions') + h('Annex', 'Documents'),
      ['# [Annex 1] Actions', '# [Annex 2] Documents'],
    ],
    [
      'numbered by hand',
      h('berschrift1', '3.1.3\tConclusion') + h('berschrift1', 'Annex 1a – Actions'),
      ['# [3.1.3] 3.1.3⇥Conclusion', '# [Annex 1a] Annex 1a – Actions'],
    ],
    ['without a number', h('berschrift1', 'Summary'), ['# Summary']],
    ['by an outline level', p(r('7 Plans'), '<w:outlineLvl w:val="1"/>'), ['## [7] 7 Plans']],
    [
      'typed, where no style marks any',
      p(r('1 General')) + p(r('1.1\tOpening')) + p(r('2 Review')) + p(r('9 Plans')),
      ['# [1] 1 General', '## [1.1] 1.1⇥Opening', '# [2] 2 Review', '9 Plans'],
    ],
    [
      'bold, beside those that a style marks',
      h('berschrift1', '1 General') + bold('1.1 Opening') + p(r('2 Persons attended')) + bold('2 Review'),
      ['# [1] 1 General', '## [1.1] 1.1 Opening', '2 Persons attended', '# [2] 2 Review'],
    ],
    [
      'an annex by its name',
      p(r('1 General')) +
        p(r('Annex 1 - Actions')) +
        bold('2 Not of the body') +
        p(r('Annex 3 lists the statements.')),
      [
        '# [1] 1 General',
        '# [Annex 1] Annex 1 - Actions',
        '2 Not of the body',
        'Annex 3 lists the statements.',
      ],
    ],
    ['a long line is none', p(r(`Annex 1 – ${'x'.repeat(300)}`)), [`Annex 1 – ${'x'.repeat(300)}`]],
    [
      'a line that goes on is none',
      p(`${r('1 General')}<w:r><w:br/></w:r>${r('words')}`),
      ['1 General⏎words'],
    ],
    ['a year is no number', bold('2026 plans'), ['2026 plans']],
    ['none in a table', tbl(tr(tc(h('berschrift1', '1 A')))), ['| 1 A |']],
  ])('%s', async ([, body, expected]) => expect(await read({ body, styles, numbering })).toEqual(expected))

  test('every block knows its clause', async () => {
    const body =
      p(r('before')) +
      h('H1', 'Actions') +
      p(r('a')) +
      p(r('Actions related to WP2'), '<w:outlineLvl w:val="1"/>') +
      p(r('b')) +
      h('H2', 'Deep') +
      p(r('c')) +
      h('H1', 'Next') +
      p(r('d')) +
      p(r('Thanks'), '<w:outlineLvl w:val="0"/>') +
      p(r('e'))
    const { blocks } = await readDocx(docxOf({ body, styles, numbering }), 'test.docx')
    const places = blocks.flatMap(block =>
      block.kind === 'paragraph'
        ? [[block.words.text, block.place.clause, block.place.title, block.place.line]]
        : [],
    )
    expect(places).toEqual([
      ['before', undefined, undefined, 1],
      ['a', '0', 'Actions', 3],
      ['b', '0', 'Actions', 5],
      ['c', '0.1', 'Deep', 7],
      ['d', '1', 'Next', 9],
      ['e', undefined, 'Thanks', 11],
    ])
  })
})
