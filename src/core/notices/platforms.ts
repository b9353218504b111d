/** Where notices go: not only to what this instance is connected to. Another one may be, or will be again. */
import type { Platform } from '../commands/port.ts'
import type { Database, Transaction } from '../database/client.ts'
import { toColumn } from '../database/time.ts'

const NAME = 'platforms'

/** Remembers that the program is connected to these platforms on this database. */
export async function notePlatforms(
  db: Database,
  own: readonly Platform[],
  now: Temporal.Instant,
): Promise<void> {
  const known = await knownPlatforms(db, own)
  const row = { value: known.filter(lasts).join(' '), by: 'the program', at: toColumn(now) }
  await db.setting.upsert({ where: { name: NAME }, create: { name: NAME, ...row }, update: row })
}

/** The platforms of this instance, and those of every other one on this database. */
export async function knownPlatforms(tx: Transaction, own: readonly Platform[]): Promise<Platform[]> {
  const kept = await tx.setting.findUnique({ where: { name: NAME } })
  const others = (kept?.value.split(' ') ?? []).filter(p => p !== '') as Platform[]
  return [...new Set([...own, ...others])]
}

/** A terminal is there while somebody sits at it. */
const lasts = (platform: Platform): boolean => platform !== 'terminal'
