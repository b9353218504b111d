/** A body has another name: its joint activity goes on under that name, and its two years go on. */
import type { Work } from '../../events/events.ts'
import { changeEntry, findEntry, type Origin } from '../store.ts'
import { storedJoint } from './fields.ts'
import { jointActivities } from './register.ts'

export async function followName(
  work: Work,
  { from, to, origin }: { from: string; to: string; origin: Origin },
): Promise<void> {
  const entry = await findEntry(work.tx, storedJoint, from)
  if (!entry) return
  const fields = { names: [...(entry.fields.names ?? []), from] }
  await changeEntry(work, jointActivities, entry, { key: to, fields }, origin)
}
