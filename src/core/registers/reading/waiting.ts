/** Waiting items: documents that were read and await a decision. */
import type { Transaction } from '../../database/client.ts'
import { action } from '../../messages/message.ts'
import { bySchema, describeBy } from '../../roles/by.ts'
import type { WaitingItem, WaitingSource } from '../../rooms/room.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import { writesAll } from '../writers.ts'
import { compareWithRegisters } from './changes.ts'
import { READING, toStoredReading } from './preview.ts'
import { isWaiting } from './words.ts'

/** The latest are shown: comparing one with the registers reads hundreds of entries. */
const MAX_READINGS = 10

interface Work {
  tx: Transaction
  now: Temporal.Instant
}

/** For those who may confirm a reading. One whose entries are all on record already waits for nothing. */
export const waitingForReadings: WaitingSource = async ({ tx, now, actor, readOnce }) =>
  writesAll(actor) ? (readOnce ? readOnce(findWaitingReadings) : findWaitingReadings({ tx, now })) : []

async function findWaitingReadings({ tx, now }: Work): Promise<WaitingItem[]> {
  const rows = await tx.documentReading.findMany({
    where: { confirmedAt: null, undoneAt: null },
    orderBy: { id: 'desc' },
    take: MAX_READINGS,
  })
  const items: WaitingItem[] = []
  for (const row of rows.toReversed()) {
    const reading = toStoredReading(row)
    if (!isWaiting(reading, (await compareWithRegisters(tx, reading, now)).lines)) continue
    const reference = READING.format(row.id)
    const day = formatDate(inGeneva(row.at.toTemporalInstant()))
    items.push({
      text: `${reference}, ${row.name}, was read on ${day} by ${describeBy(bySchema.parse(row.by))}; nothing of it is entered yet`,
      action: action(`Look at ${reference}`, 'read show', { reading: reference }),
      others: [action(`Drop ${reference}`, 'read drop', { reading: reference })],
    })
  }
  return items
}
