/** Input of the checks: the findings by kind, and every citation with its sentence. */
import { cellLine } from '../blocks.ts'
import { type DocumentReference, findReferences } from '../codes/documents.ts'
import { excerpt, sentences } from '../codes/words.ts'
import type { Place } from '../document.ts'
import type { Finding, Unread } from '../findings.ts'
import { type Scene, tables, textBlocks } from '../recognise/scene.ts'
import type { Passage } from './disagreement.ts'

/** A sentence with the documents that it cites. */
export interface Citing {
  sentence: string
  place: Place
  references: DocumentReference[]
  /** In running text, in a table, or in the row of a list of documents. */
  in: 'text' | 'table' | 'list'
}

export interface Material {
  scene: Scene
  findings: readonly Finding[]
  unread: readonly Unread[]
  /** Sentences of running text, in order. */
  text: readonly { sentence: string; place: Place }[]
  citing: readonly Citing[]
}

export function toMaterial(scene: Scene, findings: readonly Finding[], unread: readonly Unread[]): Material {
  const text = textBlocks(scene).flatMap(block =>
    sentences(block.words.text).map(sentence => ({ sentence, place: block.place })),
  )
  const lists = new Set(selectKind(findings, 'document').map(d => d.place.table))
  const cells = tables(scene).flatMap(table =>
    table.rows.flatMap(row =>
      row.cells.flatMap(cell =>
        sentences(cellLine(cell)).map(sentence => ({
          sentence,
          place: cell.place,
          table: table.place.table,
        })),
      ),
    ),
  )
  const citing: Citing[] = [
    ...text.map(s => ({ ...s, in: 'text' as const })),
    ...cells.map(({ sentence, place, table }) => ({
      sentence,
      place,
      in: lists.has(table) ? ('list' as const) : ('table' as const),
    })),
  ].flatMap(s => {
    const references = findReferences(s.sentence).map(({ start, end, ...reference }) => reference)
    return references.length > 0 ? [{ ...s, references }] : []
  })
  return { scene, findings, unread, text, citing }
}

type OfKind<K extends Finding['kind']> = Extract<Finding, { kind: K }>

/** The findings of one kind. */
export const selectKind = <K extends Finding['kind']>(findings: readonly Finding[], kind: K): OfKind<K>[] =>
  findings.filter((finding): finding is OfKind<K> => finding.kind === kind)

export const passage = (place: Place, words: string): Passage => ({ place, words: excerpt(words) })

/** The first of each key, in order. */
export const firstOfEach = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  [...new Map(items.toReversed().map(item => [key(item), item])).values()].toReversed()
