/**
 * Finds the items of which the next status is awaited: those whose latest one doesn't say that they are completed or
 * closed.
 */
import type { Transaction } from '../../database/client.ts'
import type { FindAwaiting } from '../awaiting.ts'
import type { FieldValues } from '../field.ts'
import { type Row, toEntry } from '../store-rows.ts'
import { type planItemFields, storedPlan } from './fields.ts'
import { isOpenItem, latestStatus, type PlanStatus } from './latest.ts'

export const planAwaiting: FindAwaiting<FieldValues<typeof planItemFields>> = async ({ tx }, changed) => {
  const items = [...new Set(changed.flatMap(({ fields }) => fields.item ?? []))]
  return new Map(
    [...(await findStatuses(tx, items)).values()].flatMap(statuses => {
      const latest = latestStatus(statuses)
      return statuses.map((entry): [string, boolean] => [
        entry.key,
        entry === latest && isOpenItem(entry.fields),
      ])
    }),
  )
}

/** The statuses of several items, in one query. */
export async function findStatuses(
  tx: Transaction,
  items: readonly string[],
): Promise<Map<string, PlanStatus[]>> {
  const rows = await tx.$queryRaw<(Row & { item: string })[]>`
    SELECT asked.item, e.id, e.key, e.fields, e.version, e.at
    FROM unnest(${[...items]}::text[]) AS asked(item) CROSS JOIN LATERAL (
      SELECT * FROM "RegisterEntry" WHERE fields @> jsonb_build_object('item', asked.item) OFFSET 0) AS e
    WHERE e.register = ${storedPlan.name} AND NOT e.removed`
  return new Map(
    [...Map.groupBy(rows, row => row.item)].map(([item, of]) => [item, of.map(r => toEntry(storedPlan, r))]),
  )
}
