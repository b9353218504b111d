/** The styles of a template: a .docx or .dotx of TSB's own. Nothing else of it is taken. */
import { UserError } from '../../errors.ts'
import { openPackage, type Package } from '../../reading/docx/package.ts'
import { readRelationships } from '../../reading/docx/relationships.ts'
import { parseXml } from '../../reading/docx/xml.ts'

export interface Template {
  /** styles.xml, as it stands in the template. */
  styles: string
  /** The ids of its headings from the first level, where it has them. */
  headings: (string | undefined)[]
}

/** Throws a UserError for a file that is no Word document, or has no styles. */
export async function readTemplate(bytes: Uint8Array): Promise<Template> {
  const pack = await openPackage(bytes)
  const main = (await readRelationships(pack, '')).findPart('officeDocument') ?? 'word/document.xml'
  const part = (await readRelationships(pack, main)).findPart('styles') ?? 'word/styles.xml'
  if (!pack.has(part))
    throw new UserError('no-styles', 'The template has no styles; save it again with Word.')
  const headings: (string | undefined)[] = []
  let id: string | undefined
  await parseXml(pack.read(part), {
    open({ name, attributes }) {
      if (name === 'w:style') id = attributes['w:type'] === 'paragraph' ? attributes['w:styleId'] : undefined
      // Word knows its headings by this name in any language.
      const level = name === 'w:name' ? /^heading ([1-9])$/i.exec(attributes['w:val'] ?? '')?.[1] : undefined
      if (level !== undefined) headings[Number(level) - 1] ??= id
    },
    close(name) {
      if (name === 'w:style') id = undefined
    },
  })
  return { styles: await readPart(pack, part), headings }
}

async function readPart(pack: Package, part: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of pack.read(part)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
