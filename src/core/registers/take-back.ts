/** A change of an entry that is taken back: the history keeps both. */
import { isDeepStrictEqual } from 'node:util'
import { toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { Work } from '../events/events.ts'
import { keepAwaiting } from './awaiting.ts'
import type { Fields } from './field.ts'
import { type Origin, snapshotSchema, writeChange } from './history.ts'
import type { Register } from './register.ts'
import { parseFields, toSortKey } from './store-rows.ts'

/**
 * Takes back a change that left the entry as it is now: the entry is again as it was before, or out of the register.
 * Returns false, and leaves the entry as it is, where it was changed since.
 */
export async function takeBackChange<F extends Fields>(
  work: Work,
  register: Register<F>,
  change: { entryId: number; before: unknown; after: unknown },
  origin: Origin,
): Promise<boolean> {
  const { tx, now } = work
  const before = change.before === null ? null : snapshotSchema.parse(change.before)
  const after = snapshotSchema.parse(change.after)
  const entry = await tx.registerEntry.findUniqueOrThrow({ where: { id: change.entryId } })
  const { key, fields } = snapshotSchema.parse({ key: entry.key, fields: entry.fields })
  if (entry.removed || key !== after.key || !isDeepStrictEqual(fields, after.fields)) return false
  const { count } = await tx.registerEntry.updateMany({
    where: { id: entry.id, version: entry.version },
    data: {
      version: entry.version + 1,
      at: toColumn(now),
      ...(before
        ? {
            key: before.key,
            sortKey: toSortKey(before.key),
            fields: before.fields as Prisma.InputJsonObject,
          }
        : { removed: true }),
    },
  })
  if (count === 0) return false
  await writeChange(tx, now, entry.id, entry.version + 1, after, before, origin)
  const touched = [after, ...(before ? [before] : [])].map(({ key, fields }) => ({
    key,
    fields: parseFields(register, fields),
  }))
  await keepAwaiting(work, register, touched)
  return true
}
