/**
 * The entries on which something may still be owed. A flag with each entry says whether it may; it is set when the
 * entry or one that it depends on is written, so that among a hundred thousand entries only the open ones are looked
 * at. Whether something is owed on them, and what, follows from their fields at the moment of the question.
 */
import type { Transaction } from '../database/client.ts'
import type { Work } from '../events/events.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import type { RegisterEntry, StoredRegister } from './register.ts'
import { type Row, toEntry } from './store-rows.ts'

/** An entry as it was before or is after a change. */
export interface ChangedEntry<V = AnyValues> {
  key: string
  fields: V
}

/** Whether something may be owed on entries, by their keys. */
export type Awaiting = ReadonlyMap<string, boolean>

/** Says which entries of its register await something once some of them changed. */
export type FindAwaiting<V> = (
  work: Pick<Work, 'tx' | 'now'>,
  changed: readonly ChangedEntry<V>[],
) => Awaiting | Promise<Awaiting>

/** For a register whose entries tell it by themselves. */
export const awaitsBy =
  <V>(awaits: (fields: V) => boolean): FindAwaiting<V> =>
  (_, changed) =>
    new Map(changed.map(({ key, fields }) => [key, awaits(fields)]))

/** Keeps with the entries of a register what follows from changes of some of them. */
export async function keepAwaiting<V>(
  work: Pick<Work, 'tx' | 'now'>,
  register: { name: string; awaiting?: FindAwaiting<V> },
  changed: readonly ChangedEntry<V>[],
): Promise<void> {
  if (!register.awaiting || changed.length === 0) return
  const awaiting = [...(await register.awaiting(work, changed))]
  await work.tx.$executeRaw`
    UPDATE "RegisterEntry" e SET awaits = found.awaits
    FROM unnest(${awaiting.map(([key]) => key)}::text[], ${awaiting.map(([, awaits]) => awaits)}::boolean[])
      AS found(key, awaits)
    WHERE e.register = ${register.name} AND e.key = found.key AND e.awaits <> found.awaits`
}

/** The entries of a register on which something may be owed, by their keys. */
export async function listAwaiting<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
): Promise<RegisterEntry<FieldValues<F>>[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, key, fields, version, at FROM "RegisterEntry"
    WHERE register = ${register.name} AND awaits AND NOT removed ORDER BY "sortKey"`
  return rows.map(row => toEntry(register, row))
}
