/** The people of the register, by number or by name. A person is a number; two people may share a name. */
import { type Asked, type Completing, declareOption, type Option } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import type { Transaction } from '../database/client.ts'
import { type Pick, UserError } from '../errors.ts'
import type { Choice } from '../grammar/spec.ts'
import { inOrder } from '../groups/registry.ts'
import { defineReference } from '../references/kind.ts'
import { describeRole, type RoleName } from '../roles/role.ts'
import { nameKey, searchKey, skeleton } from '../text/compare.ts'
import { joinWords } from '../text/sentences.ts'
import { cmd, phrase } from '../text/spans.ts'

/** Persons of the register: "P-12". */
export const PERSON = defineReference('P', 'a person')

export interface KnownPerson {
  id: number
  name: string
  /** Held now. */
  roles: RoleName[]
  /** "slack:U024BE7LH" */
  accounts: string[]
}

/** Everybody who is in the register and was not taken out, by name. */
export async function knownPeople(tx: Transaction): Promise<KnownPerson[]> {
  const rows = await tx.person.findMany({
    where: { removed: null, mergedInto: null },
    include: {
      roles: { where: { until: null } },
      accounts: { orderBy: [{ platform: 'asc' }, { account: 'asc' }] },
    },
  })
  return rows
    .map(({ id, name, roles, accounts }) => ({
      id,
      name,
      roles: roles
        .map(({ kind, groupId }) => ({ kind, group: groupId }))
        .toSorted((a, b) => inOrder({ id: a.group ?? '' }, { id: b.group ?? '' })),
      accounts: accounts.map(a => `${a.platform}:${a.account}`),
    }))
    .toSorted((a, b) => inOrder({ id: a.name }, { id: b.name }) || a.id - b.id)
}

/** "Wei Zhang, P-4: SG17 chair; slack:U024BE7LH" */
export function describePerson({ id, name, roles, accounts }: KnownPerson): string {
  const held = roles.length > 0 ? joinWords(roles.map(describeRole)) : 'no role'
  const linked = accounts.length > 0 ? accounts.join(', ') : 'no account'
  return `${name}, ${PERSON.format(id)}: ${held}; ${linked}`
}

/** The same on a button: "Wei Zhang (SG17 chair), P-4" */
export const toPick = ({ id, name, roles }: KnownPerson): Pick => ({
  label:
    `${name}${roles.length > 0 ? ` (${roles.map(describeRole).join(', ')})` : ''}, ${PERSON.format(id)}`.slice(
      0,
      75,
    ),
  value: PERSON.format(id),
})

/** The people of exactly this name, as names are compared, and those whose name only looks like it. */
export function findNamesakes(
  people: readonly KnownPerson[],
  name: string,
): { same: KnownPerson[]; alike: KnownPerson[] } {
  const [key, shape] = [nameKey(name), skeleton(name)]
  const same = people.filter(p => nameKey(p.name) === key)
  const alike = people.filter(p => nameKey(p.name) !== key && shape !== '' && skeleton(p.name) === shape)
  return { same, alike }
}

/**
 * The person that a name or a number means. Throws a UserError that names `option`: if no person has that name, and,
 * with a button for each, for several. `describe`: how these are told apart; accounts are for keepers of the register.
 */
export async function findPerson(
  tx: Transaction,
  wanted: string,
  option: string,
  describe: (person: KnownPerson) => string = describePerson,
): Promise<KnownPerson> {
  const people = await knownPeople(tx)
  const id = referenceIn(wanted)
  const found = id === undefined ? findNamesakes(people, wanted).same : people.filter(p => p.id === id)
  if (found.length === 1) return found[0]!
  if (found.length > 1)
    throw new UserError(
      'which-person',
      `Several people are called ${wanted}: ${found.map(describe).join(' – ')}. Which one is meant?`,
      option,
      found.map(toPick),
    )
  const close = people.filter(p => searchKey(p.name) === searchKey(wanted))
  if (id === undefined && close.length > 0)
    throw new UserError(
      'which-person',
      `The register has no ${wanted}, but ${close.map(describe).join(' – ')}. Is that who is meant?`,
      option,
      close.map(toPick),
    )
  if (id !== undefined) throw await notThere(tx, id, option)
  throw new UserError(
    'no-person',
    phrase`There is no person called "${wanted}"; ${cmd('person list')} shows everybody.`,
    option,
  )
}

/** Why no person has a number: it was never given, its person was removed, or became part of another entry. */
async function notThere(tx: Transaction, id: number, option: string): Promise<UserError> {
  const row = await tx.person.findUnique({ where: { id }, select: { removed: true, mergedInto: true } })
  const number = PERSON.format(id)
  if (row?.removed) return new UserError('person-removed', `${number} was taken out of the register.`, option)
  if (row?.mergedInto)
    return new UserError(
      'person-merged',
      `${number} became part of another entry: ${PERSON.format(row.mergedInto)}.`,
      option,
    )
  return new UserError(
    'no-person',
    phrase`There is no person ${number}; ${cmd('person list')} shows everybody.`,
    option,
  )
}

/** The number in "P-12"; undefined for a name. */
function referenceIn(wanted: string): number | undefined {
  return /^P-?\d{1,9}$/i.test(wanted.trim()) ? PERSON.parse(wanted) : undefined
}

/** The people who fit what was typed of a name. */
export const completePerson = async (typed: string, { tx }: Completing): Promise<Choice[]> =>
  rankChoices((await knownPeople(tx)).map(toPick), typed)

/** A person, by name or number; completed from the register. */
export const personOption = (asked: Asked): Option<string> => ({
  ...declareOption('text', asked, raw => raw),
  complete: completePerson,
})
