import { createHash } from 'node:crypto'
import type { Document, Row } from '../document.ts'
import { HeadingPath } from './headings.ts'
import { findHeaderRows, splitHeader } from './itu-header.ts'
import { countLabels } from './labels.ts'
import { collectNotes, type Note } from './notes.ts'
import { numberingReader } from './numbering.ts'
import { onlyShown } from './only-shown.ts'
import { openPackage, type Package } from './package.ts'
import { refuse } from './refusals.ts'
import { type Relationships, readRelationships } from './relationships.ts'
import { Story, type StoryContext } from './story.ts'
import { styleReader } from './styles.ts'
import { parseXml, type XmlHandler } from './xml.ts'

/** Sections have up to three headers each; the ITU header is on the first page. */
const MAX_HEADERS = 6

/**
 * Reads a .docx. Blocks are in reading order, with what a reader of the document sees: computed numbers and list
 * labels, results of fields, tracked changes in both readings. Comments, hidden text, pictures and the page's
 * headers and footers are left out, but for the header table of an ITU document. Nothing outside is fetched.
 *
 * `name`: the file's. Throws a UserError whose code is a `Refusal`.
 */
export async function readDocx(bytes: Uint8Array, name: string): Promise<Document> {
  const pack = await openPackage(bytes)
  const main = await findMainPart(pack)
  const relationships = await readRelationships(pack, main)
  const context = await readContext(pack, relationships)
  const story = new Story(context)
  await parseXml(pack.read(main), onlyShown(story))
  if (story.root !== 'w:document') throw refuse('not-a-document')
  const { header, rest: blocks } = splitHeader(story.takeBlocks())
  return {
    name,
    digest: createHash('sha256').update(bytes).digest('hex'),
    blocks,
    header: header.length > 0 ? header : await readPageHeaders(pack, relationships, story.headerIds, context),
  }
}

/** The document is the part that the package names; Word calls it word/document.xml, and some programs do not. */
async function findMainPart(pack: Package): Promise<string> {
  const main = (await readRelationships(pack, '')).findPart('officeDocument')
  if (main !== undefined) return main
  if (pack.has('word/document.xml')) return 'word/document.xml'
  throw refuse('not-a-document')
}

async function readContext(pack: Package, relationships: Relationships): Promise<StoryContext> {
  const readPart = async <T extends XmlHandler>(type: string, handler: T): Promise<T> => {
    const part = relationships.findPart(type)
    if (part !== undefined) await parseXml(pack.read(part), onlyShown(handler))
    return handler
  }
  const styles = (await readPart('styles', styleReader())).done()
  const labels = countLabels((await readPart('numbering', numberingReader())).done())
  const headings = new HeadingPath()
  const notes = { footnote: new Map<string, Note>(), endnote: new Map<string, Note>() }
  // A list or a heading in a note counts apart from the document's.
  const inNotes: StoryContext = {
    styles,
    labels: countLabels(new Map()),
    headings: new HeadingPath(),
    linkAt: () => undefined,
    takeNote: () => undefined,
  }
  for (const kind of ['footnote', 'endnote'] as const)
    await readPart(`${kind}s`, collectNotes(new Story(inNotes), notes[kind]))
  return {
    styles,
    labels,
    headings,
    linkAt: id => relationships.linkAt(id),
    takeNote(kind, id) {
      const note = notes[kind].get(id)
      // One note referred to a thousand times would be a thousand times its size.
      notes[kind].delete(id)
      return note
    },
  }
}

/** The ITU header table when it stands in the header of the first pages. */
async function readPageHeaders(
  pack: Package,
  relationships: Relationships,
  ids: readonly string[],
  context: StoryContext,
): Promise<Row[]> {
  const parts = [...new Set(ids.map(id => relationships.partAt(id)))].filter(part => part !== undefined)
  for (const part of parts.slice(0, MAX_HEADERS)) {
    const story = new Story({ ...context, headings: new HeadingPath(), linkAt: () => undefined })
    await parseXml(pack.read(part), onlyShown(story))
    const rows = findHeaderRows(story.takeBlocks())
    if (rows.length > 0) return rows
  }
  return []
}
