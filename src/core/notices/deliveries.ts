/** Writes deliveries: one for each address of a notice. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Address } from './audience.ts'

export interface Addressee {
  notice: { id: bigint; priority: number }
  addresses: readonly Address[]
  /** The first delivery that failed, which these replace. */
  fallbackFor?: bigint
}

/** Writes one delivery for each address, unless the notice has one there already. */
export async function writeDeliveries(tx: Transaction, all: readonly Addressee[]): Promise<void> {
  const rows = all.flatMap(({ notice, addresses, fallbackFor = null }) =>
    addresses.map(a => ({ ...notice, ...a, fallbackFor })),
  )
  if (rows.length === 0) return
  // One statement for any number of rows; Prisma would prepare a new one for each number.
  await tx.$executeRaw`
    INSERT INTO "Delivery" ("noticeId", priority, platform, address, "nextAt", "fallbackFor")
    SELECT * FROM unnest(${rows.map(r => r.id)}::bigint[], ${rows.map(r => r.priority)}::int[],
      ${rows.map(r => r.platform)}::text[], ${rows.map(r => r.address)}::text[],
      ${rows.map(r => toColumn(r.at))}::timestamptz[], ${rows.map(r => r.fallbackFor)}::bigint[])
    ON CONFLICT DO NOTHING`
}
