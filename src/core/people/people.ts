/** People and the roles they hold or held. Every change is recorded with who made it. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { LOCKS, lockUntilEnd } from '../database/locks.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import type { By } from '../roles/by.ts'
import { describeRole, isSameRole, type RoleName, SINGLE } from '../roles/role.ts'
import { type AccountName, formatAccount, linkAccount } from './accounts.ts'
import { recordChange } from './admin-changes.ts'
import {
  describePerson,
  findNamesakes,
  findPerson,
  type KnownPerson,
  knownPeople,
  toPick,
} from './find-people.ts'
import type { PersonChange } from './notices.ts'

export interface Ended {
  person: number
  name: string
  role: RoleName
}

/** The changes that a command made, for its answer and its notices. */
export interface Changed {
  id: number
  name: string
  /** Roles that are new. */
  added: RoleName[]
  /** Former holders of roles that have one holder at a time. */
  ended: Ended[]
  changes: PersonChange[]
}

export interface Wanted {
  name: string
  /** "P-3", or "new" for somebody who only shares the name. Undefined: by the name alone, if no person has it yet. */
  person: string | undefined
  roles: RoleName[]
  accounts: AccountName[]
  by: By
  source?: string | undefined
}

/** The value that means a new person, beside others of that name. */
export const NEW_PERSON = 'new'

/**
 * Registers a person, or adds roles and accounts to one. A new chair or Rapporteur follows the one before, whose time
 * stays on record. Throws a UserError where it isn't clear which person is meant, and for somebody else's account.
 */
export async function registerPerson(work: Pick<Work, 'tx' | 'now'>, wanted: Wanted): Promise<Changed> {
  const { tx, now } = work
  const { by, source } = wanted
  await lockUntilEnd(tx, LOCKS.people)
  const changes: PersonChange[] = []
  const known = await whoIsMeant(tx, wanted)
  const person = known ?? (await tx.person.create({ data: { name: wanted.name, since: toColumn(now) } }))
  const note = async (data: Parameters<typeof recordChange>[1]['data'], givesTsb = false) => {
    const change = await recordChange(work, { by, person: person.id, source, data })
    changes.push({ person: person.id, change, ...(givesTsb && { givesTsb }) })
  }
  if (!known) await note({ kind: 'registered' })
  for (const account of wanted.accounts)
    if (await linkAccount(tx, person, account))
      await note({ kind: 'account-linked', account: formatAccount(account) })
  const given = await giveRoles(work, person.id, wanted.roles, by, source)
  return {
    id: person.id,
    name: person.name,
    added: given.added,
    ended: given.ended,
    changes: [...changes, ...given.changes],
  }
}

/** The person that a registration is about; undefined for somebody new. */
async function whoIsMeant(tx: Transaction, wanted: Wanted): Promise<KnownPerson | undefined> {
  const { name, person, accounts, roles } = wanted
  if (person !== undefined && person.toLowerCase() !== NEW_PERSON) return findPerson(tx, person, 'person')
  if (person !== undefined) return undefined
  const { same, alike } = findNamesakes(await knownPeople(tx), name)
  // Meant is the person who has one of these accounts already, or who holds the named roles that have one holder.
  const owner =
    same.find(p => accounts.some(a => p.accounts.includes(formatAccount(a)))) ??
    same.find(p => accounts.length === 0 && roles.length > 0 && roles.every(r => holdsAlone(p, r)))
  if (owner) return owner
  const found = [...same, ...alike]
  if (found.length === 0) return undefined
  const like = same.length > 0 ? 'called that' : `with a name that only looks like "${name}"`
  throw new UserError(
    'which-person',
    `There is already somebody ${like}: ${found.map(describePerson).join(' – ')}. Is it the same person? Nothing has been changed.`,
    'person',
    [...found.slice(0, 4).map(toPick), { label: 'Somebody else', value: NEW_PERSON }],
  )
}

const holdsAlone = ({ roles }: KnownPerson, role: RoleName): boolean =>
  SINGLE.includes(role.kind) && roles.some(held => isSameRole(held, role))

/** Adds the roles that a person doesn't hold yet. */
export async function giveRoles(
  work: Pick<Work, 'tx' | 'now'>,
  person: number,
  roles: readonly RoleName[],
  by: By,
  source?: string,
): Promise<Pick<Changed, 'added' | 'ended' | 'changes'>> {
  const { tx, now } = work
  const added: RoleName[] = []
  const ended: Ended[] = []
  const changes: PersonChange[] = []
  for (const role of roles) {
    const where = { kind: role.kind, groupId: role.group, until: null }
    if (await tx.role.findFirst({ where: { ...where, personId: person } })) continue
    if (SINGLE.includes(role.kind)) {
      const former = await endRoles(work, role, undefined, by, source)
      ended.push(...former.ended)
      changes.push(...former.changes)
    }
    await tx.role.create({
      data: { personId: person, kind: role.kind, groupId: role.group, since: toColumn(now) },
    })
    const change = await recordChange(work, {
      by,
      person,
      ...(role.group !== null && { group: role.group }),
      source,
      data: { kind: 'role-given', role: { kind: role.kind, group: role.group } },
    })
    changes.push({ person, change, ...(role.kind === 'TSB' && { givesTsb: true }) })
    added.push(role)
  }
  return { added, ended, changes }
}

/** Ends a role of one person, or of all its holders; their past stays. */
export async function endRoles(
  work: Pick<Work, 'tx' | 'now'>,
  role: RoleName,
  person: number | undefined,
  by: By,
  source?: string,
): Promise<{ ended: Ended[]; changes: PersonChange[] }> {
  const { tx, now } = work
  const where = {
    kind: role.kind,
    groupId: role.group,
    until: null,
    ...(person !== undefined && { personId: person }),
  }
  const holders = await tx.role.findMany({ where, include: { person: true }, orderBy: { id: 'asc' } })
  await tx.role.updateMany({ where, data: { until: toColumn(now) } })
  const changes: PersonChange[] = []
  for (const { personId } of holders) {
    const change = await recordChange(work, {
      by,
      person: personId,
      ...(role.group !== null && { group: role.group }),
      source,
      data: { kind: 'role-ended', role: { kind: role.kind, group: role.group } },
    })
    changes.push({ person: personId, change })
  }
  return { ended: holders.map(h => ({ person: h.personId, name: h.person.name, role })), changes }
}

/** Ends a role of a person. Throws a UserError when they don't hold it. */
export async function endRole(
  work: Pick<Work, 'tx' | 'now'>,
  { id, name }: KnownPerson,
  role: RoleName,
  by: By,
): Promise<{ ended: Ended[]; changes: PersonChange[] }> {
  const done = await endRoles(work, role, id, by)
  if (done.ended.length === 0)
    throw new UserError('no-such-role', `${name} is not ${describeRole(role)}.`, 'role')
  return done
}
