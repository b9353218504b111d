/** Many new entries of a register at once, in few statements. */
import { toColumn } from '../database/columns.ts'
import type { Work } from '../events/events.ts'
import { keepAwaiting } from './awaiting.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import type { Origin, Snapshot } from './history.ts'
import type { Register } from './register.ts'
import { assertValid } from './store.ts'
import { type Row, toEntry, toSortKey } from './store-rows.ts'
import { settleNext } from './tsag.ts'

/** A new entry, with its own clause where that is not the one of all. */
export interface NewEntry<V = AnyValues> extends Snapshot<V> {
  clause?: string | undefined
}

/** Entries written by one statement. */
const BATCH = 250

/**
 * Many new entries with their first changes, in few statements. Their keys are new to the register and differ;
 * the caller checks each with `assertNewEntry` first.
 */
export async function addEntries<F extends Fields>(
  work: Work,
  register: Register<F>,
  entries: readonly NewEntry<FieldValues<F>>[],
  origin: Origin,
): Promise<void> {
  const { tx, now } = work
  const clauses = new Map(entries.map(({ key, clause }) => [key, clause]))
  const at = toColumn(now)
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch: Snapshot<FieldValues<F>>[] = []
    for (const { key, fields } of entries.slice(from, from + BATCH)) {
      const whole = { ...register.fromKey?.(key), ...fields }
      batch.push({ key, fields: await settleNext(tx, register, whole, origin.since ?? now) })
    }
    const given = batch.map(({ key, fields }) => ({
      key,
      sortKey: toSortKey(key),
      fields,
      clause: clauses.get(key) ?? origin.clause ?? null,
    }))
    // One value for all of them: Prisma takes a tenth of a second to write a statement with one for each.
    const rows = await tx.$queryRaw<Row[]>`
      WITH given AS (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
          AS given(key text, "sortKey" text, fields jsonb, clause text)
      ), made AS (
        INSERT INTO "RegisterEntry" (register, key, "sortKey", fields, at)
        SELECT ${register.name}, key, "sortKey", fields, ${at}::timestamptz FROM given
        RETURNING id, key, number, fields, version, at
      ), changed AS (
        INSERT INTO "RegisterChange" ("entryId", number, at, by, source, clause, after, "readingId")
        SELECT id, version, at, ${JSON.stringify(origin.by)}::jsonb, ${origin.source ?? null}::text, clause,
          jsonb_build_object('key', key, 'fields', made.fields), ${origin.reading ?? null}::int
        FROM made JOIN given USING (key)
      )
      SELECT * FROM made`
    const written = rows.map(row => toEntry(register, row))
    await keepAwaiting(work, register, written)
    if (register.written)
      for (const entry of written) await register.written(work, entry, { before: null, origin })
  }
}

/** Throws a UserError for a new entry that breaks a rule of its register. */
export const assertNewEntry = <F extends Fields>(
  work: Work,
  register: Register<F>,
  { key, fields }: Snapshot<FieldValues<F>>,
): Promise<void> => assertValid(work, register, { ...register.fromKey?.(key), ...fields }, key)
