import { posix } from 'node:path'
import type { Package } from './package.ts'
import { parseXml } from './xml.ts'

/** The targets of a part: other parts, and addresses outside, which are shown as links and never opened. */
export interface Relationships {
  /** The first existing part of a type: "officeDocument", "styles". */
  findPart(type: string): string | undefined
  /** The existing part that `id` points to. */
  partAt(id: string): string | undefined
  /** The address outside that `id` points to. */
  linkAt(id: string): string | undefined
}

interface Relationship {
  /** The last word of the type's URI, the same in the transitional and the strict format. */
  type: string
  part?: string
  link?: string
}

/** Reads the relationships of `part`, or of the whole package for ''. A part without any has none. */
export async function readRelationships(pack: Package, part: string): Promise<Relationships> {
  const folder = posix.dirname(part)
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const byId = new Map<string, Relationship>()
  if (pack.has(file))
    await parseXml(pack.read(file), {
      open({ name, attributes: { Id, Type, Target, TargetMode } }) {
        if (name !== 'rel:Relationship' || !Id || !Type || Target === undefined || byId.has(Id)) return
        const type = Type.slice(Type.lastIndexOf('/') + 1)
        if (TargetMode === 'External') byId.set(Id, { type, link: Target })
        else byId.set(Id, { type, part: resolveTarget(folder, Target) })
      },
      close() {},
    })
  const existing = (found: Relationship | undefined) =>
    found?.part !== undefined && pack.has(found.part) ? found.part : undefined
  return {
    findPart: type => existing(byId.values().find(r => r.type === type && existing(r) !== undefined)),
    partAt: id => existing(byId.get(id)),
    linkAt: id => byId.get(id)?.link,
  }
}

/** "styles.xml" beside the part, or "/word/styles.xml" from the root. One above the root names no part. */
const resolveTarget = (folder: string, target: string): string =>
  target.startsWith('/') ? posix.normalize(target.slice(1)) : posix.join(folder, target)
