/**
 * Access to the pages: a link that opens one session, a session of a browser, a token of a program. Each stands for
 * the account for which it was made, and has at each request the rights that the account has then. Only digests of
 * the secrets are kept.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { WebAccessKind } from '../database/generated/enums.ts'
import { UserError } from '../errors.ts'
import type { Caller } from '../platforms/platform.ts'
import { defineReference } from '../references/kind.ts'

/** Sessions and tokens: "WEB-3". */
export const ACCESS = defineReference('WEB', 'a session or a token')

/** How long each lasts, in hours. */
export const LASTS_HOURS = {
  /** A link is opened at once, or asked for again. */
  LINK: 0.25,
  SESSION: 14 * 24,
  TOKEN: 90 * 24,
} as const satisfies Record<WebAccessKind, number>

/** At most so many sessions and tokens of one account at a time: the oldest ends when another begins. */
const MOST = 20

export interface Access {
  id: number
  kind: WebAccessKind
  account: { platform: string; account: string }
  label: string | undefined
  at: Temporal.Instant
  until: Temporal.Instant
  /** The last use, to the hour. */
  used: Temporal.Instant | undefined
}

/** A random secret of 32 bytes can't be guessed, so a plain digest is enough: no salt, no slow hash. */
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Something new of a kind, for an account; gives its secret, this once. */
export async function createAccess(
  tx: Transaction,
  kind: WebAccessKind,
  { platform, account, name, zone }: Caller,
  now: Temporal.Instant,
  label?: string,
): Promise<{ secret: string; id: number }> {
  const secret = randomBytes(32).toString('base64url')
  const until = now.add({ minutes: LASTS_HOURS[kind] * 60 })
  const { id } = await tx.webAccess.create({
    data: {
      kind,
      secret: digestOf(secret),
      platform,
      account,
      name: name ?? null,
      zone: zone ?? null,
      label: label ?? null,
      at: toColumn(now),
      until: toColumn(until),
    },
  })
  const surplus = await tx.webAccess.findMany({
    where: { kind, platform, account, revoked: null, until: { gt: toColumn(now) } },
    orderBy: { id: 'desc' },
    skip: MOST,
    select: { id: true },
  })
  if (surplus.length > 0)
    await tx.webAccess.updateMany({
      where: { id: { in: surplus.map(s => s.id) } },
      data: { revoked: toColumn(now) },
    })
  return { secret, id }
}

export type LinkState = 'open' | 'used' | 'expired' | 'unknown'

/** The state of a link now. */
export async function linkState(tx: Transaction, secret: string, now: Temporal.Instant): Promise<LinkState> {
  const row = await tx.webAccess.findUnique({ where: { secret: digestOf(secret) } })
  if (row?.kind !== 'LINK') return 'unknown'
  if (row.usedAt) return 'used'
  return row.revoked || row.until.getTime() <= now.epochMilliseconds ? 'expired' : 'open'
}

/** Uses a link up for a session, and gives the session's secret. Undefined: it is good for none; of two at once one gets it. */
export async function openSession(
  tx: Transaction,
  secret: string,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const at = toColumn(now)
  const link = { secret: digestOf(secret), kind: 'LINK' as const, usedAt: null, revoked: null }
  const { count } = await tx.webAccess.updateMany({
    where: { ...link, until: { gt: at } },
    data: { usedAt: at },
  })
  if (count === 0) return undefined
  const row = await tx.webAccess.findUniqueOrThrow({ where: { secret: digestOf(secret) } })
  return (await createAccess(tx, 'SESSION', callerOf(row), now)).secret
}

/** The account behind a session or a token. Undefined for one that is unknown, over or revoked. */
export async function findAccess(
  tx: Transaction,
  kind: 'SESSION' | 'TOKEN',
  secret: string,
  now: Temporal.Instant,
): Promise<{ id: number; caller: Caller } | undefined> {
  const row = await tx.webAccess.findUnique({ where: { secret: digestOf(secret) } })
  if (!row || row.kind !== kind || row.revoked || row.until.getTime() <= now.epochMilliseconds)
    return undefined
  // To the hour, so that reading is hardly ever writing.
  if (!row.usedAt || now.epochMilliseconds - row.usedAt.getTime() >= 3_600_000)
    await tx.webAccess.update({ where: { id: row.id }, data: { usedAt: toColumn(now) } })
  return { id: row.id, caller: callerOf(row) }
}

const callerOf = (row: {
  platform: string
  account: string
  name: string | null
  zone: string | null
}): Caller => ({
  platform: row.platform,
  account: row.account,
  ...(row.name !== null && { name: row.name }),
  ...(row.zone !== null && { zone: row.zone }),
})

/** The accounts whose sessions somebody sees: all of their own, on every platform. */
export async function accountsOf(
  tx: Transaction,
  { platform, account }: Caller,
  person: number | undefined,
): Promise<{ platform: string; account: string }[]> {
  const own = { platform, account }
  if (person === undefined) return [own]
  const linked = await tx.account.findMany({ where: { personId: person } })
  const isSame = (a: typeof own) => a.platform === platform && a.account === account
  return [own, ...linked.map(a => ({ platform: a.platform, account: a.account })).filter(a => !isSame(a))]
}

/** Sessions and tokens that are good now, the latest first. */
export async function listAccess(
  tx: Transaction,
  accounts: readonly { platform: string; account: string }[],
  now: Temporal.Instant,
): Promise<Access[]> {
  const rows = await tx.webAccess.findMany({
    where: {
      OR: [...accounts],
      kind: { not: 'LINK' },
      revoked: null,
      until: { gt: toColumn(now) },
    },
    orderBy: { id: 'desc' },
  })
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    account: { platform: row.platform, account: row.account },
    label: row.label ?? undefined,
    at: instantFrom(row.at),
    until: instantFrom(row.until),
    used: row.usedAt ? instantFrom(row.usedAt) : undefined,
  }))
}

/** Ends one session or token of these accounts, or all of them with their links. Returns how many. Throws a UserError. */
export async function revokeAccess(
  tx: Transaction,
  accounts: readonly { platform: string; account: string }[],
  which: number | 'all',
  now: Temporal.Instant,
): Promise<number> {
  const { count } = await tx.webAccess.updateMany({
    where: {
      OR: [...accounts],
      ...(which === 'all' ? {} : { id: which, kind: { not: 'LINK' as const } }),
      revoked: null,
      until: { gt: toColumn(now) },
      NOT: { kind: 'LINK', usedAt: { not: null } },
    },
    data: { revoked: toColumn(now) },
  })
  if (count === 0 && which !== 'all')
    throw new UserError(
      'no-access',
      `${ACCESS.format(which)} is none of your sessions and tokens, or it has ended already.`,
      'access',
    )
  return count
}

/** Ends one session, by its number: its reader signs out. */
export const endSession = async (tx: Transaction, id: number, now: Temporal.Instant): Promise<void> => {
  await tx.webAccess.updateMany({ where: { id, revoked: null }, data: { revoked: toColumn(now) } })
}
