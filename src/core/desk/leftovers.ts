/** What is needed only for a while is deleted after it. All spans stand in one table, which docs/privacy.md repeats. */
import type { Database, Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { DueWork } from '../rooms/room.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'

/** How long each is kept, in days. */
export const KEPT_DAYS = {
  /** Replies kept so that a repeated delivery of an interaction does not act twice. */
  replies: 7,
  /** That a reply could not be shown; it is looked at for an hour. */
  undeliveredReplies: 2,
  /** Texts behind buttons and forms that are too long for the platform to carry. */
  drafts: 400,
  /** Deliveries that arrived; until then they say who was notified of a subject. */
  deliveries: 800,
  /** Home pages that were not opened again. */
  homePages: 100,
  /** Links, sessions and tokens of the web, after they ended; and what programs proposed. */
  webAccess: 30,
} as const

/** At most so many rows of each kind in one transaction. */
const MOST = 500

interface Leftover {
  days: number
  /** When the oldest one began to wait; undefined where there is none. */
  oldest(db: Database): Promise<Date | undefined>
  /** Deletes what is from before `before`; returns how many. */
  remove(tx: Transaction, before: Date): Promise<number>
}

const LEFTOVERS: readonly Leftover[] = [
  {
    days: KEPT_DAYS.replies,
    oldest: async db =>
      (await db.interaction.findFirst({ orderBy: { at: 'asc' }, select: { at: true } }))?.at,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "Interaction" WHERE (platform, id) IN (
        SELECT platform, id FROM "Interaction" WHERE at <= ${before}::timestamptz LIMIT ${MOST})`,
  },
  {
    days: KEPT_DAYS.undeliveredReplies,
    oldest: async db =>
      (await db.undeliveredReply.findFirst({ orderBy: { at: 'asc' }, select: { at: true } }))?.at,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "UndeliveredReply" WHERE at <= ${before}::timestamptz`,
  },
  {
    days: KEPT_DAYS.drafts,
    oldest: async db => (await db.draft.findFirst({ orderBy: { at: 'asc' }, select: { at: true } }))?.at,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "Draft" WHERE id IN (
        SELECT id FROM "Draft" WHERE at <= ${before}::timestamptz LIMIT ${MOST})`,
  },
  {
    days: KEPT_DAYS.deliveries,
    // The first by number, which is as good as the oldest and needs no index that each delivery would have to change.
    oldest: async db =>
      (
        await db.delivery.findFirst({
          where: { state: 'SENT', fallbacks: { none: {} } },
          orderBy: { id: 'asc' },
          select: { sentAt: true },
        })
      )?.sentAt ?? undefined,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "Delivery" WHERE id IN (
        SELECT d.id FROM "Delivery" d
        WHERE d.state = 'SENT' AND d."sentAt" <= ${before}::timestamptz
          AND NOT EXISTS (SELECT FROM "Delivery" f WHERE f."fallbackFor" = d.id)
        LIMIT ${MOST})`,
  },
  {
    days: KEPT_DAYS.homePages,
    oldest: async db => (await db.homeView.findFirst({ orderBy: { openedAt: 'asc' } }))?.openedAt,
    remove: (tx, before) => tx.$executeRaw`DELETE FROM "HomeView" WHERE "openedAt" <= ${before}::timestamptz`,
  },
  {
    days: KEPT_DAYS.webAccess,
    oldest: async db =>
      (await db.webAccess.findFirst({ orderBy: { until: 'asc' }, select: { until: true } }))?.until,
    remove: (tx, before) => tx.$executeRaw`DELETE FROM "WebAccess" WHERE until <= ${before}::timestamptz`,
  },
  {
    days: KEPT_DAYS.webAccess,
    oldest: async db =>
      (await db.webProposal.findFirst({ orderBy: { at: 'asc' }, select: { at: true } }))?.at,
    remove: (tx, before) => tx.$executeRaw`DELETE FROM "WebProposal" WHERE at <= ${before}::timestamptz`,
  },
]

/** By night in Geneva, once a day at most. */
const AT = Temporal.PlainTime.from('03:00')

export const deleteLeftovers: DueWork = {
  name: 'leftovers',

  async next(db) {
    const due = await Promise.all(
      LEFTOVERS.map(async ({ oldest, days }) => {
        const since = await oldest(db)
        return since && nightAfter(instantFrom(since).add({ hours: 24 * days }))
      }),
    )
    return due
      .filter(at => at !== undefined)
      .toSorted(Temporal.Instant.compare)
      .at(0)
  },

  async run({ tx, now }) {
    let count = 0
    for (const { days, remove } of LEFTOVERS)
      count += await remove(tx, toColumn(now.subtract({ hours: 24 * days })))
    return count
  },
}

/** The first 03:00 in Geneva at or after an instant. */
function nightAfter(at: Temporal.Instant): Temporal.Instant {
  const day = inGeneva(at).toPlainDate()
  const night = atGeneva(day, AT)
  return Temporal.Instant.compare(night, at) >= 0 ? night : atGeneva(day.add({ days: 1 }), AT)
}
