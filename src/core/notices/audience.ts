/** From an audience to addresses: channels as they are, persons at the one place where each wants to hear. */
import type { Platform } from '../commands/port.ts'
import type { Transaction } from '../database/client.ts'
import type { Notice as NoticeRow, Prisma } from '../database/generated/client.ts'
import { toColumn } from '../database/time.ts'
import { roleWords } from '../groups/roles.ts'
import type { Recipient } from './notice.ts'
import { PRIORITY } from './notice.ts'
import { endOfQuiet } from './quiet.ts'

export interface Address {
  platform: string
  address: string
  /** When it is sent: at once, or at the end of somebody's quiet hours. */
  at: Temporal.Instant
}

interface Place {
  platform: string
  address: string
}

interface Found {
  places: Place[]
  people: number[]
}

const NOBODY: Found = { places: [], people: [] }

/** The addresses of a notice on the platforms that are connected: each channel once, and each person once. */
export async function resolve(
  tx: Transaction,
  notice: Pick<NoticeRow, 'audience' | 'priority' | 'subject' | 'data' | 'expiresAt'>,
  platforms: readonly Platform[],
  now: Temporal.Instant,
): Promise<Address[]> {
  const audience = notice.audience as unknown as Recipient[]
  const found: Found = { places: [], people: [] }
  const left = await leftOut(tx, audience)
  for (const recipient of audience) {
    const { places, people } = await resolveOne(tx, recipient, notice, platforms, now)
    found.places.push(...places)
    found.people.push(...people)
  }
  const people = [...new Set(found.people)].filter(id => !left.people.includes(id))
  const places = found.places.filter(
    p => !left.places.some(l => l.platform === p.platform && l.address === p.address),
  )
  const direct = await addressesOf(tx, people, notice, platforms, now)
  const all = [...places.map(place => ({ ...place, at: now })), ...direct]
  const unique = new Map(all.map(a => [`${a.platform} ${a.address}`, a]))
  return [...unique.values()].filter(a => platforms.includes(a.platform as Platform))
}

/** Who is not told, on any of their accounts. */
async function leftOut(tx: Transaction, audience: readonly Recipient[]): Promise<Found> {
  const accounts = audience.flatMap(r => ('without' in r ? [r.without] : []))
  if (accounts.length === 0) return NOBODY
  const known = await tx.account.findMany({ where: { OR: accounts } })
  return {
    places: accounts.map(({ platform, account }) => ({ platform, address: `@${account}` })),
    people: known.map(k => k.personId),
  }
}

async function resolveOne(
  tx: Transaction,
  recipient: Recipient,
  notice: Pick<NoticeRow, 'subject' | 'data'>,
  platforms: readonly Platform[],
  now: Temporal.Instant,
): Promise<Found> {
  if ('channelOf' in recipient) {
    const channels = await tx.channel.findMany({ where: { groupId: recipient.channelOf } })
    const places = channels.map(c => ({ platform: c.platform, address: c.channel }))
    return { places: [...places, ...staged(platforms, recipient.channelOf)], people: [] }
  }
  if ('role' in recipient) {
    const { kind, group } = recipient.role
    const holders = await tx.role.findMany({
      where: { kind, groupId: group, until: null },
      select: { personId: true },
    })
    return {
      places: staged(platforms, `@${roleWords(recipient.role)}`),
      people: holders.map(h => h.personId),
    }
  }
  if ('person' in recipient) {
    const roles = await tx.role.findMany({ where: { personId: recipient.person, until: null } })
    const played = roles.map(r => roleWords({ kind: r.kind, group: r.groupId }))
    return { places: played.flatMap(role => staged(platforms, `@${role}`)), people: [recipient.person] }
  }
  if ('followers' in recipient)
    return { places: [], people: await followersOf(tx, recipient.followers, notice, now) }
  if ('cardsOf' in recipient) {
    const cards = await tx.card.findMany({ where: { subject: recipient.cardsOf } })
    return { places: cards.map(({ platform, address }) => ({ platform, address })), people: [] }
  }
  if ('without' in recipient) return NOBODY
  return toldOf(tx, recipient.told)
}

/** Every address to which something about a subject was sent; accounts as the persons they are of. */
async function toldOf(tx: Transaction, subject: string): Promise<Found> {
  const told = await tx.delivery.findMany({
    where: { notice: { subject }, state: 'SENT' },
    select: { platform: true, address: true },
    distinct: ['platform', 'address'],
    orderBy: [{ platform: 'asc' }, { address: 'asc' }],
  })
  const accounts = told
    .filter(t => t.address.startsWith('@'))
    .map(t => ({ platform: t.platform, account: t.address.slice(1) }))
  const known = accounts.length > 0 ? await tx.account.findMany({ where: { OR: accounts } }) : []
  const places = told.filter(
    t => !known.some(k => k.platform === t.platform && `@${k.account}` === t.address),
  )
  return { places, people: known.map(k => k.personId) }
}

/** Those who follow a group, want this reminder, and have not put this matter aside. */
async function followersOf(
  tx: Transaction,
  group: string,
  { subject, data }: Pick<NoticeRow, 'subject' | 'data'>,
  now: Temporal.Instant,
): Promise<number[]> {
  const step = (data as { step?: string }).step
  const aside: Prisma.SnoozeWhereInput = { subject, OR: [{ until: null }, { until: { gt: toColumn(now) } }] }
  const people = await tx.person.findMany({
    where: { follows: { some: { groupId: group } }, snoozes: { none: aside } },
    select: { id: true, reminders: true },
  })
  return people
    .filter(p => step === undefined || p.reminders.length === 0 || p.reminders.includes(step))
    .map(p => p.id)
}

/** Where each person hears: on the platform they prefer, else on one where they have an account. */
async function addressesOf(
  tx: Transaction,
  people: number[],
  notice: Pick<NoticeRow, 'priority' | 'expiresAt'>,
  platforms: readonly Platform[],
  now: Temporal.Instant,
): Promise<Address[]> {
  if (people.length === 0) return []
  const found = await tx.person.findMany({
    where: { id: { in: people }, direct: true },
    // Without a choice it is Slack, where somebody has accounts on both.
    include: { accounts: { orderBy: { platform: 'desc' } } },
  })
  return found.flatMap(person => {
    const connected = person.accounts.filter(a => platforms.includes(a.platform as Platform))
    const account = connected.find(a => a.platform === person.prefers) ?? connected[0]
    if (!account) return []
    const at = notice.priority === PRIORITY.reminder ? endOfQuiet(person, now, notice.expiresAt) : now
    return [{ platform: account.platform, address: `@${account.account}`, at }]
  })
}

/** At the terminal every group and every role can be seen without being set up first. */
const staged = (platforms: readonly Platform[], address: string): Place[] =>
  platforms.includes('terminal') ? [{ platform: 'terminal', address }] : []
