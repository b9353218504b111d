/** The addresses of calendars. A person's own address holds a secret, of which only a digest is kept. */
import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'

export const groupPath = (group: string): string => `/calendar/${group.toLowerCase()}.ics`
export const personalPath = (secret: string): string => `/calendar/p/${secret}.ics`

/** The address that calendar programs open by themselves. */
export const webcal = (url: string): string => url.replace(/^https?:/, 'webcal:')

// A secret as long as the digest itself can't be guessed, so a plain digest is enough: no salt, no slow hash.
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Since when a person has an address that is not revoked. */
export async function addressSince(tx: Transaction, person: number): Promise<Temporal.Instant | undefined> {
  const found = await tx.calendarAddress.findFirst({
    where: { personId: person, revoked: null },
    orderBy: { since: 'desc' },
  })
  return found ? instantFrom(found.since) : undefined
}

/** A new address in place of the old one; gives its secret, this once. */
export async function newAddress(tx: Transaction, person: number, now: Temporal.Instant): Promise<string> {
  await revokeAddress(tx, person, now)
  const secret = randomBytes(32).toString('base64url')
  await tx.calendarAddress.create({
    data: { secret: digestOf(secret), personId: person, since: toColumn(now) },
  })
  return secret
}

/** Ends the person's address. False when there was none. */
export async function revokeAddress(
  tx: Transaction,
  person: number,
  now: Temporal.Instant,
): Promise<boolean> {
  // The second of two simultaneous requests waits, and sees the result of the first: a person has one address.
  await tx.$queryRaw`SELECT id FROM "Person" WHERE id = ${person} FOR UPDATE`
  const { count } = await tx.calendarAddress.updateMany({
    where: { personId: person, revoked: null },
    data: { revoked: toColumn(now) },
  })
  return count > 0
}

/** Whose address it is. Undefined for an unknown secret as for a revoked one. */
export async function personBehind(
  tx: Transaction,
  secret: string,
): Promise<{ person: number; since: Temporal.Instant } | undefined> {
  const found = await tx.calendarAddress.findUnique({ where: { secret: digestOf(secret) } })
  return found && found.revoked === null
    ? { person: found.personId, since: instantFrom(found.since) }
    : undefined
}
