/**
 * Reminders that are sent as one message: those about one subject in one minute, and all that are late after the program
 * was stopped, so that a pause causes one message and not many. Pure.
 */
import type { Address } from './audience.ts'
import type { NoticeFate } from './coalesce.ts'
import { PRIORITY } from './notice.ts'

/** A reminder that is sent later than this is part of a catch-up digest. */
const LATE_AFTER_MS = 10 * 60_000

export interface DigestItem {
  id: bigint
  subject: string
  priority: number
  dueAt: Date
}

/** Notices that are sent as one message, and where. */
export interface DigestGroup<N extends DigestItem> {
  notices: N[]
  late: boolean
  addresses: Address[]
}

export interface Grouping<N extends DigestItem> {
  digests: DigestGroup<N>[]
  /** Notices that are sent on their own. */
  alone: { notice: N; addresses: Address[] }[]
}

/** Whether a notice is delivered: a reminder that expired while the program was stopped is named among the missed ones. */
export const isDelivered = (
  { priority, dueAt }: DigestItem,
  fate: NoticeFate,
  now: Temporal.Instant,
): boolean =>
  fate === 'ADDRESSED' || (fate === 'EXPIRED' && priority === PRIORITY.reminder && isLate(dueAt, now))

const isLate = (dueAt: Date, now: Temporal.Instant): boolean =>
  now.epochMilliseconds - dueAt.getTime() > LATE_AFTER_MS

/**
 * Groups the notices that one address would get at once: reminders about one subject in one minute, and all late ones.
 * The order of `due` is kept. `addresses` has those of every notice that is delivered.
 */
export function groupIntoDigests<N extends DigestItem>(
  due: readonly N[],
  fates: ReadonlyMap<bigint, NoticeFate>,
  addresses: ReadonlyMap<bigint, Address[]>,
  now: Temporal.Instant,
): Grouping<N> {
  const groups = new Map<string, { address: Address; late: boolean; notices: N[] }>()
  for (const notice of due) {
    const isReminder = notice.priority === PRIORITY.reminder
    const late = isReminder && isLate(notice.dueAt, now)
    const minute = Math.floor(notice.dueAt.getTime() / 60_000)
    const what = late ? 'late' : isReminder ? `${notice.subject} ${minute}` : String(notice.id)
    for (const address of addresses.get(notice.id) ?? []) {
      const key = `${address.platform} ${address.address} ${what}`
      const group = groups.get(key) ?? { address, late, notices: [] }
      group.notices.push(notice)
      groups.set(key, group)
    }
  }
  const sets = new Map<string, DigestGroup<N>>()
  for (const { address, late, notices } of groups.values()) {
    const set = notices.map(n => n.id).join()
    const bundle = sets.get(set) ?? { notices, late, addresses: [] }
    bundle.addresses.push(address)
    sets.set(set, bundle)
  }
  const isAlone = ({ notices }: DigestGroup<N>) =>
    notices.length === 1 && fates.get(notices[0]!.id) !== 'EXPIRED'
  const [alone, bundles] = [true, false].map(wanted => [...sets.values()].filter(s => isAlone(s) === wanted))
  return {
    digests: bundles!,
    alone: alone!.map(({ notices, addresses }) => ({ notice: notices[0]!, addresses })),
  }
}
