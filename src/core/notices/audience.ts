/** From an audience to addresses: channels as they are, persons at the one place where each wants to hear. */

import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Notice as NoticeRow, Prisma } from '../database/generated/client.ts'
import type { Platform } from '../platforms/platform.ts'
import { isIssueRef } from '../references/issue.ts'
import { describeRole } from '../roles/role.ts'
import { digestFor } from './daily-digest.ts'
import type { Recipient } from './notice.ts'
import { LATE_SUBJECT, PRIORITY } from './notice.ts'
import type { Reach } from './platforms.ts'
import { endOfQuietHours, type QuietHours } from './quiet-hours.ts'
import { findSoonest } from './soonest.ts'

export interface Address {
  platform: string
  address: string
  /** When it is sent: at once, at the end of somebody's quiet hours, or in a daily digest. */
  at: Temporal.Instant
  /** The person in whose daily digest it is sent then. */
  digestOf?: number
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

/** The fields of a notice that determine its addresses. */
export type Addressed = Pick<
  NoticeRow,
  'kind' | 'audience' | 'priority' | 'subject' | 'data' | 'dueAt' | 'expiresAt'
>

/** Resolves a notice to its addresses: each channel once, and each person once. */
export type Resolve = (notice: Addressed) => Promise<Address[]>

/**
 * Resolves audiences to addresses on the platforms that are connected. It remembers the rows that it has read: most
 * notices that are due together have the same audience.
 */
export function createResolver(
  tx: Transaction,
  { platforms, played }: Reach,
  now: Temporal.Instant,
): Resolve {
  const found = new Map<string, Promise<Found>>()
  let channels: Promise<Map<string, Place[]>> | undefined
  const hearers = new Map<number, Promise<Hearer | undefined>>()

  const find = (recipient: Recipient, notice: Addressed): Promise<Found> => {
    const about = 'followers' in recipient ? [notice.subject, stepOf(notice)] : []
    return once(found, JSON.stringify([recipient, about]), () =>
      'channelOf' in recipient
        ? channelOf(recipient.channelOf)
        : resolveOne(tx, recipient, notice, played, now),
    )
  }
  // There are few: all of them are read at once, and not one after the other.
  const channelOf = async (group: string): Promise<Found> => {
    channels ??= readChannels(tx)
    return { places: [...((await channels).get(group) ?? []), ...placesOn(played, group)], people: [] }
  }
  const hearer = (person: number) => once(hearers, person, () => hearerOf(tx, person, platforms))

  const isConnected = ({ platform }: Place) => platforms.some(p => p === platform)
  const readsInChannel = async (recipient: Recipient) =>
    'role' in recipient &&
    recipient.unlessChannel === true &&
    recipient.role.group !== null &&
    (await channelOf(recipient.role.group)).places.some(isConnected)
  const mutes = new Map<string, Promise<ReadonlySet<number>>>()
  const mutedBy = (subject: string) => once(mutes, subject, () => readMutes(tx, subject))

  /** The place with the instant at which somebody wants the notice there. */
  async function whenFor(to: Hearer, place: Place, person: number, notice: Addressed): Promise<Address> {
    const digestAt = to.digest ? digestFor(notice, to.zone, await findSoonest(tx, notice, now)) : undefined
    if (digestAt) return { ...place, at: digestAt, digestOf: person }
    return { ...place, at: isReminder(notice) ? endOfQuietHours(to, now, notice.expiresAt) : now }
  }

  /** A role that is played hears when its holder wants to; with several holders, one who wants it at once decides. */
  async function whenPlayed({ places, people }: Found, notice: Addressed): Promise<Address[]> {
    if (people.length === 0) return places.map(place => ({ ...place, at: now }))
    const holders = await Promise.all(people.map(async person => ({ person, to: await hearer(person) })))
    const listening = holders.flatMap(({ person, to }) => (to ? [{ person, to }] : []))
    const first = listening.find(({ to }) => !to.digest) ?? listening[0]
    return first ? Promise.all(places.map(place => whenFor(first.to, place, first.person, notice))) : []
  }

  return async notice => {
    const audience = notice.audience as unknown as Recipient[]
    const left = await leftOut(tx, audience)
    const muted = await mutedBy(notice.subject)
    const all: Address[] = []
    const people = new Set<number>()
    for (const recipient of audience) {
      if (await readsInChannel(recipient)) continue
      const one = await find(recipient, notice)
      if ('role' in recipient && one.people.length > 0 && one.people.every(p => muted.has(p))) continue
      const places = one.places.filter(p => !left.places.some(l => isSame(l, p)))
      all.push(...(await whenPlayed({ ...one, places }, notice)))
      for (const person of one.people)
        if (!left.people.includes(person) && !muted.has(person)) people.add(person)
    }
    for (const person of people) {
      const to = await hearer(person)
      if (to?.place) all.push(await whenFor(to, to.place, person, notice))
    }
    const unique = new Map(all.map(a => [`${a.platform} ${a.address}`, a]))
    return [...unique.values()].filter(a => platforms.includes(a.platform as Platform))
  }
}

function once<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  if (!known.has(key)) known.set(key, make())
  return known.get(key)!
}

