/** Stated totals that have none of the three meanings (kind 8). */
import type { Disagreement } from './disagreement.ts'
import { type Material, ofKind, passage } from './material.ts'

export function checkTotals({ findings, unread }: Material): Disagreement[] {
  const lists = new Set(ofKind(findings, 'document').map(d => d.place.table))
  // With a row that couldn't be read the count is not known.
  const incomplete = new Set(unread.map(u => u.place.table).filter(table => lists.has(table)))
  return ofKind(findings, 'total')
    .filter(total => total.means.length === 0)
    .map(({ of, group, stated, counted, place }) => ({
      kind: 'total',
      certain: of === 'all' ? incomplete.size === 0 : !incomplete.has(place.table),
      of,
      group,
      stated,
      documents: counted.documents,
      marks: counted.marks,
      exclusiveMarks: counted['exclusive marks'],
      places: [passage(place, String(stated))],
    }))
}
