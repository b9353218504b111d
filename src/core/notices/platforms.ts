/** Where notices go: not only to what this instance is connected to. Another one may be, or will be again. */

import type { Database, Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Platform } from '../platforms/platform.ts'

const NAME = 'platforms'

/** Remembers that the program is connected to these platforms on this database. */
export async function savePlatforms(
  db: Database,
  own: readonly Platform[],
  now: Temporal.Instant,
): Promise<void> {
  const kept = await keptPlatforms(db)
  const missing = own.filter(p => lasts(p) && !kept.includes(p))
  if (missing.length === 0) return
  const row = { value: [...missing, ...kept].join(' '), by: { name: 'the program' }, at: toColumn(now) }
  await db.setting.upsert({ where: { name: NAME }, create: { name: NAME, ...row }, update: row })
}

/** The platforms of this instance, and those of every other one on this database. */
export async function findPlatforms(tx: Transaction, own: readonly Platform[]): Promise<Platform[]> {
  return [...new Set([...own, ...(await keptPlatforms(tx))])]
}

async function keptPlatforms(tx: Transaction): Promise<Platform[]> {
  const kept = await tx.setting.findUnique({ where: { name: NAME } })
  return (kept?.value.split(' ') ?? []).filter(p => p !== '') as Platform[]
}

/** A terminal is there while somebody sits at it. */
const lasts = (platform: Platform): boolean => platform !== 'terminal'
