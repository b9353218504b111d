import { afterAll, beforeAll, expect, test } from 'vitest'
import { toColumn } from '../../src/core/database/columns.ts'
import { type Claim, chooseDeliveries, claimDue, findRetrying } from '../../src/core/notices/claim.ts'
import { finishAttempt, recoverUnknown, release } from '../../src/core/notices/delivery.ts'
import { PRIORITY } from '../../src/core/notices/notice.ts'
import { type House, openHouse } from './harness.ts'

const ORDER = Object.values(PRIORITY)

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
      priority: ORDER[i % 4]!,
      nextAt,
    })),
  })
})
afterAll(() => house.close())

const claim = (claimant: number, limit: number, more: Partial<Claim> = {}) =>
  claimDue(house.db, house.clock.now(), {
    platform: 'slack',
    claimant,
    limit,
    limitPerAddress: 20,
    excludedAddresses: [],
    retrying: new Map(),
    ...more,
  })

test('the most important go first, and to one address not more than may go', async () => {
  const { id } = await house.db.notice.findFirstOrThrow()
  const nextAt = toColumn(house.clock.now())
  await house.notify(...Array.from({ length: 3 }, () => ({})))
  const others = await house.db.notice.findMany({ where: { id: { gt: id } } })
  await house.db.delivery.createMany({
    data: others.map(n => ({ noticeId: n.id, platform: 'slack', address: '#0', priority: 1, nextAt })),
  })
  const claimed = await claim(1, 76, { limitPerAddress: 2 })
  expect(new Set(claimed.map(c => c.priority))).toEqual(new Set([1]))
  expect(claimed.filter(c => c.address === '#0')).toHaveLength(2)
})

test('to an address that must wait nothing is claimed, nor where something is under way', async () => {
  const [first] = await claim(2, 1)
  const except = [first!.address, '#100']
  const claimed = await claim(3, 1000, { excludedAddresses: except })
  expect(claimed.length).toBeGreaterThan(100)
  expect(claimed.filter(c => except.includes(c.address))).toEqual([])
  await house.db.delivery.updateMany({ where: { state: 'SENDING' }, data: { state: 'WAITING' } })
})

test('what was tried in vain holds back what came later about the same matter, and nothing else', () => {
  const candidates = [
    { id: 1n, address: '#x', subject: 'MTG-1', priority: 5 },
    { id: 2n, address: '#x', subject: 'MTG-2', priority: 5 },
    { id: 3n, address: '#y', subject: 'MTG-1', priority: 5 },
    { id: 5n, address: '#x', subject: 'MTG-1', priority: 5 },
  ]
  const choose = (...behind: [string, bigint][]) =>
    chooseDeliveries(candidates, { limit: 10, limitPerAddress: 10, retrying: new Map(behind) }).map(c => c.id)
  expect(choose()).toEqual([1n, 2n, 3n, 5n])
  expect(choose(['#x MTG-1', 4n])).toEqual([1n, 2n, 3n])
  expect(choose(['#x MTG-1', 1n])).toEqual([1n, 2n, 3n])
})

test('of one matter what came first goes first, whatever instant its instance gave it; what is urgent before it', () => {
  const candidates = [
    { id: 9n, address: '#x', subject: 'ISG-1', priority: 1 },
    { id: 6n, address: '#x', subject: 'ISG-1', priority: 5 },
    { id: 4n, address: '#x', subject: 'ISG-2', priority: 5 },
    { id: 5n, address: '#x', subject: 'ISG-1', priority: 5 },
  ]
  const chosen = chooseDeliveries(candidates, { limit: 10, limitPerAddress: 10, retrying: new Map() })
  expect(chosen.map(c => c.id)).toEqual([9n, 5n, 4n, 6n])
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
  expect(await finishAttempt(house.db, held!, 99, { state: 'DROPPED' })).toBe(false)
  expect(await finishAttempt(house.db, { ...held!, attempts: 2 }, 100, { state: 'DROPPED' })).toBe(true)
})

test.for([
  ['at the instant at which it may be sent', true],
  ['where it was in the order', false],
] as const)('a delivery released untried is as if it had never been claimed, %s', async ([_, hasInstant]) => {
  const nextAt = toColumn(house.clock.now())
  const untouched = { state: 'WAITING', claimant: null, attempts: 0, outcomeUnknown: false } as const
  await house.db.delivery.updateMany({ data: { ...untouched, nextAt } })
  const [claimed] = await claim(5, 1)
  expect(claimed!.attempts).toBe(1)
  const later = house.clock.now().add({ seconds: 30 })
  await release(house.db, claimed!, 5, hasInstant ? later : undefined)
  const row = await house.db.delivery.findUniqueOrThrow({ where: { id: claimed!.id } })
  expect(row).toMatchObject({ ...untouched, nextAt: hasInstant ? toColumn(later) : nextAt })
  // Nothing waits behind it as it would behind one that failed.
  expect(await findRetrying(house.db, 'slack')).toEqual(new Map())
  await house.db.delivery.updateMany({ data: { ...untouched, nextAt } })
})

test('what an instance holds without knowing it is free again; what it knows stays, and what comes late changes nothing', async () => {
  await house.db.delivery.updateMany({ data: { state: 'WAITING', claimant: null, attempts: 0 } })
  const [known, lost] = await claim(7, 2)
  const [others] = await claim(8, 1)
  expect(await recoverUnknown(house.db, { platform: 'slack', claimant: 7 }, [known!.id])).toBe(1)
  const states = async () => {
    const ids = [known!.id, lost!.id, others!.id]
    const rows = await house.db.delivery.findMany({ where: { id: { in: ids } } })
    return ids.map(id => rows.find(r => r.id === id)!.state)
  }
  expect(await states()).toEqual(['SENDING', 'WAITING', 'SENDING'])
  const again = await claim(7, 1000)
  expect(again.map(c => c.id)).toContain(lost!.id)
  await release(house.db, lost!, 7)
  expect(await states()).toEqual(['SENDING', 'SENDING', 'SENDING'])
})
