/** The platforms to which notices go: not only those of this instance. Another instance may be connected to more, or be again. */

import type { Database, Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Platform } from '../platforms/platform.ts'

const NAME = 'platforms'

/** Records that the program on this database is connected to these platforms. */
export async function savePlatforms(
  db: Database,
  own: readonly Platform[],
  now: Temporal.Instant,
): Promise<void> {
  const kept = await readPlatforms(db)
  const missing = own.filter(p => isLasting(p) && !kept.includes(p))
  if (missing.length === 0) return
  const row = { value: [...missing, ...kept].join(' '), by: { name: 'the program' }, at: toColumn(now) }
  await db.setting.upsert({ where: { name: NAME }, create: { name: NAME, ...row }, update: row })
}

/** The platforms of this instance and of all others on this database. */
export async function findPlatforms(tx: Transaction, own: readonly Platform[]): Promise<Platform[]> {
  return [...new Set([...own, ...(await readPlatforms(tx))])]
}

async function readPlatforms(tx: Transaction): Promise<Platform[]> {
  const kept = await tx.setting.findUnique({ where: { name: NAME } })
  return (kept?.value.split(' ') ?? []).filter(p => p !== '') as Platform[]
}

/** A terminal exists only while a person uses it. */
const isLasting = (platform: Platform): boolean => platform !== 'terminal'
