/**
 * Joint activities follow the register of groups and bodies: when a body is renamed or closed, so is its joint
 * activity.
 */
import type { Work } from '../../events/events.ts'
import { inGeneva } from '../../time/geneva.ts'
import { lastDayOf } from '../field.ts'
import type { bodyEnds, bodyRenamed } from '../groups/events.ts'
import { changeEntry, findEntry } from '../store.ts'
import { storedJoint } from './fields.ts'
import { jointActivities } from './register.ts'

type Data<E extends { data?: unknown }> = NonNullable<E['data']>

/** The body has another name: what was decided about it goes on under that name, and so do its two years. */
export async function followName(work: Work, { from, to, origin }: Data<typeof bodyRenamed>): Promise<void> {
  const entry = await findEntry(work.tx, storedJoint, from)
  if (!entry) return
  const fields = { names: [...(entry.fields.names ?? []), from] }
  await changeEntry(work, jointActivities, entry, { key: to, fields }, origin)
}

/** The body is closed: so is the activity. One that ends at a later date goes on until then. */
export async function followEnd(
  work: Work,
  { key, until, closedBy, origin }: Data<typeof bodyEnds>,
): Promise<void> {
  const entry = await findEntry(work.tx, storedJoint, key)
  if (!entry || entry.fields.decision === 'closed') return
  const isAhead = Temporal.PlainDate.compare(lastDayOf(until), inGeneva(work.now).toPlainDate()) > 0
  const fields = isAhead
    ? { until: [{ kind: 'date' as const, date: until }] }
    : { decision: 'closed' as const, until: undefined, ...(closedBy !== undefined && { closedBy }) }
  await changeEntry(work, jointActivities, entry, { fields }, origin)
}
