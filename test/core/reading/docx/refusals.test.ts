import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { outline } from '../../../support/docx/outline.ts'
import {
  docxOf,
  entriesOf,
  p,
  part,
  r,
  relationship,
  relationships,
  tbl,
  tc,
  tr,
} from '../../../support/docx/parts.ts'
import { zip } from '../../../support/docx/zip.ts'

const documentOf = (body: string) => part('w:document', `<w:body>${body}</w:body>`)
const ole = (text = '') =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(text, 'utf16le')])
/** Bytes that don't compress, the same in each run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = 7
  for (let i = 0; i < length; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    bytes[i] = state >> 16
  }
  return bytes
}
/** Paragraphs that compress 30 to 60 times. */
const varied = (length: number): string => {
  const words = noise(length / 25).toString('hex')
  return Array.from({ length: length / 1_000 }, (_, i) =>
    p(r(words.slice(i * 40, i * 40 + 40).padEnd(920, 'x'))),
  ).join('')
}

describe('refuses in one sentence', () => {
  const nested = (depth: number) =>
    p('<w:smartTag>'.repeat(depth) + r('deep') + '</w:smartTag>'.repeat(depth))
  test.for<[string, () => Uint8Array, string]>([
    ['an old .doc', () => ole('WordDocument'), 'old-doc'],
    ['a .docx under a password', () => ole('EncryptedPackage'), 'encrypted'],
    [
      'a zip under a password',
      () => zip(entriesOf(documentOf('')).map(entry => ({ ...entry, encrypted: true }))),
      'encrypted',
    ],
    [
      'a file over 5 MB',
      () =>
        docxOf({
          body: p(r('a')),
          more: [{ name: 'word/media/a.png', data: noise(5_000_000), stored: true }],
        }),
      'too-large',
    ],
    ['a PDF', () => Buffer.from('%PDF-1.7\n'), 'not-a-document'],
    ['a text', () => Buffer.from('0 Actions for TSAG'), 'not-a-document'],
    ['nothing', () => new Uint8Array(), 'not-a-document'],
    ['a zip without a document', () => zip([{ name: 'a.txt', data: 'a' }]), 'not-a-document'],
    [
      'a spreadsheet',
      () =>
        zip([
          {
            name: '_rels/.rels',
            data: relationships(relationship('rId1', 'officeDocument', 'xl/workbook.xml')),
          },
          { name: 'xl/workbook.xml', data: '<workbook/>' },
        ]),
      'not-a-document',
    ],
    [
      'a document that is elsewhere',
      () =>
        zip([
          {
            name: '_rels/.rels',
            data: relationships(
              relationship('rId1', 'officeDocument', 'https://a.example/document.xml', true),
            ),
          },
        ]),
      'not-a-document',
    ],
    [
      'a document above the package',
      () =>
        zip([
          {
            name: '_rels/.rels',
            data: relationships(relationship('rId1', 'officeDocument', '../../document.xml')),
          },
          { name: '../../document.xml', data: documentOf(p(r('a'))) },
          { name: '/word/document.xml', data: documentOf(p(r('b'))) },
        ]),
      'not-a-document',
    ],
    ['half a zip', () => docxOf({ body: varied(20_000) }).slice(0, 500), 'damaged'],
    [
      'the same part twice',
      () =>
        zip([
          ...entriesOf(documentOf(p(r('a')))),
          { name: 'word/document.xml', data: documentOf(p(r('b'))) },
        ]),
      'damaged',
    ],
    ['XML that does not end', () => zip(entriesOf(documentOf(p(r('a'))).slice(0, -20))), 'damaged'],
    [
      'text that is not UTF-8',
      () => zip(entriesOf(Buffer.concat([Buffer.from(documentOf('')), Buffer.from([0xff])]))),
      'damaged',
    ],
    [
      'a DOCTYPE',
      () =>
        zip(entriesOf(`<!DOCTYPE w:document SYSTEM "https://a.example/x.dtd">${documentOf('').slice(38)}`)),
      'doctype',
    ],
    [
      'entities that grow',
      () =>
        zip(
          entriesOf(
            `<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${documentOf(p(r('&b;'))).slice(38)}`,
          ),
        ),
      'doctype',
    ],
    [
      'a DOCTYPE in the styles',
      () =>
        zip([
          ...entriesOf(documentOf('')).slice(0, 2),
          {
            name: 'word/_rels/document.xml.rels',
            data: relationships(relationship('s', 'styles', 'styles.xml')),
          },
          { name: 'word/styles.xml', data: '<!DOCTYPE x><x/>' },
        ]),
      'doctype',
    ],
    ['an entity without a DOCTYPE', () => docxOf({ body: p(r('&xxe;')) }), 'damaged'],
    ['a nesting over 200', () => docxOf({ body: nested(200) }), 'nested-too-deep'],
    [
      'fields within fields',
      () => docxOf({ body: p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(101)) }),
      'nested-too-deep',
    ],
    ['a bomb of one character', () => docxOf({ body: p(r('a'.repeat(1_000_000))) }), 'unpacks-too-large'],
    [
      'a ratio over 100 in the styles',
      () => docxOf({ body: p(''), styles: ' '.repeat(1_000_000) }),
      'unpacks-too-large',
    ],
    ['over 30 MB unpacked', () => docxOf({ body: varied(31_000_000) }), 'unpacks-too-large'],
    [
      'over 30 MB in two parts',
      () => docxOf({ body: varied(16_000_000), footnotes: varied(16_000_000) }),
      'unpacks-too-large',
    ],
    [
      'a bomb beside pictures that are none',
      () =>
        docxOf({
          body: p(r('a'.repeat(1_000_000))),
          more: [{ name: 'word/media/a.png', data: noise(300_000) }],
        }),
      'unpacks-too-large',
    ],
    [
      'a picture over 100 times the file',
      () => docxOf({ body: p(''), more: [{ name: 'word/media/a', data: Buffer.alloc(2_000_000) }] }),
      'unpacks-too-large',
    ],
    [
      'over 30 MB that state less',
      () => zip(entriesOf(documentOf(varied(31_000_000))).map(entry => ({ ...entry, statedBytes: 400 }))),
      'unpacks-too-large',
    ],
    [
      'one part that is read as several',
      () =>
        zip([
          ...entriesOf(documentOf(varied(16_000_000))).slice(0, 2),
          {
            name: 'word/_rels/document.xml.rels',
            data: relationships(relationship('a', 'footnotes', 'document.xml')),
          },
        ]),
      'unpacks-too-large',
    ],
    [
      'a document that is said to be outside',
      () =>
        zip([
          {
            name: '_rels/.rels',
            data: relationships(relationship('rId1', 'officeDocument', 'a.xml', true)),
          },
          { name: 'a.xml', data: documentOf('') },
        ]),
      'not-a-document',
    ],
    [
      'over 30 MB stated',
      () =>
        docxOf({
          body: p(''),
          more: [
            { name: 'word/media/a', data: noise(400_000), stored: true },
            { name: 'word/media/b', data: 'b', statedBytes: 31_000_000 },
          ],
        }),
      'unpacks-too-large',
    ],
    [
      'a bomb whose stated size is small',
      () =>
        zip(
          entriesOf(documentOf(p(r('a'.repeat(9_000_000))))).map(entry => ({ ...entry, statedBytes: 400 })),
        ),
      'unpacks-too-large',
    ],
    [
      'over 1,000 files',
      () =>
        docxOf({ body: p(''), more: Array.from({ length: 1_000 }, (_, i) => ({ name: `a${i}`, data: '' })) }),
      'too-many-files',
    ],
    [
      'over 100,000 paragraphs',
      () => zip(entriesOf(documentOf('').replace('<w:body>', `<w:body>${noisy('<w:p/>', 100_001)}`))),
      'too-long',
    ],
    ['over 100,000 cells', () => zip(entriesOf(documentOf(tbl(tr(noisy('<w:tc/>', 100_001)))))), 'too-long'],
  ])('%s', async ([, bytes, code]) => {
    const fault = await readDocx(bytes(), 'test.docx').then(
      () => undefined,
      (caught: unknown) => caught,
    )
    expect(fault).toMatchObject({ name: 'UserError', code })
    expect((fault as Error).message).toMatch(/^[A-Z][^\n]{20,160}\.$/)
  })
})

