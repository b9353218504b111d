import { SaxesParser } from 'saxes'
import { MAX_NESTING, refuse } from './refusals.ts'

/** An element as it opens. Names have the usual prefix whatever the file calls it: "w:p", "mc:Choice". */
export interface XmlElement {
  name: string
  /** "w:val", "r:id"; without a prefix as written: "Target". */
  attributes: Readonly<Record<string, string>>
}

export interface XmlHandler {
  open(element: XmlElement): void
  close(name: string): void
  /** Text between tags, in one or several pieces. */
  text?(text: string): void
}

/** Namespaces of ECMA-376, transitional and strict, by their usual prefix. Elements of others are "other:…". */
const PREFIXES = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
])

/**
 * Reads the XML of one part as it is unpacked, so that no part is ever whole in memory.
 * Throws a UserError: doctype, nested-too-deep, damaged.
 */
export async function parseXml(chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: true, position: false })
  let depth = 0
  parser.on('error', () => {
    throw refuse('damaged')
  })
  // An entity can only be declared in a DOCTYPE; one that isn't declared is an error of the parser.
  parser.on('doctype', () => {
    throw refuse('doctype')
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    depth += 1
    if (depth > MAX_NESTING) throw refuse('nested-too-deep')
    const named: Record<string, string> = Object.create(null)
    for (const key in attributes) {
      const { uri, local, value } = attributes[key]!
      named[uri === '' ? local : `${PREFIXES.get(uri) ?? 'other'}:${local}`] = value
    }
    handler.open({ name: `${PREFIXES.get(uri) ?? 'other'}:${local}`, attributes: named })
  })
  parser.on('closetag', ({ uri, local }) => {
    depth -= 1
    handler.close(`${PREFIXES.get(uri) ?? 'other'}:${local}`)
  })
  parser.on('text', text => handler.text?.(text))
  parser.on('cdata', text => handler.text?.(text))
  for await (const text of decode(chunks)) parser.write(text)
  parser.close()
}

/** XML is UTF-8, or UTF-16 when it begins with its byte order mark (XML 1.0, 4.3.3). */
async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(findEncoding(chunk), { fatal: true })
    yield decodeChunk(decoder, chunk)
  }
  if (decoder) yield decodeChunk(decoder)
}

function decodeChunk(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw refuse('damaged')
  }
}

const findEncoding = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
