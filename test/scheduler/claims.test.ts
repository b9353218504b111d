import { afterAll, beforeAll, expect, test } from 'vitest'
import { toColumn } from '../../src/core/database/time.ts'
import { type Claim, claimDue, finish } from '../../src/core/notices/delivery.ts'
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

const claim = (claimant: number, most: number, more: Partial<Claim> = {}) =>
  claimDue(house.db, house.clock.now(), {
    platform: 'slack',
    claimant,
    most,
    mostEach: 20,
    except: [],
    ...more,
  })

test('the most important go first, and to one address not more than may go', async () => {
  const { id } = await house.db.notice.findFirstOrThrow()
  const nextAt = toColumn(house.clock.now())
  await house.notify(...Array.from({ length: 3 }, () => ({})))
  const others = await house.db.notice.findMany({ where: { id: { gt: id } } })
  await house.db.delivery.createMany({
    data: others.map(n => ({ noticeId: n.id, platform: 'slack', address: '#0', priority: 0, nextAt })),
  })
  const claimed = await claim(1, 35, { mostEach: 2 })
  expect(new Set(claimed.map(c => c.priority))).toEqual(new Set([0]))
  expect(claimed.filter(c => c.address === '#0')).toHaveLength(2)
})

test('to an address that must wait nothing is claimed, nor where something is under way', async () => {
  const [first] = await claim(2, 1)
  const except = [first!.address, '#100']
  const claimed = await claim(3, 1000, { except })
  expect(claimed.length).toBeGreaterThan(100)
  expect(claimed.filter(c => except.includes(c.address))).toEqual([])
  await house.db.delivery.updateMany({ where: { state: 'SENDING' }, data: { state: 'WAITING' } })
})

test('what was tried in vain holds back what came later about the same matter, and nothing else', async () => {
  await house.db.delivery.deleteMany()
  const nextAt = toColumn(house.clock.now())
  await house.notify({ subject: 'MTG-1' }, { subject: 'MTG-1' }, { subject: 'MTG-2' })
  const notices = await house.db.notice.findMany({ orderBy: { id: 'desc' }, take: 3 })
  const [other, later, earlier] = notices.map(n => n.id)
  const data = notices.map(n => ({ noticeId: n.id, platform: 'slack', address: '#x', priority: 5, nextAt }))
  await house.db.delivery.createMany({ data: data.toReversed() })
  await house.db.delivery.updateMany({
    where: { noticeId: earlier! },
    data: { attempts: 1, nextAt: toColumn(house.clock.now().add({ seconds: 5 })) },
  })
  expect((await claim(4, 10)).map(c => c.noticeId)).toEqual([other])
  await house.db.delivery.updateMany({
    where: { noticeId: { in: [earlier!, other!] } },
    data: { state: 'SENT' },
  })
  expect((await claim(5, 10)).map(c => c.noticeId)).toEqual([later])
})

test('many who claim at the same instant never get the same delivery', async () => {
  await house.db.delivery.updateMany({ data: { state: 'WAITING', attempts: 0 } })
  const claims = await Promise.all(Array.from({ length: 12 }, (_, i) => claim(i + 10, 20)))
  const ids = claims.flat().map(c => c.id)
  expect(ids.length).toBeGreaterThan(0)
  expect(new Set(ids).size).toBe(ids.length)
})

test('who no longer holds a delivery can not finish it', async () => {
  await house.db.delivery.updateMany({ data: { state: 'WAITING', attempts: 0 } })
  const [held] = await claim(99, 1)
  await house.db.delivery.update({ where: { id: held!.id }, data: { claimant: 100, attempts: 2 } })
  expect(await finish(house.db, held!, 99, { state: 'DROPPED' })).toBe(false)
  expect(await finish(house.db, { ...held!, attempts: 2 }, 100, { state: 'DROPPED' })).toBe(true)
})