/** An element many times, with attributes that keep the whole from compressing too well. */
function noisy(element: string, times: number): string {
  const ids = noise(times * 2).toString('hex')
  return Array.from({ length: times }, (_, i) =>
    element.replace('/>', ` id="${ids.slice(i * 4, i * 4 + 4)}"/>`),
  ).join('')
}

describe('reads all the same', () => {
  test.for<[string, () => Uint8Array, string[]]>([
    [
      'a nesting of 200',
      () => docxOf({ body: p(`${'<w:smartTag>'.repeat(195)}${r('deep')}${'</w:smartTag>'.repeat(195)}`) }),
      ['deep'],
    ],
    [
      'a document of another name',
      () =>
        zip([
          {
            name: '_rels/.rels',
            data: relationships(relationship('rId1', 'officeDocument', '/word/document2.xml')),
          },
          { name: 'word/document2.xml', data: documentOf(p(r('a'))) },
        ]),
      ['a'],
    ],
    [
      'parts that are absolute or above the package beside it',
      () =>
        docxOf({
          body: p(r('a')),
          more: [
            { name: '../word/document.xml', data: documentOf(p(r('b'))) },
            { name: '/etc/passwd', data: '' },
            { name: 'C:/a', data: '' },
          ],
        }),
      ['a'],
    ],
    [
      'a part named from the root of the package',
      () =>
        zip([
          ...entriesOf(documentOf(p(r('a')))).slice(0, 2),
          {
            name: 'word/_rels/document.xml.rels',
            data: relationships(relationship('s', 'styles', '/word/styles.xml')),
          },
          {
            name: 'word/styles.xml',
            data: part(
              'w:styles',
              '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="heading 1"/></w:style>',
            ),
          },
        ]),
      ['# a'],
    ],
    [
      'a document without relationships',
      () => zip([{ name: 'word/document.xml', data: documentOf(p(r('a'))) }]),
      ['a'],
    ],
    [
      'a relationship to a part that is missing',
      () =>
        zip([
          ...entriesOf(documentOf(p(r('a')))).slice(0, 2),
          {
            name: 'word/_rels/document.xml.rels',
            data: relationships(relationship('s', 'styles', 'styles.xml')),
          },
        ]),
      ['a'],
    ],
    [
      'styles outside, which are not fetched',
      () =>
        zip([
          ...entriesOf(documentOf(p(r('a')))).slice(0, 2),
          {
            name: 'word/_rels/document.xml.rels',
            data: relationships(relationship('s', 'styles', 'https://a.example/s.xml', true)),
          },
        ]),
      ['a'],
    ],
    ['UTF-16', () => zip(entriesOf(Buffer.from(`\ufeff${documentOf(p(r('é')))}`, 'utf16le'))), ['é']],
    ['a byte order mark', () => zip(entriesOf(`\ufeff${documentOf(p(r('a')))}`)), ['a']],
    [
      'the strict format with other prefixes',
      () =>
        zip(
          entriesOf(
            '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>a</x:t></x:r></x:p></x:body></x:document>',
          ),
        ),
      ['a'],
    ],
    [
      'a span of a million columns',
      () => docxOf({ body: tbl(tr(tc(p(r('a')), '<w:gridSpan w:val="999999999"/>') + tc(p(r('b'))))) }),
      ['| a | b |'],
    ],
    [
      'properties that are no numbers',
      () => docxOf({ body: p(r('a'), '<w:outlineLvl w:val="x"/><w:numPr><w:numId w:val="-1"/></w:numPr>') }),
      ['a'],
    ],
    [
      'elements where they do not belong',
      () =>
        docxOf({
          body: `<w:tc>${tr(tc(''))}${p(r('a'))}</w:tc><w:txbxContent>${tc(p(r('b')))}</w:txbxContent>${r('c')}`,
        }),
      ['a', 'b'],
    ],
  ])('%s', async ([, bytes, expected]) =>
    expect(outline(await readDocx(bytes(), 'test.docx'))).toEqual(expected),
  )

  test('with the SHA-256 of the file and its name', async () => {
    const document = await readDocx(Buffer.from(docxOf({ body: p(r('a')) })), 'TD164R3.docx')
    expect(document.name).toBe('TD164R3.docx')
    expect(document.digest).toMatch(/^[0-9a-f]{64}$/)
  })
})

test('a title is not repeated at length in every place', async () => {
  const body = p(r('1 '.padEnd(50_000, 'long ')), '<w:outlineLvl w:val="0"/>') + p(r('a'))
  const { blocks } = await readDocx(docxOf({ body }), 'test.docx')
  expect(blocks[1]!.place.title!.length).toBeLessThanOrEqual(300)
})

test('a bomb of 160 kB is refused before it fills the memory', async () => {
  const packed = deflateRawSync(Buffer.alloc(160_000_000, 'a'))
  expect(packed.length).toBeLessThan(160_000)
  const bytes = zip(entriesOf(Buffer.alloc(160_000_000, 'a')))
  const before = process.memoryUsage().rss
  await expect(readDocx(bytes, 'bomb.docx')).rejects.toMatchObject({ code: 'unpacks-too-large' })
  expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000)
})
