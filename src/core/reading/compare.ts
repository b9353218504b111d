/** Entries of a reading beside those of the registers: new, changed, or there already. */
import type { Entry } from './entries.ts'
import type { Known } from './known.ts'

export interface Difference {
  field: string
  known: string
  found: string
}

export type Change =
  | { state: 'new'; entry: Entry }
  | { state: 'changed'; entry: Entry; differences: Difference[] }
  | { state: 'there'; entry: Entry }

/** Each entry beside what its register has. A field that the document leaves empty changes nothing. */
export function compareEntries(entries: readonly Entry[], known: Known): Change[] {
  return entries.map((entry): Change => {
    const there = known.entries?.[entry.register]?.find(other => other.key === entry.key)
    if (!there) return { state: 'new', entry }
    const differences = findDifferences(entry, there.fields)
    return differences.length > 0 ? { state: 'changed', entry, differences } : { state: 'there', entry }
  })
}

export const findDifferences = (entry: Entry, fields: Entry['fields']): Difference[] =>
  Object.entries(entry.fields).flatMap(([field, found]) => {
    const known = fields[field] ?? ''
    return found !== '' && found !== known ? [{ field, known, found }] : []
  })
