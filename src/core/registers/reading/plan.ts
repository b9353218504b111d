/** Planned meetings of a reading as the file that `plan load` takes. */
import type { ReadEntry } from './preview.ts'

const KINDS: Record<string, string> = {
  RG_INTERIM: 'interim',
  COORDINATION_E_MEETING: 'coordination',
  WP_E_MEETING: 'e-meeting',
}

/** The file; meetings without a time or of another kind can't be loaded and are left out. Undefined: there is none. */
export function toPlanCsv(entries: readonly ReadEntry[]): string | undefined {
  const rows = entries
    .filter(entry => entry.register === 'meetings')
    .flatMap(({ fields: f }) => {
      const kind = KINDS[f.kind ?? '']
      if (kind === undefined || !f.time || !f.date || !f.group) return []
      const deadline =
        f.deadline === 'TSAG' ? "the TSAG meeting's contribution deadline" : f.deadline || 'none'
      return [[f.group, kind, f.date, f.time, `"${(f.objective ?? '').replaceAll('"', '""')}"`, deadline]]
    })
  if (rows.length === 0) return undefined
  return [['group', 'kind', 'date', 'time', 'objective', 'deadline'], ...rows]
    .map(r => r.join(','))
    .join('\n')
}
