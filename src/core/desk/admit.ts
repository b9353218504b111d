/** Makes a decoded invocation ready for the desk: mentions become accounts or names, each by its option. */
import { type AnyCommand, findOption } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { withoutRefused } from '../text/clean.ts'
import { hasMention, mentionsAsAccounts, mentionsAsNames, namelessAccounts } from '../text/mentions.ts'

/**
 * The invocation with mentions as accounts in options for accounts, and as names in every other text. A person whom the
 * platform doesn't name is named as registered.
 */
export async function admit(
  tx: Transaction,
  command: AnyCommand | undefined,
  invocation: Invocation,
): Promise<Invocation> {
  const mentioning = Object.entries(invocation.options).filter(([, value]) => hasMention(value))
  if (mentioning.length === 0) return invocation
  const inTexts = mentioning.filter(([name]) => !isOfAccounts(command, name))
  const names = await registeredNames(
    tx,
    inTexts.flatMap(([, value]) => namelessAccounts(value)),
  )
  return withNames(command, invocation, names)
}

/** The same without a look into the register: a person whom the platform doesn't name is an account. */
export const admitUnnamed = (command: AnyCommand | undefined, invocation: Invocation): Invocation =>
  withNames(command, invocation, new Map())

function withNames(
  command: AnyCommand | undefined,
  invocation: Invocation,
  names: ReadonlyMap<string, string>,
): Invocation {
  const options = Object.entries(invocation.options).map(([name, value]): [string, string] => [
    name,
    isOfAccounts(command, name) ? mentionsAsAccounts(value) : mentionsAsNames(value, names),
  ])
  return { ...invocation, options: Object.fromEntries(options) }
}

function isOfAccounts(command: AnyCommand | undefined, name: string): boolean {
  const kind = findOption(command, name)?.kind
  return kind === 'accounts' || kind === 'person'
}

async function registeredNames(
  tx: Transaction,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accounts.length === 0) return new Map()
  const pairs = accounts.map(account => account.split(':')).filter(pair => pair.length === 2)
  const found = await tx.account.findMany({
    where: { OR: pairs.map(([platform, account]) => ({ platform: platform!, account: account! })) },
    include: { person: true },
  })
  return new Map(found.map(a => [`${a.platform}:${a.account}`, a.person.name]))
}

/** The invocation as it can be kept and offered back: without characters that nothing can keep, in values and names. */
export const keepable = (invocation: Invocation): Invocation => ({
  ...invocation,
  options: Object.fromEntries(
    Object.entries(invocation.options).map(([name, value]) => [withoutRefused(name), withoutRefused(value)]),
  ),
})
