/** People and the roles they hold or held. */

import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { describeRole, type RoleName, SINGLE } from '../roles/role.ts'
import { cmd, phrase } from '../text/spans.ts'

export interface AccountName {
  platform: 'slack' | 'discord'
  account: string
}

/** "slack:U024BE7LH", "discord:80351110224678912", several with commas. Throws a UserError. */
export function parseAccounts(raw: string): AccountName[] {
  return raw
    .split(/\s*[,;\s]\s*/)
    .filter(part => part !== '')
    .map(part => {
      const match = /^(?:slack:([UW][A-Z0-9]{2,})|discord:(\d{17,20}))$/i.exec(part)
      if (!match)
        throw new UserError(
          'not-an-account',
          `"${part}" is not an account; mention the person, or write slack:U024BE7LH or discord:80351110224678912.`,
        )
      return match[1]
        ? { platform: 'slack' as const, account: match[1].toUpperCase() }
        : { platform: 'discord' as const, account: match[2]! }
    })
}

export interface Ended {
  name: string
  role: RoleName
}

export interface Registered {
  id: number
  name: string
  /** Roles that are new. */
  added: RoleName[]
  /** Former holders of roles that have one holder at a time. */
  ended: Ended[]
}

/**
 * Registers a person, or adds roles and accounts to the one of that name. A new chair or Rapporteur follows the
 * one before, whose time stays on record. Throws a UserError for an account that is somebody else's.
 */
export async function registerPerson(
  tx: Transaction,
  wanted: { name: string; roles: RoleName[]; accounts: AccountName[] },
  now: Temporal.Instant,
): Promise<Registered> {
  const person = await personCalled(tx, wanted.name, now)
  for (const account of wanted.accounts) await linkAccount(tx, person, account)
  const added: RoleName[] = []
  const ended: Ended[] = []
  for (const role of wanted.roles) {
    const where = { kind: role.kind, groupId: role.group, until: null }
    if (await tx.role.findFirst({ where: { ...where, personId: person.id } })) continue
    if (SINGLE.includes(role.kind)) ended.push(...(await endRoles(tx, where, role, now)))
    await tx.role.create({
      data: { personId: person.id, kind: role.kind, groupId: role.group, since: toColumn(now) },
    })
    added.push(role)
  }
  return { id: person.id, name: person.name, added, ended }
}

async function personCalled(tx: Transaction, name: string, now: Temporal.Instant) {
  const found = await tx.person.findMany({ where: { name: { equals: name, mode: 'insensitive' } }, take: 1 })
  return found[0] ?? tx.person.create({ data: { name, since: toColumn(now) } })
}

async function linkAccount(
  tx: Transaction,
  person: { id: number },
  { platform, account }: AccountName,
): Promise<void> {
  const where = { platform_account: { platform, account } }
  const linked = await tx.account.findUnique({ where, include: { person: true } })
  if (linked && linked.personId !== person.id)
    throw new UserError(
      'account-taken',
      `${platform}:${account} is ${linked.person.name}'s account already; nobody was changed.`,
      'account',
    )
  if (!linked) await tx.account.create({ data: { platform, account, personId: person.id } })
}

/** Ends the roles that match; their past stays. */
async function endRoles(
  tx: Transaction,
  where: { kind: RoleName['kind']; groupId: string | null; until: null; personId?: number },
  role: RoleName,
  now: Temporal.Instant,
): Promise<Ended[]> {
  const holders = await tx.role.findMany({ where, include: { person: true } })
  await tx.role.updateMany({ where, data: { until: toColumn(now) } })
  return holders.map(h => ({ name: h.person.name, role }))
}

/** Ends a role of a person. Throws a UserError when they don't hold it. */
export async function endRole(
  tx: Transaction,
  name: string,
  role: RoleName,
  now: Temporal.Instant,
): Promise<Ended> {
  const person = await tx.person.findFirst({ where: { name: { equals: name, mode: 'insensitive' } } })
  if (!person)
    throw new UserError(
      'no-person',
      phrase`Nobody here is called "${name}"; ${cmd('person list')} names everybody.`,
      'name',
    )
  const ended = await endRoles(
    tx,
    { kind: role.kind, groupId: role.group, until: null, personId: person.id },
    role,
    now,
  )
  if (!ended[0]) throw new UserError('no-such-role', `${person.name} is not ${describeRole(role)}.`, 'role')
  return ended[0]
}
