/** Reports that are owed to a meeting, in words for its agenda: the one place where drafts ask who owes what. */
import type { Transaction } from '../database/client.ts'
import { describePartial } from '../registers/field.ts'
import type { OwedReport } from '../registers/owed/debt.ts'
import { findDebts } from '../registers/owed/debts.ts'
import { joinWords } from '../text/sentences.ts'

/** The reports that are owed to a TSAG meeting. `label`: "TSAG 10-2026"; `from`: its first day, where known. */
export async function findReportsOwed(
  work: { tx: Transaction; now: Temporal.Instant },
  label: string,
  from: string | undefined,
): Promise<OwedReport[]> {
  const debts = await findDebts(work)
  return debts
    .filter(debt => debt.kind === 'report')
    .filter(debt => debt.meeting === label || (from !== undefined && debt.day === from))
}

const STANDING_TITLES = { 'lead SG': 'Lead SG reports', progress: 'Progress reports' } as const

/** Standing reports come in one line for all groups, each other report in a line of its own. */
export function reportLines(owed: readonly OwedReport[]): string[] {
  const byKind = Map.groupBy(owed, debt => debt.standing)
  return [
    ...(['lead SG', 'progress'] as const).flatMap(standing => {
      const own = byKind.get(standing) ?? []
      return own.length === 0 ? [] : [`${STANDING_TITLES[standing]}: ${joinWords(own.map(describeGroup))}`]
    }),
    ...(byKind.get(undefined) ?? []).map(
      debt => `${describeGroup(debt)}: ${debt.matter}${debt.report ? ` (${debt.report.key})` : ''}`,
    ),
  ]
}

/** "SG17", "SG17 (by 10 June 2026)" where it named another date than the meeting's. */
const describeGroup = ({ group, isLater, by }: OwedReport): string =>
  isLater && by !== undefined ? `${group} (by ${describePartial(by)})` : group
