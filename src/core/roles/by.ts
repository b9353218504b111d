/**
 * The author of an act, as histories keep it: by number, with the name and the role as they were then beside it for
 * reading.
 */
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { describeRole, type RoleName, roleSchema } from './role.ts'

export type By = {
  /** The number of the person; left out for the program itself and for a role played at the terminal. */
  person?: number
  name: string
  /** Left out where somebody acted without one. */
  role?: RoleName
}

export const bySchema: z.ZodType<By> = z.object({
  person: z.number().exactOptional(),
  name: z.string(),
  role: roleSchema.exactOptional(),
})

/** The actor in the role that fits the group best; in their first role where none does. */
export function toBy({ person, name, roles }: Pick<Actor, 'person' | 'name' | 'roles'>, group?: string): By {
  const role = roles.find(r => group === undefined || r.group === group) ?? roles[0]
  return {
    ...(person !== undefined && { person }),
    name,
    ...(role && { role: { kind: role.kind, group: role.group } }),
  }
}

/** "Ada Okafor (SG17 chair)"; only the role where that is all that is known. */
export function describeBy({ name, role }: By): string {
  if (!role) return name
  const words = describeRole(role)
  // "a former SG17 chair" says it already.
  return words === name || name.startsWith('a former ') ? name : `${name} (${words})`
}
