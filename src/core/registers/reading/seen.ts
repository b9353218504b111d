/** What the confirmation of a reading decides about: its entries beside what the registers have of them. */
import type { DecidesOn } from '../../commands/command.ts'
import type { Transaction } from '../../database/client.ts'
import { compareWithRegisters, type PreviewLine } from './changes.ts'
import { findReading, READING } from './preview.ts'

/**
 * The versions of the entries of a reading that the registers have, together: every change raises it. Entries that were
 * taken back count, or a change and a taking back could hide each other.
 */
export async function registersVersion(tx: Transaction, lines: readonly PreviewLine[]): Promise<number> {
  let version = 0
  for (const [register, same] of Map.groupBy(lines, line => line.register)) {
    if (register === undefined) continue
    const { _sum } = await tx.registerEntry.aggregate({
      where: { register: register.name, key: { in: same.flatMap(line => line.key ?? []) } },
      _sum: { version: true },
    })
    version += _sum.version ?? 0
  }
  return version
}

/** A reading itself never changes; what it would enter depends on the registers. */
export const onReading: DecidesOn<{ reading: number }> = {
  version: async ({ reading }, { tx }) =>
    registersVersion(tx, await compareWithRegisters(tx, (await findReading(tx, reading)).content)),
  async describe({ reading }, { tx }) {
    const stored = await findReading(tx, reading)
    return `${READING.format(reading)}, ${stored.name}: ${describeEffect(await compareWithRegisters(tx, stored.content))}.`
  },
  async difference({ reading }, seen, { tx }) {
    const lines = await compareWithRegisters(tx, (await findReading(tx, reading)).content)
    if ((await registersVersion(tx, lines)) === seen) return undefined
    return `The registers have changed since ${READING.format(reading)} was shown; it enters ${describeEffect(lines)} now.`
  },
}

function describeEffect(lines: readonly PreviewLine[]): string {
  const count = (kind: PreviewLine['state']['kind']) =>
    lines.filter(({ state }) => state.kind === kind).length
  return `${count('new')} new and ${count('changed')} changed entries, and ${count('there')} that the registers already have`
}
