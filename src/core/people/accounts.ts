/** Accounts on the platforms, and whom each belongs to. */
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'

export interface AccountName {
  platform: 'slack' | 'discord'
  account: string
}

export const formatAccount = ({ platform, account }: { platform: string; account: string }): string =>
  `${platform}:${account}`

/** "slack:U024BE7LH", "discord:80351110224678912", several with commas. Throws a UserError. */
export const parseAccounts = (raw: string): AccountName[] =>
  raw
    .split(/[,;\s]/)
    .filter(part => part !== '')
    .map(parseAccount)

/** One account. Throws a UserError. */
export function parseAccount(raw: string): AccountName {
  const match = /^(?:slack:([UW][A-Z0-9]{2,20})|discord:(\d{17,20}))$/i.exec(raw)
  if (!match)
    throw new UserError(
      'not-an-account',
      `"${raw}" is not an account; mention the person, or write slack:U024BE7LH or discord:80351110224678912.`,
    )
  return match[1]
    ? { platform: 'slack', account: match[1].toUpperCase() }
    : { platform: 'discord', account: match[2]! }
}

/** Links an account to a person; returns whether it is new. Throws a UserError for an account that is somebody else's. */
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
      `${formatAccount(linked)} is ${linked.person.name}'s account already; nobody was changed.`,
      'account',
    )
  await tx.account.create({ data: { platform, account, personId: person.id } })
  return true
}

/** Takes an account off the person it is linked to; returns that person. Throws a UserError where it is nobody's. */
export async function unlinkAccount(
  tx: Transaction,
  name: AccountName,
): Promise<{ id: number; name: string }> {
  const where = { platform_account: { platform: name.platform, account: name.account } }
  const linked = await tx.account.findUnique({ where, include: { person: true } })
  if (!linked)
    throw new UserError(
      'no-account',
      `${formatAccount(name)} is linked to nobody; nothing changes.`,
      'account',
    )
  await tx.account.delete({ where })
  // Its home page must not show what was theirs, and its browsers and programs read no more.
  const own = { platform: name.platform, account: name.account }
  await tx.homeView.deleteMany({ where: own })
  await tx.webAccess.deleteMany({ where: own })
  return linked.person
}
