/** Who acts: the person behind an account, with the roles held now. */

import type { Transaction } from '../database/client.ts'
import type { RoleKind } from '../database/generated/enums.ts'
import type { Caller } from '../platforms/platform.ts'
import { describeRole, parseRole, type RoleName } from '../roles/role.ts'

export interface Actor {
  /** Undefined for somebody the registers don't know, and for a stand-in at the terminal. */
  person: number | undefined
  name: string
  roles: RoleName[]
  /** Named in INTERSG_ADMINS, or at the terminal. */
  admin: boolean
  /** IANA; undefined until the person or the platform says. */
  zone: string | undefined
  /** One sentence: who the bot takes them for. */
  known: string
}

/** Accounts that set the bot up: "slack:U024BE7LH". */
export type Admins = ReadonlySet<string>

/** Who gives a command. At the terminal the account is the role that is played: "SG17 chair", "TSB". */
export async function findActor(tx: Transaction, caller: Caller, admins: Admins): Promise<Actor> {
  if (caller.platform === 'terminal') return stagedActor(tx, caller)
  const { platform, account } = caller
  // Every command begins with this: one query, where Prisma would make three of it, one after the other.
  const [known] = await tx.$queryRaw<{ id: number; name: string; zone: string | null; roles: RoleName[] }[]>`
    SELECT p.id, p.name, p.zone, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'group', r."groupId") ORDER BY r.id), '[]')
      FROM "Role" r WHERE r."personId" = p.id AND r.until IS NULL) AS roles
    FROM "Account" a JOIN "Person" p ON p.id = a."personId"
    WHERE a.platform = ${platform} AND a.account = ${account}`
  return makeActor({
    person: known?.id,
    name: known?.name ?? caller.name ?? 'somebody unknown',
    roles: known?.roles ?? [],
    admin: admins.has(`${platform}:${account}`),
    zone: known?.zone ?? caller.zone,
  })
}

async function stagedActor(tx: Transaction, caller: Caller): Promise<Actor> {
  const role = parseRole(caller.account)
  const holder = await tx.role.findFirst({
    where: { kind: role.kind, groupId: role.group, until: null },
    include: { person: { include: { roles: { where: { until: null } } } } },
    orderBy: { since: 'desc' },
  })
  return makeActor({
    person: holder?.personId,
    name: holder?.person.name ?? describeRole(role),
    roles: holder?.person.roles.map(r => ({ kind: r.kind, group: r.groupId })) ?? [role],
    // Whoever sits at the terminal is the secretariat until they play another role.
    admin: role.kind === 'TSB' && role.group === null,
    zone: holder?.person.zone ?? caller.zone,
  })
}

function makeActor(a: Omit<Actor, 'known'>): Actor {
  const roles = a.roles.map(describeRole).join(', ')
  const known =
    roles === '' ? `You have no role here yet; TSB can add you.` : `You are known here as ${roles}.`
  return { ...a, known }
}

/** Whether the actor holds one of the kinds of role in the group. */
export const holds = (actor: Actor, group: string, ...kinds: RoleKind[]): boolean =>
  actor.roles.some(r => r.group === group && kinds.includes(r.kind))

/** TSB staff of every group. */
export const isTsb = (actor: Actor): boolean => actor.roles.some(r => r.kind === 'TSB' && r.group === null)

/** TSB staff of every group, or of this one. */
export const supports = (actor: Actor, group: string): boolean => isTsb(actor) || holds(actor, group, 'TSB')

/** The role in which somebody acts for a group, in words: "SG17 chair". The first that fits, else the name alone. */
export function describeActing(actor: Actor, group?: string): string {
  const role = actor.roles.find(r => group === undefined || r.group === group) ?? actor.roles[0]
  if (!role) return actor.name
  const words = describeRole(role)
  return words === actor.name ? words : `${actor.name} (${words})`
}
