/** Accounts on the platforms, and whom each belongs to. */
import { type Asked, type Option, option } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import type { Platform, PlatformFacts } from '../platforms/platform.ts'

export interface AccountName {
  platform: Platform
  account: string
}

export const formatAccount = ({ platform, account }: { platform: string; account: string }): string =>
  `${platform}:${account}`

/** "slack:U024BE7LH", "discord:80351110224678912", several with commas. Throws a UserError. */
export const parseAccounts = (raw: string, platforms: readonly PlatformFacts[]): AccountName[] =>
  raw
    .split(/[,;\s]/)
    .filter(part => part !== '')
    .map(part => parseAccount(part, platforms))

/** One account, in the form that its platform declares. Throws a UserError. */
function parseAccount(raw: string, platforms: readonly PlatformFacts[]): AccountName {
  const colon = raw.indexOf(':')
  const name = raw.slice(0, Math.max(colon, 0)).toLowerCase()
  const id = raw.slice(colon + 1)
  const pattern = platforms.find(p => p.name === name)?.account?.pattern
  // Slack's ids are in capitals, and people type them as they like.
  const account = [id, id.toUpperCase()].find(form => pattern?.test(form))
  if (account !== undefined) return { platform: name, account }
  const examples = platforms.flatMap(p => (p.account ? [`${p.name}:${p.account.example}`] : []))
  throw new UserError(
    'not-an-account',
    `"${raw}" is not an account; mention the person, or write ${examples.join(' or ')}.`,
  )
}

/** Accounts of this program's platforms, as they are written: `parseAccounts` reads them. */
export const accountsOption = (asked: Asked): Option<string> => ({
  ...option.accounts(asked, raw => raw),
  check: (raw, platforms) => void parseAccounts(raw, platforms),
})

/**
 * Links an account to a person; returns whether it is new. Throws a UserError for an account that is somebody else's.
 */
export async function linkAccount(
  tx: Transaction,
  person: { id: number },
  { platform, account }: AccountName,
): Promise<boolean> {
  const where = { platform_account: { platform, account } }
  const linked = await tx.account.findUnique({ where, include: { person: true } })
  if (linked?.personId === person.id) return false
  if (linked)
    throw new UserError(
      'account-taken',
      `${formatAccount(linked)} already belongs to ${linked.person.name}; nothing was changed.`,
      'account',
    )
  await tx.account.create({ data: { platform, account, personId: person.id } })
  return true
}

/**
 * Takes an account off the person it is linked to; returns that person. Throws a UserError if it is linked to no one.
 */
export async function unlinkAccount(
  tx: Transaction,
  name: AccountName,
): Promise<{ id: number; name: string }> {
  const where = { platform_account: { platform: name.platform, account: name.account } }
  const linked = await tx.account.findUnique({ where, include: { person: true } })
  if (!linked)
    throw new UserError(
      'no-account',
      `${formatAccount(name)} does not belong to anybody; nothing was changed.`,
      'account',
    )
  await tx.account.delete({ where })
  // Its home page must not show what was theirs, and its browsers and programs read no more.
  const own = { platform: name.platform, account: name.account }
  await tx.homeView.deleteMany({ where: own })
  await tx.webAccess.deleteMany({ where: own })
  return linked.person
}
