import { expect, test } from 'vitest'
import type { Transaction } from '../../src/core/database/client.ts'
import { createReadOnce } from '../../src/core/rooms/read-once.ts'

const work = { tx: {} as Transaction, now: Temporal.Instant.from('2026-02-02T09:00:00Z') }

test('a read that parts of one answer share is run once; the next answer reads again', async () => {
  let debts = 2
  let reads = 0
  const findDebts = async () => {
    reads += 1
    return debts
  }
  const first = createReadOnce(work)
  expect(await Promise.all([first(findDebts), first(findDebts)])).toEqual([2, 2])
  expect(await first(async ({ now }) => now.toString())).toBe('2026-02-02T09:00:00Z')
  expect(reads).toBe(1)

  debts = 3
  expect(await createReadOnce(work)(findDebts)).toBe(3)
})

test('its failure reaches all who asked', async () => {
  const readOnce = createReadOnce(work)
  const fail = () => Promise.reject(new Error('no connection'))
  const asked = await Promise.allSettled([readOnce(fail), readOnce(fail)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
