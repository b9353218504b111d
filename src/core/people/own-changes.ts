/** Changes of the register, as the person reads them whom they concern. */
import type { Transaction } from '../database/client.ts'
import type { AdminChange as Row } from '../database/generated/client.ts'
import { bySchema, describeBy } from '../roles/by.ts'
import { type RoleName, SINGLE } from '../roles/role.ts'
import { joinWords } from '../text/sentences.ts'
import { describeToThem, isLinked, isRegistration, namesOf, roleOf } from './admin-changes.ts'

export interface OwnChanges {
  /** "Welcome: you are registered here and you are SG17 chair now, after Bo Lindqvist. By Tess Adeyemi (TSB)." */
  summary: string
  /** The roles that the person got. */
  given: RoleName[]
  /** They never had a role before. */
  isFirstRole: boolean
}

/** The changes that matter to the person concerned; undefined: none does. */
export async function readOwnChanges(
  tx: Transaction,
  changes: readonly number[],
): Promise<OwnChanges | undefined> {
  const rows = await tx.adminChange.findMany({ where: { id: { in: [...changes] } }, orderBy: { id: 'asc' } })
  const isNew = rows.some(isRegistration)
  const lines: string[] = []
  for (const row of rows) {
    // Somebody new reads this at their account.
    if (isNew && isLinked(row)) continue
    const line = describeToThem(row)
    if (line !== undefined) lines.push(`${line}${await otherHolder(tx, row)}`)
  }
  if (lines.length === 0) return undefined
  const given = rows.flatMap(row => roleOf(row, 'role-given') ?? [])
  const before = await tx.adminChange.count({
    where: {
      personId: rows[0]!.personId,
      id: { lt: rows[0]!.id },
      data: { path: ['kind'], equals: 'role-given' },
    },
  })
  return {
    summary: `${isNew ? 'Welcome' : 'The register of people'}: ${joinWords(lines)}. By ${describeBy(bySchema.parse(rows[0]!.by))}.`,
    given,
    isFirstRole: given.length > 0 && before === 0,
  }
}

/** ", after Bo Lindqvist" and "; Gus Moreau is now", where a role with one holder passed from one to the other in this act. */
async function otherHolder(tx: Transaction, row: Row): Promise<string> {
  const given = roleOf(row, 'role-given')
  const role = given ?? roleOf(row, 'role-ended')
  if (!role || !SINGLE.includes(role.kind)) return ''
  const other = await tx.adminChange.findFirst({
    where: {
      at: row.at,
      groupId: row.groupId,
      personId: { not: row.personId },
      AND: [
        { data: { path: ['kind'], equals: given ? 'role-ended' : 'role-given' } },
        { data: { path: ['role', 'kind'], equals: role.kind } },
      ],
    },
    orderBy: { id: 'desc' },
  })
  if (!other) return ''
  const name = (await namesOf(tx, [other])).get(other.personId!) ?? 'somebody'
  return given ? `, after ${name}` : `; ${name} is now`
}
