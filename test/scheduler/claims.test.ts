import { afterAll, beforeAll, expect, test } from 'vitest'
import { toColumn } from '../../src/core/database/columns.ts'
import { type Claim, claimDue, findRetrying } from '../../src/core/notices/claim.ts'
import { finishAttempt, recoverUnknown, release } from '../../src/core/notices/delivery.ts'
import { PRIORITY } from '../../src/core/notices/notice.ts'
import { type Harness, openHarness } from './harness.ts'

const ORDER = Object.values(PRIORITY)

let harness: Harness
beforeAll(async () => {
  harness = await openHarness()
  await harness.notify({})
  const { id } = await harness.db.notice.findFirstOrThrow()
  const nextAt = toColumn(harness.clock.now())
  await harness.db.delivery.createMany({
    data: Array.from({ length: 300 }, (_, i) => ({
      noticeId: id,
      platform: 'slack',
      address: `#${i}`,
      priority: ORDER[i % 4]!,
      nextAt,
    })),
  })
})
afterAll(() => harness.close())

const claim = (claimant: number, limit: number, more: Partial<Claim> = {}) =>
  claimDue(harness.db, harness.clock.now(), {
    platform: 'slack',
    claimant,
    limit,
    limitPerAddress: 20,
    excludedAddresses: [],
    retrying: new Map(),
    ...more,
  })

test('the most important go first, and to one address not more than may go', async () => {
  const { id } = await harness.db.notice.findFirstOrThrow()
  const nextAt = toColumn(harness.clock.now())
  await harness.notify(...Array.from({ length: 3 }, () => ({})))
  const others = await harness.db.notice.findMany({ where: { id: { gt: id } } })
  await harness.db.delivery.createMany({
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
  await harness.db.delivery.updateMany({ where: { state: 'SENDING' }, data: { state: 'WAITING' } })
})

test('many who claim at the same instant never get the same delivery', async () => {
  await harness.db.delivery.updateMany({ data: { state: 'WAITING', attempts: 0 } })
  const claims = await Promise.all(Array.from({ length: 12 }, (_, i) => claim(i + 10, 20)))
  const ids = claims.flat().map(c => c.id)
  expect(ids.length).toBeGreaterThan(0)
  expect(new Set(ids).size).toBe(ids.length)
})

test('who no longer holds a delivery can not finish it', async () => {
  await harness.db.delivery.updateMany({ data: { state: 'WAITING', attempts: 0 } })
  const [held] = await claim(99, 1)
  await harness.db.delivery.update({ where: { id: held!.id }, data: { claimant: 100, attempts: 2 } })
  expect(await finishAttempt(harness.db, held!, 99, { state: 'DROPPED' })).toBe(false)
  expect(await finishAttempt(harness.db, { ...held!, attempts: 2 }, 100, { state: 'DROPPED' })).toBe(true)
})

test.for([
  ['at the instant at which it may be sent', true],
  ['where it was in the order', false],
] as const)('a delivery released untried is as if it had never been claimed, %s', async ([_, hasInstant]) => {
  const nextAt = toColumn(harness.clock.now())
  const untouched = { state: 'WAITING', claimant: null, attempts: 0, outcomeUnknown: false } as const
  await harness.db.delivery.updateMany({ data: { ...untouched, nextAt } })
  const [claimed] = await claim(5, 1)
  expect(claimed!.attempts).toBe(1)
  const later = harness.clock.now().add({ seconds: 30 })
  await release(harness.db, claimed!, 5, hasInstant ? later : undefined)
  const row = await harness.db.delivery.findUniqueOrThrow({ where: { id: claimed!.id } })
  expect(row).toMatchObject({ ...untouched, nextAt: hasInstant ? toColumn(later) : nextAt })
  // Nothing waits behind it as it would behind one that failed.
  expect(await findRetrying(harness.db, 'slack')).toEqual(new Map())
  await harness.db.delivery.updateMany({ data: { ...untouched, nextAt } })
})

test('what an instance holds without knowing it is free again; what it knows stays, and what comes late changes nothing', async () => {
  await harness.db.delivery.updateMany({ data: { state: 'WAITING', claimant: null, attempts: 0 } })
  const [known, lost] = await claim(7, 2)
  const [others] = await claim(8, 1)
  expect(await recoverUnknown(harness.db, { platform: 'slack', claimant: 7 }, [known!.id])).toBe(1)
  const states = async () => {
    const ids = [known!.id, lost!.id, others!.id]
    const rows = await harness.db.delivery.findMany({ where: { id: { in: ids } } })
    return ids.map(id => rows.find(r => r.id === id)!.state)
  }
  expect(await states()).toEqual(['SENDING', 'WAITING', 'SENDING'])
  const again = await claim(7, 1000)
  expect(again.map(c => c.id)).toContain(lost!.id)
  await release(harness.db, lost!, 7)
  expect(await states()).toEqual(['SENDING', 'SENDING', 'SENDING'])
})
