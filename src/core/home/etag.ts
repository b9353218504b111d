/** Whether anything that pages show can have changed: one statement, so that looking at all of them is rare. */
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'

/**
 * Stays the same as long as no page can have changed. In tables that only grow, the latest thousand rows are counted:
 * the highest number alone would not move when a transaction that took its number earlier is committed later.
 */
export async function homeEtag(tx: Transaction, now: Temporal.Instant): Promise<string> {
  const [row] = await tx.$queryRaw<{ mark: string }[]>`
    SELECT concat_ws(' ',
      (SELECT concat(max(id), '/', count(*)) FROM (
        SELECT id FROM "MeetingChange" WHERE id > (SELECT coalesce(max(id), 0) - 1000 FROM "MeetingChange")
        ORDER BY id DESC LIMIT 1000) AS latest),
      (SELECT sum(hashtext(concat_ws(' ', id, version))::bigint) FROM (
        SELECT id, xmin AS version FROM "Issue" ORDER BY "changedAt" DESC, id DESC LIMIT 1000) AS latest),
      (SELECT concat(count(*), '/', count("until")) FROM "Role"),
      (SELECT concat(count(*), '/', sum(hashtext(concat_ws(' ', "personId", "groupId"))::bigint)) FROM "Follow"),
      (SELECT concat(count(*), '/', sum(hashtext(concat_ws(' ', platform, account, "personId"))::bigint)) FROM "Account"),
      (SELECT sum(hashtext(concat_ws(' ', p.id, p.xmin))::bigint) FROM "Person" p JOIN "Account" a ON a."personId" = p.id
        JOIN "HomeView" v ON v.platform = a.platform AND v.account = a.account),
      (SELECT count(*) FROM "HomeView" WHERE digest IS NULL),
      (SELECT min("endsAt") FROM "Meeting" WHERE "endsAt" > ${toColumn(now)}::timestamptz),
      (SELECT min("cutOffAt") FROM "Meeting" WHERE "cutOffAt" >= ${toColumn(now)}::timestamptz)) AS mark`
  return row!.mark
}

/** The next instant at which pages change by time alone: a meeting or a deadline ends. */
export async function nextChange(
  tx: Transaction,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const [ends, due] = await Promise.all([
    tx.meeting.findFirst({
      where: { endsAt: { gt: toColumn(now) } },
      orderBy: { endsAt: 'asc' },
      select: { endsAt: true },
    }),
    tx.meeting.findFirst({
      where: { cutOffAt: { gte: toColumn(now) } },
      orderBy: { cutOffAt: 'asc' },
      select: { cutOffAt: true },
    }),
  ])
  const instants = [
    ends && instantFrom(ends.endsAt),
    due?.cutOffAt && instantFrom(due.cutOffAt).add({ seconds: 1 }),
  ]
  return instants.filter(i => i !== null && i !== undefined).toSorted(Temporal.Instant.compare)[0]
}
