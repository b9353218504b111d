/** Values that a document entered once and that were changed since: reading it again must not put them back. */
import type { Transaction } from '../../database/client.ts'
import { type AnyValues, describeField, type Fields } from '../field.ts'
import { snapshotSchema } from '../history.ts'
import { parseFields } from '../store-rows.ts'
import type { PreviewLine } from './changes.ts'

/**
 * Marks as disputed each line that would enter a value that a reading entered before, where the register has another
 * one since: a correction by hand, or a later document. Somebody has to name such a line to enter it.
 */
export async function disputeCorrected(tx: Transaction, lines: readonly PreviewLine[]): Promise<void> {
  const byEntry = new Map(
    lines.flatMap(line =>
      line.state.kind === 'changed' && line.state.there ? [[line.state.there.id, line] as const] : [],
    ),
  )
  if (byEntry.size === 0) return
  const changes = await tx.registerChange.findMany({
    where: { entryId: { in: [...byEntry.keys()] }, reading: { undoneAt: null } },
    select: { entryId: true, after: true },
  })
  for (const { entryId, after } of changes) {
    const line = byEntry.get(entryId)!
    if (after !== null && wasEntered(line, snapshotSchema.parse(after).fields))
      line.entry = { ...line.entry, disputed: true }
  }
}

/** Whether these fields, as a reading left them, have a value that the line would enter again. */
function wasEntered({ register, state }: PreviewLine, stored: Record<string, unknown>): boolean {
  if (register === undefined || state.kind !== 'changed') return false
  const then: AnyValues = parseFields(register, stored)
  const fields: Fields = register.fields
  return state.differences.some(({ field, found }) => describeField(fields[field]!, then[field]) === found)
}
