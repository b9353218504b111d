/** Deletes rows that are needed only for a while. All periods stand in one table, which docs/privacy.md repeats. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import type { DueWork } from '../rooms/room.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'

/** How long each kind is kept, in days. */
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
  name: string
  days: number
  /** Deletes rows from before `before`; returns how many. */
  remove(tx: Transaction, before: Date): Promise<number>
}

const LEFTOVERS: readonly Leftover[] = [
  {
    name: 'interactions',
    days: KEPT_DAYS.replies,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "Interaction" WHERE (platform, id) IN (
        SELECT platform, id FROM "Interaction" WHERE at <= ${before}::timestamptz LIMIT ${MOST})`,
  },
  {
    name: 'undelivered',
    days: KEPT_DAYS.undeliveredReplies,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "UndeliveredReply" WHERE at <= ${before}::timestamptz`,
  },
  {
    name: 'drafts',
    days: KEPT_DAYS.drafts,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "Draft" WHERE id IN (
        SELECT id FROM "Draft" WHERE at <= ${before}::timestamptz LIMIT ${MOST})`,
  },
  {
    name: 'deliveries',
    days: KEPT_DAYS.deliveries,
    remove: (tx, before) => tx.$executeRaw`
      DELETE FROM "Delivery" WHERE id IN (
        SELECT d.id FROM "Delivery" d
        WHERE d.state = 'SENT' AND d."sentAt" <= ${before}::timestamptz
          AND NOT EXISTS (SELECT FROM "Delivery" f WHERE f."fallbackFor" = d.id)
        LIMIT ${MOST})`,
  },
  {
    name: 'homes',
    days: KEPT_DAYS.homePages,
    remove: (tx, before) => tx.$executeRaw`DELETE FROM "HomeView" WHERE "openedAt" <= ${before}::timestamptz`,
  },
  {
    name: 'access',
    days: KEPT_DAYS.webAccess,
    remove: (tx, before) => tx.$executeRaw`DELETE FROM "WebAccess" WHERE until <= ${before}::timestamptz`,
  },
  {
    name: 'proposals',
    days: KEPT_DAYS.webAccess,
    remove: (tx, before) => tx.$executeRaw`DELETE FROM "WebProposal" WHERE at <= ${before}::timestamptz`,
  },
]

/**
 * When the oldest row of each kind began to wait. The delivery is the first by number, which is as good as the oldest
 * and needs no index that each delivery changes.
 */
const OLDEST = Prisma.sql`jsonb_build_object(
  'interactions', (SELECT min(at) FROM "Interaction"),
  'undelivered', (SELECT min(at) FROM "UndeliveredReply"),
  'drafts', (SELECT min(at) FROM "Draft"),
  'deliveries', (
    SELECT "sentAt" FROM "Delivery" d
    WHERE state = 'SENT' AND NOT EXISTS (SELECT FROM "Delivery" f WHERE f."fallbackFor" = d.id)
    ORDER BY id LIMIT 1),
  'homes', (SELECT min("openedAt") FROM "HomeView"),
  'access', (SELECT min(until) FROM "WebAccess"),
  'proposals', (SELECT min(at) FROM "WebProposal"))`

const oldestShape = z.record(z.string(), z.string().nullable())

/** By night in Geneva, once a day at most. */
const AT = Temporal.PlainTime.from('03:00')

export const deleteLeftovers: DueWork = {
  name: 'leftovers',

  reads: OLDEST,

  next(read) {
    const oldest = oldestShape.parse(read)
    return LEFTOVERS.flatMap(({ name, days }) => {
      const since = oldest[name]
      return since ? [nightAfter(Temporal.Instant.from(since).add({ hours: 24 * days }))] : []
    })
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
