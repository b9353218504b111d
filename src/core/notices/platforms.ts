/** The platforms to which notices go: not only those of this instance. Another instance may be connected to more, or be again. */

import type { Database, Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Platform, PlatformFacts } from '../platforms/platform.ts'

const NAME = 'platforms'

/** Records that the program on this database is connected to these platforms. */
export async function savePlatforms(
  db: Database,
  own: readonly PlatformFacts[],
  now: Temporal.Instant,
): Promise<void> {
  const kept = await readPlatforms(db)
  const missing = own.filter(p => p.isLasting && !kept.includes(p.name)).map(p => p.name)
  if (missing.length === 0) return
  const row = { value: [...missing, ...kept].join(' '), by: { name: 'the program' }, at: toColumn(now) }
  await db.setting.upsert({ where: { name: NAME }, create: { name: NAME, ...row }, update: row })
}

/** The platforms that notices can reach. */
export interface Reach {
  /** The platforms of this instance and of all others on this database. */
  platforms: readonly Platform[]
  /** Platforms without accounts: roles are played there, so every group and every role is shown. */
  played: readonly Platform[]
}

export async function findReach(tx: Transaction, own: readonly PlatformFacts[]): Promise<Reach> {
  return {
    platforms: [...new Set([...own.map(p => p.name), ...(await readPlatforms(tx))])],
    played: own.filter(p => p.account === undefined).map(p => p.name),
  }
}

async function readPlatforms(tx: Transaction): Promise<Platform[]> {
  const kept = await tx.setting.findUnique({ where: { name: NAME } })
  return (kept?.value.split(' ') ?? []).filter(p => p !== '') as Platform[]
}
