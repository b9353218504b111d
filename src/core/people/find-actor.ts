/** From an account to the person behind it, with the roles held now. */
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import { toGroupId } from '../groups/registry.ts'
import { type Caller, findFacts, isPlayed, type PlatformFacts } from '../platforms/platform.ts'
import type { Actor, HeldRole } from '../roles/actor.ts'
import { describeRole, parseRole } from '../roles/role.ts'
import { toShownName } from './person-name.ts'

/** Accounts that set the bot up: "slack:U024BE7LH". */
export type Admins = ReadonlySet<string>

/** The actor behind a command. On a platform where roles are played, the account is the role: "SG17 chair", "TSB". */
export const findActor = (
  tx: Transaction,
  caller: Caller,
  admins: Admins,
  platforms: readonly PlatformFacts[],
): Promise<Actor> =>
  isPlayed(findFacts(platforms, caller)) ? findPlayed(tx, caller) : findHolder(tx, caller, admins)

interface Known {
  id: number
  name: string
  zone: string | null
  roles: HeldRole[]
}

/** The roles that the person `p` of a statement holds now, as JSON. */
const ROLES = Prisma.sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'group', r."groupId", 'groupKind', g.kind)
    ORDER BY r.id), '[]')
  FROM "Role" r LEFT JOIN "Group" g ON g.id = r."groupId"
  WHERE r."personId" = p.id AND r.until IS NULL)`

/** The person behind an account. */
export async function findHolder(tx: Transaction, caller: Caller, admins: Admins): Promise<Actor> {
  const { platform, account } = caller
  // Every command begins with this: one query, where Prisma would make three of it, one after the other.
  const [known] = await tx.$queryRaw<Known[]>`
    SELECT p.id, p.name, p.zone, ${ROLES} AS roles
    FROM "Account" a JOIN "Person" p ON p.id = a."personId"
    WHERE a.platform = ${platform} AND a.account = ${account}`
  const admin = admins.has(`${platform}:${account}`)
  return {
    person: known?.id,
    name:
      known?.name ??
      toShownName(caller.name) ??
      (admin ? 'an administrator of this bot' : 'somebody unknown'),
    roles: known?.roles ?? [],
    admin,
    zone: known?.zone ?? caller.zone,
  }
}

/** The holder of a role, or nulls, with the kind of the role's group. */
type Played = { [K in 'id' | 'name' | 'zone' | 'roles']: Known[K] | null } & Pick<HeldRole, 'groupKind'>

/** The holder of a role that is played; the role itself where it has no holder. */
async function findPlayed(tx: Transaction, caller: Caller): Promise<Actor> {
  const said = parseRole(caller.account)
  const role = { ...said, group: said.group && (await toGroupId(tx, said.group)) }
  const ofGroup =
    role.group === null ? Prisma.sql`held."groupId" IS NULL` : Prisma.sql`held."groupId" = ${role.group}`
  const [found] = await tx.$queryRaw<[Played]>`
    SELECT holder.*, (SELECT kind FROM "Group" WHERE id = ${role.group}) AS "groupKind"
    FROM (SELECT) AS nothing LEFT JOIN LATERAL (
      SELECT p.id, p.name, p.zone, ${ROLES} AS roles FROM "Role" held JOIN "Person" p ON p.id = held."personId"
      WHERE held.kind = ${role.kind}::"RoleKind" AND ${ofGroup} AND held.until IS NULL
      ORDER BY held.since DESC LIMIT 1) AS holder ON true`
  return {
    person: found.id ?? undefined,
    name: found.name ?? describeRole(role),
    roles: found.roles ?? [{ ...role, groupKind: found.groupKind }],
    // A person at the terminal is the secretariat until they play another role.
    admin: role.kind === 'TSB' && role.group === null,
    zone: found.zone ?? caller.zone,
  }
}

/** A registered person with the roles held now, for what is prepared for them without a command of theirs. */
export async function findActorOfPerson(tx: Transaction, id: number): Promise<Actor | undefined> {
  const person = await tx.person.findUnique({
    where: { id },
    include: { roles: { where: { until: null }, include: { group: true }, orderBy: { id: 'asc' } } },
  })
  if (!person) return undefined
  return {
    person: id,
    name: person.name,
    roles: person.roles.map(r => ({ kind: r.kind, group: r.groupId, groupKind: r.group?.kind ?? null })),
    admin: false,
    zone: person.zone ?? undefined,
  }
}
