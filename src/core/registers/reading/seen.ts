/** The subject of the confirmation of a reading: its entries beside the present ones in the registers. */
import type { DecidesOn } from '../../commands/command.ts'
import type { Transaction } from '../../database/client.ts'
import { type Comparison, compareWithRegisters, type PreviewLine } from './changes.ts'
import { findReading, READING } from './preview.ts'

/**
 * The versions of the entries of a reading that the registers have, together: every change raises it. Entries that were
 * taken back count, or a change and a taking back could hide each other.
 */
export async function registersVersion(tx: Transaction, { lines, plan }: Comparison): Promise<number> {
  let version = 0
  for (const [register, same] of Map.groupBy(lines, line => line.register)) {
    if (register === undefined) continue
    const { _sum } = await tx.registerEntry.aggregate({
      where: { register: register.name, key: { in: same.flatMap(line => line.key ?? []) } },
      _sum: { version: true },
    })
    version += _sum.version ?? 0
  }
  return version + (plan ? await calendarVersion(tx, plan.plan.groups) : 0) + countStated(lines)
}

/** Raised by every change of a meeting of the groups, and by every plan. */
async function calendarVersion(tx: Transaction, groups: readonly string[]): Promise<number> {
  const { _sum } = await tx.meeting.aggregate({
    where: { groupId: { in: [...groups] } },
    _sum: { version: true },
  })
  return (_sum.version ?? 0) + (await tx.plan.count({ where: { groups: { hasSome: [...groups] } } }))
}

const countStated = (lines: readonly PreviewLine[]): number =>
  lines.filter(({ entry, state }) => entry.register === 'statements' && state.kind === 'there').length

/** A reading itself never changes; what it would enter depends on the registers. */
export const onReading: DecidesOn<{ reading: number }> = {
  version: async ({ reading }, { tx, now }) =>
    registersVersion(tx, await compareWithRegisters(tx, await findReading(tx, reading), now)),
  async describe({ reading }, { tx, now }) {
    const stored = await findReading(tx, reading)
    const { lines } = await compareWithRegisters(tx, stored, now)
    return `${READING.format(reading)}, ${stored.name}: ${describeEffect(lines)}.`
  },
  async difference({ reading }, seen, { tx, now }) {
    const comparison = await compareWithRegisters(tx, await findReading(tx, reading), now)
    if ((await registersVersion(tx, comparison)) === seen) return undefined
    return `The registers have changed since ${READING.format(reading)} was shown; it enters ${describeEffect(comparison.lines)} now.`
  },
}

function describeEffect(lines: readonly PreviewLine[]): string {
  const count = (kind: PreviewLine['state']['kind']) =>
    lines.filter(({ state }) => state.kind === kind).length
  return `${count('new')} new and ${count('changed')} changed entries, and ${count('there')} that the registers already have`
}
