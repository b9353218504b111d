/** Commands that put people into the register and give them roles. */
import { type Context, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { findGroup, toGroupId } from '../../groups/registry.ts'
import { note, sentence, text } from '../../messages/message.ts'
import { writeNotices } from '../../notices/outbox.ts'
import { toBy } from '../../roles/by.ts'
import { describeRole, parseRole, parseRoles, type RoleName } from '../../roles/role.ts'
import { joinWords } from '../../text/sentences.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { accountsOption, formatAccount, parseAccounts } from '../accounts.ts'
import { rolesTaken } from '../events.ts'
import { findPerson, personOption } from '../find-people.ts'
import { notifyOfChanges, type PersonChange, rolesRotated } from '../notices.ts'
import { endRole, NEW_PERSON, registerPerson } from '../people.ts'
import { parsePersonName } from '../person-name.ts'
import { rotateRole } from '../rotate.ts'
import { keepsRegister } from './permissions.ts'

export const add = command({
  path: 'person add',
  form: { title: 'Register a person', submit: 'Register' },
  summary: 'Register a person with roles and accounts, or add to them; a new chair replaces the previous one',
  options: {
    name: option.own({ label: 'Name', example: 'Ada Okafor', positional: true }, parsePersonName),
    role: optional(
      option.own(
        { label: 'Roles, several with commas', example: 'SG17 chair, RG-DT associate Rapporteur' },
        parseRoles,
      ),
    ),
    account: optional(accountsOption({ label: 'Accounts', example: 'slack:U024BE7LH' })),
    person: optional(personOption({ label: 'Which person of that name, or new', example: NEW_PERSON })),
  },
  effect: 'change',
  who: keepsRegister,
  async run({ name, role = [], account: written = '', person }, context) {
    const { tx, actor, caller } = context
    const account = parseAccounts(written, context.platforms)
    const roles: RoleName[] = []
    for (const r of role) roles.push(await toExisting(r, context))
    for (const a of account)
      if (context.isOwnAccount?.(formatAccount(a)))
        throw new UserError(
          'own-account',
          `${formatAccount(a)} is this bot itself; it holds no role.`,
          'account',
        )
    const done = await registerPerson(context, {
      name,
      person,
      roles,
      accounts: account,
      by: toBy(actor),
    })
    await notifyOfChanges(context, done.changes, caller, done.added.length > 0 ? done.id : undefined)
    if (done.added.length > 0) await context.announce(rolesTaken, toTaken(done.id, done.changes))
    const held = await tx.role.findMany({ where: { personId: done.id, until: null } })
    const accounts = await tx.account.findMany({ where: { personId: done.id } })
    const words = held.map(r => describeRole({ kind: r.kind, group: r.groupId })).join(', ')
    const summary = `${done.name} is registered${words ? ` as ${words}` : ' without a role'}.`
    return {
      summary,
      blocks: [
        text(summary),
        ...done.ended.map(e => text(`${e.name} is no longer ${describeRole(e.role)}; the record keeps it.`)),
        note(
          accounts.length > 0
            ? `Accounts: ${accounts.map(formatAccount).join(', ')}.`
            : phrase`No account is linked yet, so direct messages can't reach them. ${cmd('person add', { name: done.name, account: 'slack:U024BE7LH' })} adds one.`,
        ),
      ],
    }
  },
})

/** The changes of one command that concern a person who takes roles. */
const toTaken = (person: number, changes: readonly PersonChange[]) => ({
  person,
  changes: changes.filter(c => c.person === person).map(c => c.change),
})

/** The role with its group as the register writes it. Throws a UserError for a group that doesn't exist now. */
async function toExisting(role: RoleName, { tx, now }: Pick<Context, 'tx' | 'now'>): Promise<RoleName> {
  return role.group === null ? role : { ...role, group: (await findGroup(tx, role.group, now, 'role')).id }
}

const FORMER = { 'associate Rapporteur': 'ASSOCIATE_RAPPORTEUR', 'vice-chair': 'VICE_CHAIR' } as const

export const rotate = command({
  path: 'person rotate',
  form: { title: 'New holder of a role', submit: 'Change' },
  summary: 'Pass a role to another person, with the decision it follows from; the group is notified once',
  options: {
    role: option.own({ label: 'Role that passes on', example: 'RG-DT Rapporteur' }, parseRole),
    person: personOption({ label: 'New holder of the role', example: 'Ada Okafor' }),
    source: option.text({ label: 'Decision it follows from', example: 'TD164R3, clause 4' }),
    former: optional(
      option.choice(Object.keys(FORMER) as (keyof typeof FORMER)[], {
        label: 'New role of the present holder',
        example: 'associate Rapporteur',
      }),
    ),
  },
  effect: 'change',
  who: keepsRegister,
  async run({ role: wanted, person, source, former }, context) {
    const { tx, now, actor, caller } = context
    const role = await toExisting(wanted, context)
    const found = await findPerson(tx, person, 'person')
    const done = await rotateRole(context, {
      person: found,
      role,
      former: former && FORMER[former],
      source,
      by: toBy(actor),
    })
    await notifyOfChanges(context, done.changes, caller, found.id)
    const changes = done.changes.map(c => c.change)
    await writeNotices(tx, [rolesRotated.from({ group: role.group!, changes, caller, now })])
    await context.announce(rolesTaken, toTaken(found.id, done.changes))
    const before = done.ended.map(e => e.name)
    const parts = [
      `${found.name} is ${describeRole(role)} from now on${before.length > 0 ? `, after ${joinWords(before)}` : ''}`,
      ...(done.left.length > 0 ? [`and no longer ${joinWords(done.left.map(describeRole))}`] : []),
    ]
    const then = former && before.length > 0 ? ` ${joinWords(before)} is ${role.group} ${former} now.` : ''
    return sentence(`${parts.join(', ')} (${source}).${then} ${role.group} is notified.`)
  },
})

export const end = command({
  path: 'person end',
  form: { title: 'End a role', submit: 'End the role' },
  summary: "End a person's role; the record keeps it",
  options: {
    name: personOption({ label: 'Name', example: 'Ada Okafor', positional: true }),
    role: option.own({ label: 'Role that ends', example: 'SG17 vice-chair' }, parseRole),
  },
  effect: 'change',
  who: keepsRegister,
  async run({ name, role: wanted }, context) {
    const person = await findPerson(context.tx, name, 'name')
    // A role in a group that is closed can be ended, too.
    const role = { ...wanted, group: wanted.group && (await toGroupId(context.tx, wanted.group)) }
    const done = await endRole(context, person, role, toBy(context.actor))
    await notifyOfChanges(context, done.changes, context.caller)
    return sentence(`${person.name} is no longer ${describeRole(role)}; the record keeps it.`)
  },
})
