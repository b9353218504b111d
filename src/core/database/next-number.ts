/** Numbers of entries that follow each other without a gap: a gap would look like something hidden. */
import type { Transaction } from './client.ts'

/**
 * The number after the highest one in the table; the caller holds the lock of its numbers until the transaction ends. A
 * sequence counts refused commands too, so it only follows: an older version that runs on the same database uses it.
 */
export async function nextNumber(tx: Transaction, table: 'Issue' | 'Meeting'): Promise<number> {
  const last =
    table === 'Issue'
      ? await tx.issue.aggregate({ _max: { id: true } })
      : await tx.meeting.aggregate({ _max: { id: true } })
  const next = (last._max.id ?? 0) + 1
  await tx.$queryRaw`SELECT setval(pg_get_serial_sequence(${`"${table}"`}, 'id'), ${next}::bigint)`
  return next
}
