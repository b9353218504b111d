/** Takes a person out of the register, and leaves the record true: their acts stay, without their name. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { Work } from '../events/events.ts'
import type { By } from '../roles/by.ts'
import { describeRole, type RoleName, roleSchema } from '../roles/role.ts'
import { recordChange } from './admin-changes.ts'
import type { KnownPerson } from './find-people.ts'
import { endRoles } from './people.ts'

/** In place of a name: "a former SG17 chair"; with no role, "a former participant". */
export const formerName = (role: RoleName | undefined): string =>
  role ? `a former ${role.group === null ? 'member of TSB' : describeRole(role)}` : 'a former participant'

/**
 * Ends the roles of a person, deletes their accounts, calendar addresses, preferences and home pages, and takes their
 * name out of every entry that says who acted. Words that somebody typed stay as they are, also where they name a person.
 */
export async function removePerson(
  work: Pick<Work, 'tx' | 'now'>,
  { id, roles, accounts }: KnownPerson,
  by: By,
): Promise<void> {
  const { tx, now } = work
  for (const role of roles) await endRoles(work, role, id, by)
  const last = await tx.role.findFirst({ where: { personId: id }, orderBy: { id: 'desc' } })
  const name = formerName(last ? { kind: last.kind, group: last.groupId } : undefined)
  for (const [platform, account] of accounts.map(a => a.split(':') as [string, string])) {
    await tx.homeView.deleteMany({ where: { platform, account } })
    await tx.draft.deleteMany({ where: { platform, account } })
    await tx.webAccess.deleteMany({ where: { platform, account } })
    await tx.webProposal.deleteMany({ where: { platform, account } })
    await tx.undeliveredReply.deleteMany({ where: { platform, account } })
    await tx.contribution.updateMany({ where: { account: `${platform}:${account}` }, data: { account: '' } })
  }
  for (const table of [
    tx.account,
    tx.calendarAddress,
    tx.follow,
    tx.snooze,
    tx.attendance,
    tx.keptNotice,
  ] as const)
    await (table as typeof tx.account).deleteMany({ where: { personId: id } })
  await tx.person.update({
    where: { id },
    data: {
      name,
      removed: toColumn(now),
      zone: null,
      prefers: null,
      quietFrom: null,
      quietTo: null,
      digest: false,
      reminders: [],
    },
  })
  await recordChange(work, { by, person: id, data: { kind: 'removed' } })
  await takeOutName(tx, id)
}

/** An entry that names who acted: where it is stored, and the JSON text of the column. */
interface Naming<Value> {
  place: string
  value: Value
}

/** A column whose entries name who acted. Statements are written out: none is made of text. */
interface NamingColumn {
  read(tx: Transaction, mark: string): Promise<Naming<Prisma.JsonValue>[]>
  write(tx: Transaction, entry: Naming<string>): Promise<unknown>
}

const COLUMNS: readonly NamingColumn[] = [
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "data" AS value FROM "IssueEvent" WHERE "data"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "IssueEvent" SET "data" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "by" AS value FROM "MeetingChange" WHERE "by"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "MeetingChange" SET "by" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "by" AS value FROM "AdminChange" WHERE "by"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "AdminChange" SET "by" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "by" AS value FROM "AgendaItem" WHERE "by"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "AgendaItem" SET "by" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "by" AS value FROM "Contribution" WHERE "by"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "Contribution" SET "by" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "by" AS value FROM "Plan" WHERE "by"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "Plan" SET "by" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "by" AS value FROM "Setting" WHERE "by"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "Setting" SET "by" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "state" AS value FROM "Issue" WHERE "state"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "Issue" SET "state" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
  {
    read: (tx, mark) =>
      tx.$queryRaw`SELECT ctid::text AS place, "data" AS value FROM "Notice" WHERE "data"::text LIKE ${mark}`,
    write: (tx, { place, value }) =>
      tx.$executeRaw`UPDATE "Notice" SET "data" = ${value}::jsonb WHERE ctid = ${place}::tid`,
  },
]

/** Replaces the name in every entry that says that this person acted. */
async function takeOutName(tx: Transaction, id: number): Promise<void> {
  await tx.$executeRaw`SELECT set_config('intersg.removes_name', 'on', true)`
  for (const { read, write } of COLUMNS)
    for (const { place, value } of await read(tx, `%"person": ${id}%`)) {
      const changed = JSON.stringify(withoutName(value, id))
      if (changed !== JSON.stringify(value)) await write(tx, { place, value: changed })
    }
  await takeOutOfOwnChanges(tx, id)
  await tx.$executeRaw`SELECT set_config('intersg.removes_name', '', true)`
}

/** Names before and after, and accounts, in the changes that concern this person. */
async function takeOutOfOwnChanges(tx: Transaction, id: number): Promise<void> {
  const rows = await tx.adminChange.findMany({ where: { personId: id } })
  for (const row of rows) {
    const data = row.data as Record<string, Prisma.JsonValue>
    const hidden = Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, HIDDEN.has(key) ? 'removed' : value]),
    )
    if (JSON.stringify(hidden) !== JSON.stringify(data))
      await tx.adminChange.update({ where: { id: row.id }, data: { data: hidden as Prisma.InputJsonObject } })
  }
}

const HIDDEN = new Set(['from', 'to', 'account'])

/** The same value, with the name replaced in every "who acted" of this person, by the role in which they acted. */
function withoutName(value: Prisma.JsonValue, id: number): Prisma.JsonValue {
  if (Array.isArray(value)) return value.map(item => withoutName(item as Prisma.JsonValue, id))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    withoutName(inner as Prisma.JsonValue, id),
  ])
  const copy = Object.fromEntries(entries) as Prisma.JsonObject
  if (copy.person !== id || typeof copy.name !== 'string') return copy
  const role = roleSchema.safeParse(copy.role)
  return { ...copy, name: formerName(role.success ? role.data : undefined) }
}
