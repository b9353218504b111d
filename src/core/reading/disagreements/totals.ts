/** Stated totals that have none of the three meanings (kind 8). */
import type { TotalFinding } from '../findings.ts'
import type { Disagreement } from './disagreement.ts'
import { type Material, passage, selectKind } from './material.ts'

export function checkTotals({ findings, unread }: Material): Disagreement[] {
  const lists: Tables = new Set(
    [...selectKind(findings, 'document'), ...selectKind(findings, 'total')].map(f => f.place.table),
  )
  // With a row that couldn't be read the count is not known.
  const incomplete: Tables = new Set(unread.map(u => u.place.table).filter(table => lists.has(table)))
  const totals = selectKind(findings, 'total')
  return [...wrong(totals, incomplete), ...mixed(totals), ...sumOfAll(totals)]
}

type Tables = ReadonlySet<number | undefined>

const wrong = (totals: readonly TotalFinding[], incomplete: Tables): Disagreement[] =>
  totals
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

/** A row whose columns have no meaning in common: one counts marks, another leaves out shared documents. */
const mixed = (totals: readonly TotalFinding[]): Disagreement[] =>
  [
    ...Map.groupBy(
      totals.filter(t => t.group !== null && t.means.length > 0),
      t => `${t.of} ${t.place.table} ${t.place.row}`,
    ).values(),
  ]
    .filter(row => !row[0]!.means.some(meaning => row.every(total => total.means.includes(meaning))))
    .map(row => ({
      kind: 'mixed-totals',
      certain: false,
      of: row[0]!.of,
      columns: row.map(({ group, stated, means }) => ({ group: group!, stated, means })),
      places: row.map(total => passage(total.place, String(total.stated))),
    }))

/** The total of all documents beside the sum of the lists: 7 and 82 that count marks are no 86 that counts documents. */
function sumOfAll(totals: readonly TotalFinding[]): Disagreement[] {
  const whole = totals.filter(t => t.group === null && t.means.length > 0)
  const all = whole.find(t => t.of === 'all')
  const parts = whole.filter(t => t.of !== 'all')
  if (!all || parts.length < 2 || parts.reduce((sum, t) => sum + t.stated, 0) === all.stated) return []
  const counted = ({ of, stated, means }: TotalFinding) => ({ of, stated, means })
  return [
    {
      kind: 'sum-of-totals',
      certain: false,
      parts: parts.map(counted),
      all: counted(all),
      places: [...parts, all].map(total => passage(total.place, String(total.stated))),
    },
  ]
}
