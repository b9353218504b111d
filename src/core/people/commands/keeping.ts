/** Commands that correct the register: accounts unlinked, people renamed, merged, removed. */
import { command } from '../../commands/command.ts'
import { answerOption, option } from '../../commands/options.ts'
import { GO_AHEAD, UserError } from '../../errors.ts'
import { sentence } from '../../messages/message.ts'
import { toBy } from '../../roles/by.ts'
import { accountsOption, parseAccounts, unlinkAccount } from '../accounts.ts'
import { recordChange } from '../admin-changes.ts'
import {
  describePerson,
  findNamesakes,
  findPerson,
  type KnownPerson,
  knownPeople,
  PERSON,
  personOption,
} from '../find-people.ts'
import { mergePeople } from '../merge.ts'
import { notifyOfChanges } from '../notices.ts'
import { parsePersonName } from '../person-name.ts'
import { removePerson } from '../remove.ts'
import { keepsRegister } from './permissions.ts'

const confirm = answerOption('Really')

export const unlink = command({
  path: 'person unlink',
  form: { title: 'Unlink an account', submit: 'Unlink' },
  summary: 'Take accounts off a person, such as one linked by mistake or stolen; roles stay',
  options: {
    account: accountsOption({ label: 'Account', example: 'slack:U024BE7LH', positional: true }),
  },
  effect: 'change',
  who: keepsRegister,
  async run({ account }, context) {
    const by = toBy(context.actor)
    const lines: string[] = []
    for (const name of parseAccounts(account, context.platforms)) {
      const person = await unlinkAccount(context.tx, name)
      const written = `${name.platform}:${name.account}`
      const change = await recordChange(context, {
        by,
        person: person.id,
        data: { kind: 'account-unlinked', account: written },
      })
      await notifyOfChanges(context, [{ person: person.id, change }], context.caller)
      lines.push(`${written} is no longer ${person.name}'s account and has no role here.`)
    }
    return sentence(lines.join(' '))
  },
})

export const rename = command({
  path: 'person rename',
  form: { title: 'Correct a name', submit: 'Rename' },
  summary: 'Correct the name of a person; what they did before keeps the name of then',
  options: {
    person: personOption({ label: 'Person', example: 'Ada Okafor', positional: true }),
    to: option.own({ label: 'New name', example: 'Ada Okafor-Lind' }, parsePersonName),
    confirm,
  },
  effect: 'change',
  who: keepsRegister,
  async run({ person, to, confirm }, context) {
    const { id, name } = await findPerson(context.tx, person, 'person')
    if (name === to) return sentence(`The name is already ${name}; nothing was changed.`)
    if (confirm !== 'yes') assertNobodyElse(await knownPeople(context.tx), id, to)
    await context.tx.person.update({ where: { id }, data: { name: to } })
    const data = { kind: 'renamed' as const, from: name, to }
    const change = await recordChange(context, { by: toBy(context.actor), person: id, data })
    await notifyOfChanges(context, [{ person: id, change }], context.caller)
    return sentence(`${name} is called ${to} from now on.`)
  },
})

/** Throws a UserError that asks whether a name is meant that somebody else has, or that only looks like theirs. */
function assertNobodyElse(people: readonly KnownPerson[], id: number, name: string): void {
  const { same, alike } = findNamesakes(
    people.filter(person => person.id !== id),
    name,
  )
  const [other] = [...same, ...alike]
  if (!other) return
  const how = same.length > 0 ? 'is called that' : `has a name that only looks like "${name}"`
  throw new UserError(
    'namesake',
    `Somebody else ${how}: ${describePerson(other)}. Nothing has been changed. To go ahead anyway, add confirm:yes.`,
    'confirm',
    GO_AHEAD,
  )
}

export const merge = command({
  path: 'person merge',
  form: { title: 'Merge two entries', submit: 'Merge' },
  summary: 'Make one of two entries that are the same person; accounts and roles move to the one that stays',
  options: {
    person: personOption({ label: 'Entry that goes', example: 'P-4', positional: true }),
    into: personOption({ label: 'Entry that stays', example: 'P-3' }),
    confirm,
  },
  effect: 'change',
  who: keepsRegister,
  async run({ person, into, confirm }, context) {
    const from = await findPerson(context.tx, person, 'person')
    const to = await findPerson(context.tx, into, 'into')
    if (from.id === to.id)
      throw new UserError('same-person', `${person} and ${into} are already one entry.`, 'into')
    if (confirm !== 'yes')
      throw new UserError(
        'confirm',
        `${describePerson(from)} would become part of ${describePerson(to)}. That can’t be undone. Nothing has been changed; confirm:yes does it.`,
        'confirm',
        GO_AHEAD,
      )
    await notifyOfChanges(context, await mergePeople(context, from, to, toBy(context.actor)), context.caller)
    return sentence(`${PERSON.format(from.id)} is part of ${to.name}, ${PERSON.format(to.id)}, from now on.`)
  },
})

export const remove = command({
  path: 'person remove',
  form: { title: 'Remove a person', submit: 'Remove' },
  summary:
    'Take a person out of the register: name, accounts and preferences go, what they did stays without the name',
  options: {
    person: personOption({ label: 'Person', example: 'Ada Okafor', positional: true }),
    confirm,
  },
  effect: 'change',
  who: keepsRegister,
  async run({ person, confirm }, context) {
    const found = await findPerson(context.tx, person, 'person')
    if (confirm !== 'yes')
      throw new UserError(
        'confirm',
        `${describePerson(found)} would be taken out: the accounts and preferences are deleted, the roles end, and the record says “a former …” where it names them. Words typed into texts stay. That can’t be undone. Nothing has been changed; confirm:yes does it.`,
        'confirm',
        GO_AHEAD,
      )
    await removePerson(context, found, toBy(context.actor))
    return sentence(
      `${PERSON.format(found.id)} is taken out of the register; the record stays, without the name.`,
    )
  },
})
