import { type ZipEntry, zip } from './zip.ts'

/** The XML of a document's parts; absent parts are left out of the file. */
export interface Parts {
  /** The content of w:body. */
  body: string
  /** The content of w:styles, w:numbering, w:footnotes, w:endnotes. */
  styles?: string
  numbering?: string
  footnotes?: string
  endnotes?: string
  /** The content of w:hdr; the body refers to it as rIdHeader. */
  header?: string
  /** More of document.xml's relationships: id and address outside. */
  links?: Record<string, string>
  more?: ZipEntry[]
}

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** A part's XML with the namespaces that the tests use. */
export const part = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} ${NAMESPACES}>${content}</${root}>`

export const relationships = (...lines: string[]): string =>
  `<Relationships xmlns="${RELS}">${lines.join('')}</Relationships>`

export const relationship = (id: string, type: string, target: string, external = false): string =>
  `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`

/** The entries of a .docx whose document.xml is `document`. */
export function entriesOf(document: string | Uint8Array, parts: Omit<Parts, 'body'> = {}): ZipEntry[] {
  const { links = {}, more = [] } = parts
  const others = (['styles', 'numbering', 'footnotes', 'endnotes', 'header'] as const).filter(k => parts[k])
  const root = (kind: string) => (kind === 'header' ? 'w:hdr' : `w:${kind}`)
  return [
    { name: '_rels/.rels', data: relationships(relationship('rId1', 'officeDocument', 'word/document.xml')) },
    { name: 'word/document.xml', data: document },
    {
      name: 'word/_rels/document.xml.rels',
      data: relationships(
        ...others.map(kind => relationship(kind === 'header' ? 'rIdHeader' : kind, kind, `${kind}.xml`)),
        ...Object.entries(links).map(([id, url]) => relationship(id, 'hyperlink', url, true)),
      ),
    },
    ...others.map(kind => ({ name: `word/${kind}.xml`, data: part(root(kind), parts[kind]!) })),
    ...more,
  ]
}

/** The bytes of a .docx made of XML by hand. */
export const docxOf = (parts: Parts): Uint8Array =>
  zip(entriesOf(part('w:document', `<w:body>${parts.body}</w:body>`), parts))

/** Short ways to write WordprocessingML. */
export const p = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`
export const r = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
export const ins = (content: string): string => `<w:ins w:id="1" w:author="A">${content}</w:ins>`
export const del = (text: string): string =>
  `<w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`
export const tc = (content: string, properties = ''): string =>
  `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${content}</w:tc>`
export const tr = (cells: string, properties = ''): string =>
  `<w:tr>${properties && `<w:trPr>${properties}</w:trPr>`}${cells}</w:tr>`
export const tbl = (rows: string): string => `<w:tbl><w:tblPr/><w:tblGrid/>${rows}</w:tbl>`
