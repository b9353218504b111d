/**
 * A joint activity is a body, too: who leads it and what it is called is in the register of groups and bodies, what was
 * decided about it and until when it goes on in the register of joint activities. A name, a parent or an end that one
 * of them learns is written in the other in the same transaction, so that they never say different things.
 */
import type { Transaction } from '../../database/client.ts'
import type { Work } from '../../events/events.ts'
import { inGeneva } from '../../time/geneva.ts'
import type { FieldValues } from '../field.ts'
import type { groupFields } from '../groups/fields.ts'
import { storedGroups } from '../groups/fields.ts'
import { resolveGroupKey } from '../groups/key.ts'
import { renameBody } from '../groups/names.ts'
import { groups } from '../groups/register.ts'
import type { Origin, Snapshot } from '../history.ts'
import type { RegisterEntry } from '../register.ts'
import { addEntry, changeEntry, findEntries, findEntry } from '../store.ts'
import { type jointFields, storedJoint } from './fields.ts'

type Values = FieldValues<typeof jointFields>

/** The key that somebody means; a name that no body has or had stays as it is. */
export async function resolveActivity(tx: Transaction, key: string): Promise<string> {
  if (await findEntry(tx, storedJoint, key)) return key
  return resolveGroupKey(tx, key)
}

/** Only proposed, or not agreed: there is no such body. */
const isBody = ({ decision }: Values): boolean => decision === 'continues' || decision === 'closed'

/** Writes in the register of groups and bodies what a joint activity says of its body. */
export async function followBody(
  work: Work,
  { key, fields }: RegisterEntry<Values>,
  { before, origin }: { before: Snapshot<Values> | null; origin: Origin },
): Promise<void> {
  if (!isBody(fields)) return
  const { tx, now } = work
  if (before !== null && before.key !== key) {
    const earlier = await findEntry(tx, storedGroups, before.key)
    if (earlier) await renameBody(work, groups, earlier, { id: key }, origin)
  }
  const body = await findEntry(tx, storedGroups, key)
  // A parent that isn't in the register stays with the activity alone.
  const isKnown =
    fields.parent !== undefined && (await findEntries(tx, storedGroups, [fields.parent])).length > 0
  const told: FieldValues<typeof groupFields> = {
    ...(isKnown && fields.parent !== before?.fields.parent && { parents: [fields.parent!] }),
    ...(fields.decision === 'closed' &&
      body?.fields.until === undefined && {
        until: inGeneva(now).toPlainDate().toString(),
        ...(fields.closedBy !== undefined && { closedBy: fields.closedBy }),
      }),
  }
  // A body that was closed by mistake goes on.
  const ended = before?.fields.decision === 'closed' && fields.decision === 'continues'
  if (body && ended)
    await changeEntry(work, groups, body, { fields: { until: undefined, closedBy: undefined } }, origin)
  else if (!body) await addEntry(work, groups, { key, fields: told }, origin)
  else await changeEntry(work, groups, body, { fields: told }, origin)
}
