/** When on its day a contribution deadline ends: the setting `deadline-ends`. */
import type { Transaction } from '../database/client.ts'
import { atGeneva } from '../time/geneva.ts'

export const DEADLINE_ENDS = 'deadline-ends'

/** The time of day, on Geneva's clocks, until somebody sets another. */
export const USUAL_END = '23:59:59'

/** The time of day in Geneva at which deadlines end that are set now. */
export async function readDeadlineEnds(tx: Transaction): Promise<Temporal.PlainTime> {
  const set = await tx.setting.findUnique({ where: { name: DEADLINE_ENDS } })
  return Temporal.PlainTime.from(set?.value ?? USUAL_END)
}

/** The last instant for contributions of which `day` is the last day. */
export const closesOn = (day: Temporal.PlainDate, ends: Temporal.PlainTime): Temporal.Instant =>
  atGeneva(day, ends)
