/** The choices of the secretariat that change how issues run. */
import type { Transaction } from '../database/client.ts'

/** The last day of a new issue's timeline where it names none; undefined: the timeline is off. */
export async function defaultTimeline(
  tx: Transaction,
  today: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  const set = await tx.setting.findUnique({ where: { name: 'timeline' } })
  return set && set.value !== 'off' ? today.add({ days: Number(set.value) }) : undefined
}

/** Whether an issue whose timeline lapses goes to WP2 by itself. */
export async function escalatesOnLapse(tx: Transaction): Promise<boolean> {
  const set = await tx.setting.findUnique({ where: { name: 'on-lapse' } })
  return set?.value === 'escalate'
}
