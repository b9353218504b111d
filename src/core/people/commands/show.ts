import { command, everybody } from '../../commands/command.ts'
import { type Asked, declareOption, type Option } from '../../commands/options.ts'
import type { Transaction } from '../../database/client.ts'
import { UserError } from '../../errors.ts'
import { fields, type Message, sentence, text } from '../../messages/message.ts'
import { findFacts, type PlatformFacts } from '../../platforms/platform.ts'
import { describeRole } from '../../roles/role.ts'
import { joinWords } from '../../text/sentences.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { type AccountName, parseAccounts } from '../accounts.ts'
import {
  completePerson,
  describePerson,
  findPerson,
  type KnownPerson,
  knownPeople,
  PERSON,
  toPick,
} from '../find-people.ts'
import { isKeeper } from './permissions.ts'

/** Somebody by account, where a platform lets one pick them, or by name or number. */
const somebody = (asked: Asked): Option<string> => ({
  ...declareOption('person', asked, raw => raw),
  complete: completePerson,
})

export const show = command({
  path: 'person show',
  summary: 'Show who a person is: their roles, and where they are reached',
  form: { title: 'Who is this', submit: 'Show' },
  options: { person: somebody({ label: 'Person', example: 'Ada Okafor', positional: true }) },
  effect: 'read',
  who: everybody,
  shortcuts: [{ title: 'Who is this', takes: 'person', person: 'person' }],
  async run({ person: wanted }, context): Promise<Message> {
    const { tx, actor, platforms, isOwnAccount } = context
    const account = asAccount(wanted, platforms)
    if (account && isOwnAccount?.(`${account.platform}:${account.account}`))
      return sentence(phrase`This is the bot itself; ${cmd('help')} lists what it does.`)
    const found = account
      ? await findByAccount(tx, account, isKeeper(actor))
      : await findPerson(tx, wanted, 'person', isKeeper(actor) ? describePerson : describeOpenly)
    const { name, roles, accounts, id } = found
    const reached = [...new Set(accounts.map(a => a.slice(0, a.indexOf(':'))))]
    const titles = reached.map(platform => findFacts(platforms, { platform })?.title ?? platform)
    const held = roles.length > 0 ? joinWords(roles.map(describeRole)) : 'no role at present'
    const summary = `${name}: ${held}.`
    return {
      summary,
      blocks: [
        text(summary),
        fields({
          'Reached on': titles.length > 0 ? joinWords(titles) : 'no account',
          Accounts: isKeeper(actor) && accounts.length > 0 ? accounts.join(', ') : undefined,
          Number: isKeeper(actor) ? PERSON.format(id) : undefined,
        }),
      ],
    }
  },
})

/** Without accounts: "Wei Zhang (SG17 chair), P-4". */
const describeOpenly = (person: KnownPerson): string => toPick(person).label

const asAccount = (wanted: string, platforms: readonly PlatformFacts[]): AccountName | undefined =>
  platforms.some(p => wanted.toLowerCase().startsWith(`${p.name}:`))
    ? parseAccounts(wanted, platforms)[0]
    : undefined

/**
 * The person of an account. Throws a UserError if it is linked to no one; keepers of the register are told how to add
 * the person.
 */
async function findByAccount(
  tx: Transaction,
  { platform, account }: AccountName,
  isKeeping: boolean,
): Promise<KnownPerson> {
  const name = `${platform}:${account}`
  const found = (await knownPeople(tx)).find(({ accounts }) => accounts.includes(name))
  if (found) return found
  throw new UserError(
    'unknown-account',
    isKeeping
      ? phrase`This account, ${name}, is not in the register. ${cmd('person add', { account: name })} adds the person.`
      : phrase`This account is not in the register of people. TSB adds people with ${cmd('person add')}.`,
    'person',
  )
}
