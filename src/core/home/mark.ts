/** Whether anything that pages show can have changed: one statement, so that looking at all of them is rare. */
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/time.ts'

/**
 * The same as long as no page can have changed. Counts and sums: the highest number of a table would not move when a
 * transaction that took its number earlier is committed later.
 */
export async function homeMark(tx: Transaction, now: Temporal.Instant): Promise<string> {
  const [row] = await tx.$queryRaw<{ mark: string }[]>`
    SELECT concat_ws(' ',
      (SELECT count(*) FROM "MeetingChange"),
      (SELECT count(*) FROM "IssueEvent"),
      (SELECT concat(count(*), '/', count("until")) FROM "Role"),
      (SELECT concat(count(*), '/', sum(hashtext(concat_ws(' ', "personId", "groupId"))::bigint)) FROM "Follow"),
      (SELECT concat(count(*), '/', sum(hashtext(concat_ws(' ', platform, account, "personId"))::bigint)) FROM "Account"),
      (SELECT count(*) FROM "HomeView" WHERE digest IS NULL),
      (SELECT count(*) FROM "Meeting" WHERE "endsAt" > ${toColumn(now)}::timestamptz),
      (SELECT count(*) FROM "Meeting" WHERE "closesAt" >= ${toColumn(now)}::timestamptz)) AS mark`
  return row!.mark
}

/** The next instant at which pages change by time alone: a meeting or a deadline ends. */
export async function nextChange(
  tx: Transaction,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const [ends, due] = await Promise.all([
    tx.meeting.aggregate({ where: { endsAt: { gt: toColumn(now) } }, _min: { endsAt: true } }),
    tx.meeting.aggregate({ where: { closesAt: { gte: toColumn(now) } }, _min: { closesAt: true } }),
  ])
  const instants = [
    ends._min.endsAt && instantFrom(ends._min.endsAt),
    due._min.closesAt && instantFrom(due._min.closesAt).add({ seconds: 1 }),
  ]
  return instants.filter(i => i !== null && i !== undefined).toSorted(Temporal.Instant.compare)[0]
}
