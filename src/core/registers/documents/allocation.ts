/** The allocation of the documents of a meeting, as much of it as totals take. */
import { z } from 'zod'
import type { Transaction } from '../../database/client.ts'
import type { Mark } from '../../reading/findings.ts'
import { markSchema } from './marks.ts'

const marksSchema = z.array(markSchema)

/** The TSAG meetings that documents are of, the latest first. */
export async function meetingsWithDocuments(tx: Transaction): Promise<string[]> {
  // From each meeting to the next one by the index: the documents themselves are not read.
  const rows = await tx.$queryRaw<{ meeting: string }[]>`
    WITH RECURSIVE m AS (
      (SELECT fields ->> 'meeting' AS meeting FROM "RegisterEntry"
        WHERE register = 'documents' AND NOT removed AND fields ->> 'meeting' IS NOT NULL
        ORDER BY fields ->> 'meeting' LIMIT 1)
      UNION ALL
      SELECT (SELECT fields ->> 'meeting' FROM "RegisterEntry"
        WHERE register = 'documents' AND NOT removed AND fields ->> 'meeting' > m.meeting
        ORDER BY fields ->> 'meeting' LIMIT 1)
      FROM m WHERE m.meeting IS NOT NULL)
    SELECT meeting FROM m WHERE meeting IS NOT NULL`
  return rows.map(row => row.meeting).toSorted((a, b) => orderOf(b).localeCompare(orderOf(a)))
}

/** "TSAG 01-2026" → "2026-01" */
const orderOf = (label: string): string => label.replace(/^TSAG (\d\d)-(\d{4})$/, '$2-$1')

/** The documents of a meeting with their marks. */
export async function listMarks(tx: Transaction, meeting: string): Promise<{ key: string; marks: Mark[] }[]> {
  const rows = await tx.$queryRaw<{ key: string; marks: unknown }[]>`
    SELECT key, fields -> 'marks' AS marks FROM "RegisterEntry"
    WHERE register = 'documents' AND NOT removed AND fields ->> 'meeting' = ${meeting} ORDER BY "sortKey"`
  return rows.map(({ key, marks }) => ({ key, marks: marks === null ? [] : marksSchema.parse(marks) }))
}
