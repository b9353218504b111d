/** Short names of groups and bodies: found by any case, by an earlier name, by the beginning of a long one. */
import type { Transaction } from '../../database/client.ts'
import { toGroupId } from '../../groups/registry.ts'
import { findEntry } from '../store.ts'
import { storedGroups } from './fields.ts'

/** The key that somebody means: "jca-idm" is JCA-IdM, and JCA-IMT2020 the body that was called so. */
export async function resolveGroupKey(tx: Transaction, key: string): Promise<string> {
  if (await findEntry(tx, storedGroups, key)) return key
  return toGroupId(tx, key)
}

/** Whether something else refers to the group, so that it can't be taken out of the register. */
export async function isGroupUsed(tx: Transaction, key: string): Promise<boolean> {
  const group = await tx.group.findUnique({
    where: { id: key },
    select: { _count: { select: { roles: true, channels: true, meetings: true } } },
  })
  return group !== null && Object.values(group._count).some(count => count > 0)
}
