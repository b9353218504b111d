/** The append-only record of changes of people, roles, accounts, channels and settings, with who made each. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { AdminChange as AdminChangeRow } from '../database/generated/client.ts'
import type { Work } from '../events/events.ts'
import { PAGE_LINES, type PageOfList, pageOfList } from '../messages/turn-pages.ts'
import { type PlatformFacts, titleOf } from '../platforms/platform.ts'
import { type By, bySchema, describeBy } from '../roles/by.ts'
import { describeRole, type RoleName, roleSchema } from '../roles/role.ts'
import { formatDate, formatTime, inGeneva } from '../time/geneva.ts'

const schema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('registered') }),
  z.object({ kind: z.literal('renamed'), from: z.string(), to: z.string() }),
  /** Another entry turned out to be the same person. */
  z.object({ kind: z.literal('merged'), other: z.number() }),
  z.object({ kind: z.literal('removed') }),
  z.object({ kind: z.literal('account-linked'), account: z.string() }),
  z.object({ kind: z.literal('account-unlinked'), account: z.string() }),
  z.object({ kind: z.literal('role-given'), role: roleSchema }),
  z.object({ kind: z.literal('role-ended'), role: roleSchema }),
  z.object({
    kind: z.literal('channel-set'),
    platform: z.string(),
    channel: z.string(),
    before: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('channel-given-up'), platform: z.string(), channel: z.string() }),
  z.object({ kind: z.literal('setting-set'), value: z.string(), before: z.string() }),
])

export type AdminChangeData = z.infer<typeof schema>

export interface NewAdminChange {
  by: By
  /** The person concerned. */
  person?: number
  group?: string
  setting?: string
  source?: string | undefined
  data: AdminChangeData
}

/** The channel that was a group's on a platform before this one became it; undefined where there was none. */
export async function findChannelBefore(
  tx: Transaction,
  group: string,
  platform: string,
  channel: string,
): Promise<string | undefined> {
  const rows = await tx.adminChange.findMany({ where: { groupId: group }, orderBy: { id: 'desc' } })
  for (const row of rows) {
    const data = schema.parse(row.data)
    if (data.kind === 'channel-set' && data.platform === platform && data.channel === channel)
      return data.before
  }
  return undefined
}

/** Keeps a change; returns its number. */
export async function recordChange(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { by, person, group, setting, source, data }: NewAdminChange,
): Promise<number> {
  const { id } = await tx.adminChange.create({
    data: {
      at: toColumn(now),
      by,
      personId: person ?? null,
      groupId: group ?? null,
      setting: setting ?? null,
      source: source ?? null,
      data,
    },
  })
  return id
}

/** A page of the changes that match, newest first, in words with who made them and when; of all of them it says how many. */
export async function changeLines(
  tx: Transaction,
  where: { personId?: number; groupId?: string; setting?: string | { not: null } },
  platforms: readonly PlatformFacts[],
  wanted: number | undefined,
): Promise<{ lines: string[]; page: PageOfList; total: number }> {
  const total = await tx.adminChange.count({ where })
  const page = pageOfList(total, wanted)
  const rows = await tx.adminChange.findMany({
    where,
    orderBy: { id: 'desc' },
    skip: page.skip,
    take: PAGE_LINES,
  })
  const names = await namesOf(tx, rows)
  const lines = rows.map(row => {
    const at = inGeneva(instantFrom(row.at))
    const source = row.source ? `, after ${row.source}` : ''
    return `${formatDate(at)}, ${formatTime(at)}: ${describeChange(row, names, platforms)}; by ${describeBy(bySchema.parse(row.by))}${source}`
  })
  return { lines, page, total }
}

/** The names of the people that changes concern. */
export async function namesOf(
  tx: Transaction,
  rows: readonly AdminChangeRow[],
): Promise<ReadonlyMap<number, string>> {
  const ids = rows.flatMap(row => (row.personId === null ? [] : [row.personId]))
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(people.map(p => [p.id, p.name]))
}

/** A change in words, without its end: "Ada Okafor became SG17 chair". */
export function describeChange(
  row: AdminChangeRow,
  names: ReadonlyMap<number, string>,
  platforms: readonly PlatformFacts[],
): string {
  const data = schema.parse(row.data)
  const name = row.personId === null ? '' : (names.get(row.personId) ?? 'somebody')
  switch (data.kind) {
    case 'registered':
      return `${name} was registered`
    case 'renamed':
      return data.from === data.to ? `${name} was renamed` : `${data.from} was renamed to ${data.to}`
    case 'merged':
      return `P-${data.other} turned out to be ${name}, and both are one entry now`
    case 'removed':
      return `${name} was taken out of the register`
    case 'account-linked':
      return `${data.account} was linked to ${name}`
    case 'account-unlinked':
      return `${data.account} was unlinked from ${name}`
    case 'role-given':
      return `${name} became ${describeRole(data.role)}`
    case 'role-ended':
      return `${name} is no longer ${describeRole(data.role)}`
    case 'channel-set':
      return `${row.groupId}'s channel on ${titleOf(platforms, data.platform)} became ${data.channel}${data.before ? `; it was ${data.before}` : ''}`
    case 'channel-given-up':
      return `${row.groupId} has no channel on ${titleOf(platforms, data.platform)} any more; it was ${data.channel}`
    case 'setting-set':
      return `${row.setting} became ${data.value}; it was ${data.before}`
  }
}

/** The role that a change gave or ended; undefined for another change. */
export function roleOf(row: AdminChangeRow, kind: 'role-given' | 'role-ended'): RoleName | undefined {
  const data = schema.parse(row.data)
  return (data.kind === 'role-given' || data.kind === 'role-ended') && data.kind === kind
    ? data.role
    : undefined
}

/** Whether a person came into the register by this change. */
export const isRegistration = (row: AdminChangeRow): boolean => schema.parse(row.data).kind === 'registered'

/** Whether an account was linked. */
export const isLinked = (row: AdminChangeRow): boolean => schema.parse(row.data).kind === 'account-linked'

/** The same to the person concerned: "you are SG17 chair now". Undefined: nothing of theirs. */
export function describeToThem(row: AdminChangeRow): string | undefined {
  const data = schema.parse(row.data)
  switch (data.kind) {
    case 'registered':
      return 'you are registered here'
    case 'renamed':
      return `your name here is ${data.to} now`
    case 'merged':
      return 'your two entries were merged'
    case 'account-linked':
      return `${data.account} is your account here`
    case 'account-unlinked':
      return `${data.account} is no longer your account here`
    case 'role-given':
      return `you are ${describeRole(data.role)} now`
    case 'role-ended':
      return `you are no longer ${describeRole(data.role)}`
    case 'removed':
    case 'channel-set':
    case 'channel-given-up':
    case 'setting-set':
      return undefined
  }
}
