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
  const isAccounts = (name: string) => {
    const kind = findOption(command, name)?.kind
    return kind === 'accounts' || kind === 'person'
  }
  const names = await registeredNames(
    tx,
    mentioning.filter(([name]) => !isAccounts(name)).flatMap(([, value]) => namelessAccounts(value)),
  )
  const options = mentioning.map(([name, value]): [string, string] => [
    name,
    isAccounts(name) ? mentionsAsAccounts(value) : mentionsAsNames(value, names),
  ])
  return { ...invocation, options: { ...invocation.options, ...Object.fromEntries(options) } }
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
