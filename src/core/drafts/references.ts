/** Documents as meeting documents cite them. */
import { documentParts, parseDocumentKey } from '../registers/documents/key.ts'
import type { DocumentEntry } from './facts.ts'

/** The keys of documents as they are written; what is none is left out. */
export const documentKeys = (written: readonly string[], now: Temporal.Instant): string[] =>
  written.flatMap(raw => {
    try {
      return [parseDocumentKey(raw, now)]
    } catch {
      return []
    }
  })

/** "TD326-R2", "TD217+Add.1", "SG2-TD280"; TSAG's own go without their group. */
export function citeDocument({ key, fields }: Pick<DocumentEntry, 'key' | 'fields'>): string {
  const { revision, addendum } = fields
  return `${citeKey(key)}${revision ? `-R${revision}` : ''}${addendum ? ` +Add.${addendum}` : ''}`
}

export function citeKey(key: string): string {
  const { group, kind, number } = documentParts(key)
  return `${group === 'TSAG' ? '' : `${group}-`}${kind}${number}`
}
