/** Groups of ITU-T in a file that the register of groups doesn't have: most are slips of the pen. */
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../database/client.ts'
import { GROUPS } from '../groups/registry.ts'
import type { AnyValues, Field, Fields } from './field.ts'
import { toOptionName } from './names.ts'
import type { AnyRegister } from './register.ts'

/** Names that can only be of groups of ITU-T; bodies outside it are called as they call themselves. */
const OURS = /^(?:SG\d{1,2}|WP\d|RG-[A-Z]+)$/

export interface UnknownGroup {
  /** The column of the file. */
  column: string
  sentence: string
}

/** Finds the unknown groups of an entry; values that it has already stay. `key`: of a new entry. */
export type UnknownGroups = (
  fields: AnyValues,
  before: AnyValues | undefined,
  key: string | undefined,
) => UnknownGroup[]

/** Looks up the groups, those that have ended too: documents of earlier study periods are theirs. */
export async function findUnknownGroups(tx: Transaction, register: AnyRegister): Promise<UnknownGroups> {
  // A file of groups names its own.
  if (register.name === GROUPS) return () => []
  const known = new Set((await tx.group.findMany({ select: { id: true } })).map(({ id }) => id))
  const faults = (column: string, groups: readonly string[]): UnknownGroup[] =>
    [...new Set(groups)]
      .filter(group => OURS.test(group) && !known.has(group))
      .map(group => ({
        column,
        sentence: `${group} is not in the register of groups; the command group add enters it`,
      }))
  return (fields, before, key) => [
    ...(before || key === undefined ? [] : faults(register.key.name, register.key.groups?.(key) ?? [])),
    ...Object.entries(register.fields as Fields).flatMap(([name, field]: [string, Field<unknown>]) => {
      const value = fields[name]
      if (value === undefined || isDeepStrictEqual(value, before?.[name])) return []
      return faults(toOptionName(name), field.groups?.(value) ?? [])
    }),
  ]
}