const isSame = (a: Place, b: Place): boolean => a.platform === b.platform && a.address === b.address

/** The people who muted an issue: its subject is put aside for good. Reminders of meetings have their own rule. */
async function readMutes(tx: Transaction, subject: string): Promise<ReadonlySet<number>> {
  if (!isIssueRef(subject)) return new Set()
  const muted = await tx.snooze.findMany({ where: { subject, until: null }, select: { personId: true } })
  return new Set(muted.map(m => m.personId))
}

/** The people who are left out, with all their accounts. */
async function leftOut(tx: Transaction, audience: readonly Recipient[]): Promise<Found> {
  const accounts = audience.flatMap(r => ('without' in r ? [r.without] : []))
  if (accounts.length === 0) return NOBODY
  const known = await tx.account.findMany({ where: { OR: accounts } })
  return {
    places: accounts.map(({ platform, account }) => ({ platform, address: `@${account}` })),
    people: known.map(k => k.personId),
  }
}

const isReminder = ({ priority }: Addressed): boolean => priority === PRIORITY.reminder

async function readChannels(tx: Transaction): Promise<Map<string, Place[]>> {
  const all = await tx.channel.findMany()
  const places = Map.groupBy(all, c => c.groupId)
  return new Map(
    [...places].map(([group, of]) => [group, of.map(c => ({ platform: c.platform, address: c.channel }))]),
  )
}

async function resolveOne(
  tx: Transaction,
  recipient: Exclude<Recipient, { channelOf: string }>,
  notice: Addressed,
  played: readonly Platform[],
  now: Temporal.Instant,
): Promise<Found> {
  if ('role' in recipient) {
    const { kind, group } = recipient.role
    const holders = await tx.role.findMany({
      where: { kind, groupId: group, until: null },
      select: { personId: true },
    })
    return {
      places: placesOn(played, `@${describeRole(recipient.role)}`),
      people: holders.map(h => h.personId),
    }
  }
  if ('person' in recipient) {
    const roles = await tx.role.findMany({ where: { personId: recipient.person, until: null } })
    const held = roles.map(r => describeRole({ kind: r.kind, group: r.groupId }))
    return { places: held.flatMap(role => placesOn(played, `@${role}`)), people: [recipient.person] }
  }
  if ('followers' in recipient)
    return { places: [], people: await followersOf(tx, recipient.followers, notice, now) }
  if ('cardsOf' in recipient) {
    const cards = await tx.card.findMany({ where: { subject: recipient.cardsOf } })
    return { places: cards.map(({ platform, address }) => ({ platform, address })), people: [] }
  }
  if ('without' in recipient) return NOBODY
  if ('channel' in recipient) {
    const { platform, channel } = recipient.channel
    return { places: [{ platform, address: channel }], people: [] }
  }
  return toldOf(tx, recipient.told)
}

