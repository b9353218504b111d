/** Reports that are owed to a meeting, in words: the one place where drafts ask who owes what. */
import type { Transaction } from '../database/client.ts'
import { findDebts } from '../registers/owed/debts.ts'
import { describeDebt } from '../registers/owed/words.ts'

/** A sentence for each report that is owed to a TSAG meeting. `label`: "TSAG 10-2026"; `from`: its first day, where known. */
export async function findReportsOwed(
  work: { tx: Transaction; now: Temporal.Instant },
  label: string,
  from: string | undefined,
): Promise<string[]> {
  const debts = await findDebts(work)
  return debts
    .filter(
      debt => debt.kind === 'report' && (debt.meeting === label || (from !== undefined && debt.day === from)),
    )
    .map(describeDebt)
}
