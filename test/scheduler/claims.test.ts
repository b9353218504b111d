import { afterAll, beforeAll, expect, test } from 'vitest'
import { toColumn } from '../../src/core/database/time.ts'
import { claimDue, finish } from '../../src/core/notices/delivery.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.notify({})
  const { id } = await house.db.notice.findFirstOrThrow()
  const nextAt = toColumn(house.clock.now())
  await house.db.delivery.createMany({
    data: Array.from({ length: 300 }, (_, i) => ({
      noticeId: id,
      platform: 'slack',
      address: `#${i}`,
      priority: i % 9,
      nextAt,
    })),
  })
})
afterAll(() => house.close())

test('many who claim at the same instant never get the same delivery, and the most important go first', async () => {
  const claims = await Promise.all(
    Array.from({ length: 12 }, (_, i) => claimDue(house.db, house.clock.now(), i + 1, ['slack'], 20)),
  )
  const ids = claims.flat().map(c => c.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBe(240)
  const left = await house.db.delivery.findMany({ where: { state: 'WAITING' }, select: { priority: true } })
  expect(Math.min(...left.map(d => d.priority))).toBeGreaterThanOrEqual(7)
})

test('who no longer holds a delivery can not finish it', async () => {
  const [held] = await claimDue(house.db, house.clock.now(), 99, ['slack'], 1)
  await house.db.delivery.update({ where: { id: held!.id }, data: { claimant: 100, attempts: 2 } })
  expect(await finish(house.db, held!, 99, { state: 'DROPPED' })).toBe(false)
  expect(await finish(house.db, { ...held!, attempts: 2 }, 100, { state: 'DROPPED' })).toBe(true)
})
