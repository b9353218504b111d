import { describe, expect, test } from 'vitest'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { outline } from '../../../support/docx/outline.ts'
import { del, docxOf, ins, p, r, tbl, tc, tr } from '../../../support/docx/parts.ts'

const mark = (change: string) => `<w:rPr><w:${change} w:id="9" w:author="A"/></w:rPr>`
const move = (name: string, text: string) => `<w:${name} w:id="3" w:author="A">${r(text)}</w:${name}>`

/** Each line: the reading after all changes << the one before them. */
describe('tracked changes', () => {
  test.for<[string, string, string[]]>([
    [
      'words replaced',
      p(r('Unfinished ') + del('documents') + ins(r('deliverable'))),
      ['Unfinished deliverable << Unfinished documents'],
    ],
    ['words inserted', p(r('a') + ins(r(' b'))), ['a b << a']],
    ['words deleted', p(r('a') + del(' b')), ['a << a b']],
    ['inserted by one, deleted by another', p(r('a') + ins(del(' b'))), ['a']],
    ['words moved', p(move('moveFrom', 'x') + r('a') + move('moveTo', 'x')), ['ax << xa']],
    [
      'a change of format only',
      p(r('a', '<w:b/><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>')),
      ['a'],
    ],
    ['a line break inserted', p(r('a') + ins('<w:r><w:br/></w:r>') + r('b')), ['a⏎b << ab']],
    ['a paragraph inserted below', p(r('one'), mark('ins')) + p(ins(r('two'))), ['one', 'two <<']],
    ['a paragraph inserted above', p(ins(r('new')), mark('ins')) + p(r('old')), ['new <<', 'old']],
    ['a paragraph deleted', p(del('old'), mark('del')) + p(r('next')), ['<< old', 'next']],
    [
      'a paragraph deleted with the mark before it',
      p(r('one'), mark('del')) + p(del('two')),
      ['one', '<< two'],
    ],
    ['two paragraphs joined', p(r('one '), mark('del')) + p(r('two')), ['one two << one', '<< two']],
    ['a paragraph parted', p(r('one'), mark('ins')) + p(r('two')), ['one << onetwo', 'two <<']],
    [
      'three joined',
      p(r('a'), mark('del')) + p(r('b'), mark('del')) + p(r('c')),
      ['abc << a', '<< b', '<< c'],
    ],
    [
      'a mark inserted and deleted',
      p(r('a'), '<w:rPr><w:ins w:id="1"/><w:del w:id="2"/></w:rPr>') + p(r('b')),
      ['ab'],
    ],
    [
      'a mark moved away',
      p(move('moveFrom', 'x'), mark('moveFrom')) + p(move('moveTo', 'x')),
      ['<< x', 'x <<'],
    ],
    ['the last mark of a cell', tbl(tr(tc(p(r('a'), mark('del'))) + tc(p(r('b'))))), ['| a | b |']],
    ['a row deleted', tbl(tr(tc(p(r('a')))) + tr(tc(p(r('b'))), '<w:del w:id="1"/>')), ['| a |', '| << b |']],
    [
      'a row inserted',
      tbl(tr(tc(p(r('a'))), '<w:ins w:id="1"/>') + tr(tc(p(r('b'))))),
      ['| a << |', '| b |'],
    ],
    ['a cell inserted', tbl(tr(tc(p(r('a')), '<w:cellIns w:id="1"/>') + tc(p(r('b'))))), ['| a << | b |']],
    ['a cell deleted', tbl(tr(tc(p(r('a')), '<w:cellDel w:id="1"/>') + tc(p(r('b'))))), ['| << a | b |']],
    [
      'a change of a row is over with the row',
      tbl(tr(tc(p(r('a'))), '<w:del w:id="1"/>')) + p(r('b')),
      ['| << a |', 'b'],
    ],
    [
      'marks inserted up to the end of a cell',
      tbl(tr(tc(p(r('a'), mark('ins')) + p(r('b'), mark('ins'))))),
      ['| a << ab ¶ b << |'],
    ],
    [
      'a run whose format was changed ends no paragraph',
      p(r('a', '<w:del w:id="1"/>')) + p(r('b')),
      ['a', 'b'],
    ],
    [
      'a link in paragraphs that were joined',
      p(r('see '), mark('del')) + p(`<w:hyperlink r:id="x">${r('TD1')}</w:hyperlink>`),
      ['see TD1 << see  {TD1 -> https://a.example}', '<< TD1'],
    ],
    [
      'a link inserted',
      p(`${r('see ')}${ins(`<w:hyperlink r:id="x">${r('TD1')}</w:hyperlink>`)}`),
      ['see TD1 << see  {TD1 -> https://a.example}'],
    ],
  ])('%s', async ([, body, expected]) => {
    const bytes = docxOf({ body, links: { x: 'https://a.example' } })
    expect(outline(await readDocx(bytes, 'test.docx'))).toEqual(expected)
  })
})
