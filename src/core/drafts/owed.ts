/** Reports that are owed to a meeting, in words: the one place where drafts ask who owes what. */
import type { Transaction } from '../database/client.ts'
import { findOwedReports } from '../registers/owed/debts.ts'
import { describeOwedReport } from '../registers/owed/words.ts'

/**
 * A sentence for each report that is owed to a meeting. `names`: the meeting's label and its first day, as they are
 * known; `to`: the group whose meeting it is, which a report-back may leave open.
 */
export async function findReportsOwed(
  work: { tx: Transaction; now: Temporal.Instant },
  names: readonly string[],
  to?: string,
): Promise<string[]> {
  const found = await Promise.all(names.map(meeting => findOwedReports(work, { meeting })))
  return found
    .flat()
    .filter(({ report }) => to === undefined || report.fields.to === undefined || report.fields.to === to)
    .map(describeOwedReport)
}
