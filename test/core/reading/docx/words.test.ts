import { describe, expect, test } from 'vitest'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { outline } from '../../../support/docx/outline.ts'
import { del, docxOf, ins, type Parts, p, r, tbl, tc, tr } from '../../../support/docx/parts.ts'

const read = async (parts: Parts | string) =>
  outline(await readDocx(docxOf(typeof parts === 'string' ? { body: parts } : parts), 'test.docx'))

const run = (content: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr>${content}</w:r>`
const field = (instruction: string, result: string) =>
  run('<w:fldChar w:fldCharType="begin"/>') +
  run(`<w:instrText xml:space="preserve">${instruction}</w:instrText>`) +
  run('<w:fldChar w:fldCharType="separate"/>') +
  result +
  run('<w:fldChar w:fldCharType="end"/>')
const box = (content: string) => `<w:txbxContent>${content}</w:txbxContent>`
const choice = (content: string, requires = 'wps') =>
  `<mc:Choice Requires="${requires}"><w:drawing><wps:wsp><wps:txbx>${box(content)}</wps:txbx></wps:wsp></w:drawing></mc:Choice>`
const fallback = (content: string) =>
  `<mc:Fallback><w:pict><v:textbox>${box(content)}</v:textbox></w:pict></mc:Fallback>`
const alternatives = (...branches: string[]) =>
  `<w:r><mc:AlternateContent>${branches.join('')}</mc:AlternateContent></w:r>`

describe('the words of a paragraph', () => {
  test.for<[string, string, string[]]>([
    ['runs of one paragraph', p(r('TD') + r('164')), ['TD164']],
    ['a line break', p(r('one') + run('<w:br/>') + r('two')), ['one⏎two']],
    ['a carriage return', p(r('one') + run('<w:cr/>') + r('two')), ['one⏎two']],
    ['a page break between words', p(r('one') + run('<w:br w:type="page"/>') + r('two')), ['one⏎two']],
    [
      'a page break before and after',
      p(run('<w:br w:type="page"/>') + r('x') + run('<w:br w:type="page"/>')),
      ['x'],
    ],
    ['a tab', p(r('a') + run('<w:tab/>') + r('b')), ['a⇥b']],
    ['a tab stop is no tab', p(r('a'), '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'), ['a']],
    ['a hyphen that does not break', p(r('TD164') + run('<w:noBreakHyphen/>') + r('R3')), ['TD164\u2011R3']],
    ['a soft hyphen', p(r('co') + run('<w:softHyphen/>') + r('ordinate')), ['co\u00adordinate']],
    ['a symbol', p(run('<w:sym w:font="Symbol" w:char="F0AE"/>') + r(' SG21')), ['→ SG21']],
    ['a tick of Wingdings', p(run('<w:sym w:font="Wingdings" w:char="F0FC"/>')), ['✓']],
    ['a symbol of another font', p(run('<w:sym w:font="Arial" w:char="0041"/>')), ['A']],
    ['text typed in Symbol', p(run('<w:t>\uf0b3</w:t>', '<w:rFonts w:ascii="Symbol"/>') + r(' 4')), ['≥ 4']],
    ['spaces that the file does not keep', p(`<w:r><w:t> a </w:t></w:r>${r(' b')}`), ['a b']],
    ['lines of the file are no line breaks', p('<w:r><w:t>a\n  b</w:t></w:r>'), ['a   b']],
    ['CDATA and references', p(r('<![CDATA[a<b]]> &amp; &#x41;')), ['a<b & A']],
    [
      'hidden text',
      p(r('seen') + r(' hidden', '<w:vanish/>') + r(' too', '<w:vanish w:val="0"/>')),
      ['seen too'],
    ],
    [
      'a smart tag',
      p(`<w:smartTag w:element="date">${r('4 March')}</w:smartTag>${r(' 2026')}`),
      ['4 March 2026'],
    ],
    [
      'a content control',
      `<w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>${p(r('a'))}</w:sdtContent></w:sdt>`,
      ['a'],
    ],
    [
      'a content control in a paragraph',
      p(`${r('a')}<w:sdt><w:sdtContent>${r('b')}</w:sdtContent></w:sdt>`),
      ['ab'],
    ],
    [
      'the base of a ruby',
      p(`<w:r><w:ruby><w:rt>${r('no')}</w:rt><w:rubyBase>${r('x')}</w:rubyBase></w:ruby></w:r>`),
      ['x'],
    ],
    ['a formula', p('<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>'), ['x+y']],
    [
      'no comments',
      p(
        `<w:commentRangeStart w:id="1"/>${r('a')}<w:commentRangeEnd w:id="1"/>${run('<w:commentReference w:id="1"/>')}`,
      ),
      ['a'],
    ],
    [
      'an emoji',
      p(
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:x/></mc:Choice><mc:Fallback><w:t>🙂</w:t></mc:Fallback></mc:AlternateContent></w:r>',
      ),
      ['🙂'],
    ],
    ['no empty paragraphs', p('') + p(r(' ')) + p(r('a')), ['a']],
  ])('%s', async ([, body, expected]) => expect(await read(body)).toEqual(expected))
})

describe('fields and links', () => {
  test.for<[string, string, string[]]>([
    ['the result of a field', p(r('page ') + field(' PAGE ', r('7'))), ['page 7']],
    ['a simple field', p(`<w:fldSimple w:instr=" DATE ">${r('4 March')}</w:fldSimple>`), ['4 March']],
    [
      'a field in the instruction of another',
      p(
        run('<w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText>') +
          field(' PAGE ', r('no')) +
          run('<w:instrText> = 1</w:instrText><w:fldChar w:fldCharType="separate"/>') +
          r('yes') +
          run('<w:fldChar w:fldCharType="end"/>'),
      ),
      ['yes'],
    ],
    [
      'a link by a relationship',
      p(`<w:hyperlink r:id="rIdLink">${r('TD') + r('326')}</w:hyperlink>${r(' and more')}`),
      ['TD326 and more {TD326 -> https://itu.example/td326}'],
    ],
    [
      'a link in the same document',
      p(`<w:hyperlink w:anchor="x">${r('clause 7')}</w:hyperlink>`),
      ['clause 7'],
    ],
    [
      'a link with an anchor',
      p(`<w:hyperlink r:id="rIdLink" w:anchor="a">${r('x')}</w:hyperlink>`),
      ['x {x -> https://itu.example/td326#a}'],
    ],
    [
      'a link by a field',
      p(field(' HYPERLINK "https://itu.example/ls" \\o "tip" ', r('LS'))),
      ['LS {LS -> https://itu.example/ls}'],
    ],
    [
      'a link over two paragraphs',
      p(
        run('<w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK https://a.example</w:instrText>') +
          run('<w:fldChar w:fldCharType="separate"/>') +
          r('one'),
      ) + p(r('two') + run('<w:fldChar w:fldCharType="end"/>') + r(' three')),
      ['one {one -> https://a.example}', 'two three {two -> https://a.example}'],
    ],
    [
      'a link in a link',
      p(
        field(
          ' HYPERLINK "https://a.example" ',
          `${r('a ')}<w:hyperlink r:id="rIdLink">${r('b')}</w:hyperlink>`,
        ),
      ),
      ['a b {a b -> https://a.example}'],
    ],
    ['a link to a script', p(field(' HYPERLINK "javascript:alert(1)" ', r('x'))), ['x']],
    [
      'a field that never ends',
      p(run('<w:fldChar w:fldCharType="begin"/>')) + tbl(tr(tc(p(r('a'))))),
      ['| a |'],
    ],
  ])('%s', async ([, body, expected]) =>
    expect(await read({ body, links: { rIdLink: 'https://itu.example/td326' } })).toEqual(expected),
  )
})

describe('text boxes', () => {
  test.for<[string, string, string[]]>([
    [
      'once, after their paragraph',
      p(r('a') + alternatives(choice(p(r('box'))), fallback(p(r('box')))) + r('b')),
      ['ab', 'box'],
    ],
    [
      'as older versions drew it',
      p(alternatives(choice(p(r('new')), 'xyz'), fallback(p(r('old'))))),
      ['old'],
    ],
    [
      'the first of two choices',
      p(alternatives(choice(p(r('1'))), choice(p(r('2'))), fallback(p(r('3'))))),
      ['1'],
    ],
    [
      'only as older versions drew it',
      p(`<w:r><w:pict><v:textbox>${box(p(r('box')))}</v:textbox></w:pict></w:r>`),
      ['box'],
    ],
    ['in a cell', tbl(tr(tc(p(r('a') + alternatives(choice(p(r('box')))))))), ['| a ¶ box |']],
    ['with a table', p(r('a') + alternatives(choice(tbl(tr(tc(p(r('cell')))))))), ['a', '| cell |']],
    ['inserted', p(r('a') + ins(alternatives(choice(p(r('box')))))), ['a', 'box <<']],
  ])('%s', async ([, body, expected]) => expect(await read(body)).toEqual(expected))
})

describe('notes', () => {
  const reference = (id: string) => run(`<w:footnoteReference w:id="${id}"/>`)
  const notes =
    `<w:footnote w:id="-1" w:type="separator">${p(r('no'))}</w:footnote>` +
    `<w:footnote w:id="2">${p(run('<w:footnoteRef/>') + r(' Deferred ') + ins(r('later')) + del('soon'))}${p(r('See TD1.'))}</w:footnote>`
  test.for<[string, string, string[]]>([
    [
      'stand at their place, in both readings',
      p(r('C21') + reference('2') + r(' noted')),
      ['C21 [footnote: Deferred later See TD1.] noted << C21 [footnote: Deferred soon See TD1.] noted'],
    ],
    ['stand once', p(ins(reference('2')) + reference('2')), ['[footnote: Deferred later See TD1.] <<']],
    ['that are not there', p(r('a') + reference('9')), ['a']],
  ])('%s', async ([, body, expected]) =>
    expect((await read({ body, footnotes: notes })).map(line => line.trim())).toEqual(expected),
  )

  test('at the end of the document', async () => {
    const body = p(r('a') + run('<w:endnoteReference w:id="1"/>'))
    const endnotes = `<w:endnote w:id="1">${p(r('end'))}</w:endnote>`
    expect(await read({ body, endnotes })).toEqual(['a [endnote: end]'])
  })
})