/** Which reminder it is: "7d", "1h". */
const stepOf = ({ data }: Addressed): string | undefined => (data as { step?: string }).step

/** Every address to which something about a subject was sent; accounts as the persons they are of. */
async function toldOf(tx: Transaction, subject: string): Promise<Found> {
  const late = await inLateWords(tx, subject)
  const told = await tx.delivery.findMany({
    where: { notice: { OR: [{ subject }, ...late] }, state: 'SENT' },
    select: { platform: true, address: true },
    distinct: ['platform', 'address'],
    orderBy: [{ platform: 'asc' }, { address: 'asc' }],
  })
  const accounts = told
    .filter(t => t.address.startsWith('@'))
    .map(t => ({ platform: t.platform, account: t.address.slice(1) }))
  const known = accounts.length > 0 ? await tx.account.findMany({ where: { OR: accounts } }) : []
  const inDigests = await tx.keptNotice.findMany({
    where: { notice: { subject }, digest: { deliveries: { some: { state: 'SENT' } } } },
    select: { personId: true },
    distinct: ['personId'],
  })
  const places = told.filter(
    t => !known.some(k => k.platform === t.platform && `@${k.account}` === t.address),
  )
  return { places, people: [...known, ...inDigests].map(k => k.personId) }
}

/** The words after a pause in which something about a subject was told: they are about many. */
async function inLateWords(tx: Transaction, subject: string): Promise<Prisma.NoticeWhereInput[]> {
  const merged = await tx.notice.findMany({
    where: { subject, state: { in: ['MERGED', 'EXPIRED'] } },
    select: { id: true },
  })
  return merged.map(({ id }) => ({
    subject: LATE_SUBJECT,
    data: { path: ['notices'], array_contains: [String(id)] },
  }))
}

/** The followers of a group who want this reminder and have not snoozed this subject. */
async function followersOf(
  tx: Transaction,
  group: string,
  notice: Addressed,
  now: Temporal.Instant,
): Promise<number[]> {
  const { subject } = notice
  const step = stepOf(notice)
  const aside: Prisma.SnoozeWhereInput = { subject, OR: [{ until: null }, { until: { gt: toColumn(now) } }] }
  const people = await tx.person.findMany({
    where: { follows: { some: { groupId: group } }, snoozes: { none: aside } },
    select: { id: true, reminders: true },
  })
  return people
    .filter(p => step === undefined || p.reminders.length === 0 || p.reminders.includes(step))
    .map(p => p.id)
}

/** Somebody who wants to hear by direct message: in one message a day or at once, and in which hours not. */
interface Hearer extends QuietHours {
  digest: boolean
  /** Absent without an account on a platform that is connected. */
  place?: Place
}

/**
 * A person with the address at which they get messages: on the platform they prefer, else on one where they have an
 * account. Undefined: they want none.
 */
async function hearerOf(
  tx: Transaction,
  id: number,
  platforms: readonly Platform[],
): Promise<Hearer | undefined> {
  const person = await tx.person.findFirst({
    where: { id, direct: true },
    // Without a choice it is Slack, where somebody has accounts on both.
    include: { accounts: { orderBy: { platform: 'desc' } } },
  })
  if (!person) return undefined
  const connected = person.accounts.filter(a => platforms.includes(a.platform as Platform))
  const account = connected.find(a => a.platform === person.prefers) ?? connected[0]
  return {
    ...person,
    ...(account && { place: { platform: account.platform, address: `@${account.account}` } }),
  }
}

/** An address on each of some platforms. */
const placesOn = (platforms: readonly Platform[], address: string): Place[] =>
  platforms.map(platform => ({ platform, address }))
