/** Groups get other names, and end: what `group rename`, `group close` and the joint activities have in common. */
import { UserError } from '../../errors.ts'
import type { Work } from '../../events/events.ts'
import { cmd, phrase } from '../../text/spans.ts'
import type { FieldValues } from '../field.ts'
import type { Origin } from '../history.ts'
import type { Register, RegisterEntry } from '../register.ts'
import { changeEntry } from '../store.ts'
import { type EarlierName, type groupFields, kindOfName } from './fields.ts'

type Groups = Register<typeof groupFields>
export type Body = RegisterEntry<FieldValues<typeof groupFields>>

export interface NewName {
  /** The new short name. */
  id?: string | undefined
  /** The new full name. */
  name?: string | undefined
  /** Since when it is called so. */
  since?: string | undefined
}

/** Renames a body; the earlier name stays, and still finds it. Throws a UserError. */
export async function renameBody(
  work: Work,
  register: Groups,
  body: Body,
  { id, name, since }: NewName,
  origin: Origin,
): Promise<Body> {
  const key = id ?? body.key
  if (key !== body.key) assertRenamed(body, key)
  const earlier: EarlierName = {
    ...(key !== body.key && { id: body.key }),
    ...(name !== undefined &&
      name !== body.fields.name &&
      body.fields.name !== undefined && { name: body.fields.name }),
    ...(since !== undefined && { until: since }),
  }
  const isNew = earlier.id !== undefined || earlier.name !== undefined
  const fields = {
    ...(name !== undefined && { name }),
    ...(isNew && { names: [...(body.fields.names ?? []), earlier] }),
  }
  return changeEntry(work, register, body, { key, fields }, origin)
}

/** Numbers and abbreviations of TSAG's groups and of SGs are for good: another number is another group. */
function assertRenamed({ key, fields: { kind } }: Body, wanted: string): void {
  if (kind === 'TSAG' || kind === 'WP' || kind === 'RG' || kind === 'SG')
    throw new UserError(
      'keeps-number',
      phrase`${key} keeps its short name, and name: changes its full name. Another group is entered with ${cmd('group add')}, with ${key} among its predecessors.`,
      'to',
    )
  const said = kindOfName(wanted)
  if (said !== undefined && said !== kind)
    throw new UserError(
      'other-kind',
      `${wanted} is the short name of a body of kind ${said}, and ${key} is of kind ${kind ?? 'not known'}.`,
      'to',
    )
}
