/** Decides what becomes of notices that are due together. Pure. */

interface DueNotice {
  id: bigint
  subject: string
  series: string | null
  audience: unknown
  dueAt: Date
  expiresAt: Date | null
}

export type NoticeFate = 'ADDRESSED' | 'MERGED' | 'EXPIRED'

/**
 * Decides about notices that are due together: expired ones are not sent; in one series about one subject to the same
 * audience only the last is, so that reminders missed together become one.
 */
export function coalesce(due: DueNotice[], now: Temporal.Instant): Map<bigint, NoticeFate> {
  const last = new Map<string, DueNotice>()
  const fates = new Map<bigint, NoticeFate>()
  const ordered = due.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || Number(a.id - b.id))
  for (const notice of ordered) {
    if (notice.expiresAt && notice.expiresAt.getTime() <= now.epochMilliseconds) {
      fates.set(notice.id, 'EXPIRED')
      continue
    }
    fates.set(notice.id, 'ADDRESSED')
    if (notice.series === null) continue
    const key = `${notice.subject} ${notice.series} ${JSON.stringify(notice.audience)}`
    const before = last.get(key)
    if (before) fates.set(before.id, 'MERGED')
    last.set(key, notice)
  }
  return fates
}
