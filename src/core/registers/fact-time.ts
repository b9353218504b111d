/** Since when a field of an entry has its value: "the next TSAG meeting" is the one after that. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { instantFrom } from '../database/columns.ts'
import type { RegisterEntry } from './register.ts'
import { afterFirstDay } from './tsag.ts'

interface Row {
  at: Date
  value: unknown
  /** The first day of the TSAG meeting whose report said it. */
  meeting: string | null
}

const rowSchema = z.object({ at: z.date(), value: z.unknown(), meeting: z.string().nullable() })

/**
 * The instant at which the field got the value that it has; where a document of a TSAG meeting said it, the end of
 * that meeting's first day. Later changes of other fields don't count.
 */
export async function factTime(
  tx: Transaction,
  entry: Pick<RegisterEntry, 'id' | 'fields' | 'at'>,
  field: string,
): Promise<Temporal.Instant> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.at, c.after -> 'fields' -> ${field} AS value, r.content -> 'meeting' ->> 'from' AS meeting
    FROM "RegisterChange" c LEFT JOIN "DocumentReading" r ON r.id = c."readingId"
    WHERE c."entryId" = ${entry.id} ORDER BY c.number DESC`
  let first: Row | undefined
  for (const row of rows) {
    if (!isDeepStrictEqual(row.value, entry.fields[field])) break
    first = rowSchema.parse(row)
  }
  if (!first) return entry.at
  return first.meeting === null ? instantFrom(first.at) : afterFirstDay(first.meeting)
}
