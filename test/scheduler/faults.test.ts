import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listen } from '../../src/core/database/listen.ts'
import { LOCK_CLASSES } from '../../src/core/database/locks.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { seed } from '../../src/core/seed.ts'
import { channels, geneva, type House, openHouse } from './harness.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await seed(house.db, house.clock.now())
  await channels(house.db, 'slack', 'RG-DT', 'WP2')
})
afterAll(() => house.close())

/** One reminder, to be sent at nine. */
beforeEach(async () => {
  await house.db.$executeRaw`TRUNCATE "Notice" CASCADE`
  house.empty()
  house.sleepUntil('2026-02-18 09:00')
  await house.notify({ kind: 'meeting-near', data: { meeting: 1, version: 1 } })
  house.sleepUntil('2026-02-18 08:59')
})

const fails = (outcome: DeliveryFault['outcome'], more: { retryAfter?: number; arrives?: boolean } = {}) =>
  house.slack.faults.push({
    fault: new DeliveryFault(outcome, 'because', more.retryAfter),
    arrives: more.arrives ?? false,
  })
const delivery = () => house.db.delivery.findFirstOrThrow()

describe('a message that could not be sent', () => {
  test('is sent later, once', async () => {
    fails('later')
    fails('later')
    await house.until('2026-02-18 09:01')
    expect(house.slack.asked).toEqual(['send #RG-DT', 'send #RG-DT', 'send #RG-DT'])
    expect(house.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT', attempts: 3, fault: null, outcomeUnknown: false })
    await house.atRest()
  })

  test('waits as long as the platform asks', async () => {
    fails('later', { retryAfter: 90_000 })
    await house.until('2026-02-18 09:01')
    expect(house.slack.sent).toEqual([])
    await house.until('2026-02-18 09:02')
    expect(house.slack.sent).toHaveLength(1)
  })

  test('because its channel must wait keeps every other message to that channel from being tried', async () => {
    fails('later', { retryAfter: 90_000 })
    house.sleepUntil('2026-02-18 09:00')
    await house.app.scheduler.runUntilIdle()
    await house.notify({ kind: 'meeting-near', subject: 'another', data: { meeting: 2, version: 1 } })
    house.sleepUntil('2026-02-18 09:01')
    await house.app.scheduler.runUntilIdle()
    expect(house.slack.asked).toEqual(['send #RG-DT'])
    expect(await house.app.scheduler.next()).toEqual(geneva('2026-02-18 09:01').add({ seconds: 30 }))
    await house.until('2026-02-18 09:02')
    expect(house.slack.sent).toHaveLength(2)
  })

  test('five times in a row is there within a minute', async () => {
    for (let i = 0; i < 5; i++) fails('later')
    await house.until('2026-02-18 09:01')
    expect(house.slack.asked).toHaveLength(6)
    expect(house.slack.sent).toHaveLength(1)
  })

  test('for hours is there within a minute after the platform works again', async () => {
    for (let i = 0; i < 10_000; i++) fails('later')
    for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00']) {
      house.sleepUntil(`2026-02-18 ${time}`)
      await house.app.scheduler.runUntilIdle()
    }
    house.slack.faults.length = 0
    await house.until('2026-02-18 17:01')
    expect(house.slack.sent).toHaveLength(1)
  })

  test('and never can be is given up, and why is kept', async () => {
    fails('never')
    await house.until('2026-02-18 12:00')
    expect(await delivery()).toMatchObject({ state: 'FAILED', attempts: 1, fault: 'because' })
    expect(house.slack.asked).toHaveLength(1)
    expect(house.logged.some(line => line.startsWith('not delivered'))).toBe(true)
  })

  test('for three days is given up', async () => {
    for (let i = 0; i < 120; i++) fails('later')
    // One attempt every four hours: between them nobody is awake.
    const tryAfter = async (hours: number) => {
      const from = geneva('2026-02-18 09:00')
      house.clock.set(from.add({ hours }))
      await house.app.scheduler.runUntilIdle()
    }
    for (let hours = 0; hours < 72; hours += 4) await tryAfter(hours)
    expect(await delivery()).toMatchObject({ state: 'WAITING', attempts: 18, fault: 'because' })
    await tryAfter(72)
    expect(await delivery()).toMatchObject({ state: 'FAILED', fault: 'because' })
    expect(house.slack.sent).toEqual([])
  })

  test('holds back what came later about its matter, and nothing else', async () => {
    fails('later')
    house.sleepUntil('2026-02-18 09:00')
    await house.app.scheduler.runUntilIdle()
    const of = (subject: string) => ({ kind: 'meeting-near', subject, data: { meeting: 2, version: 1 } })
    await house.notify({ ...of('test'), series: 'later' }, of('another'))
    await house.app.scheduler.runUntilIdle()
    expect(house.slack.sent.map(s => s.summary)).toEqual([expect.stringContaining('13 May 2026')])
    await house.until('2026-02-18 09:01')
    const numbers = house.slack.sent.map(s => Number(s.key.slice('test:'.length)))
    // The other matter's first, then the two of this one in their order.
    expect(numbers).toEqual([numbers[1]! + 2, numbers[1]!, numbers[1]! + 1])
  })

  test('because the platform refuses the bot waits, and TSB reads of it in the morning', async () => {
    const refused = new DeliveryFault('later', 'the token was revoked', undefined, 'platform')
    for (let i = 0; i < 10_000; i++) house.slack.faults.push({ fault: refused })
    await house.until('2026-02-18 10:00')
    expect(await delivery()).toMatchObject({ state: 'WAITING', fault: 'the token was revoked' })
    const digest = { kind: 'undelivered', dueAt: new Date(geneva('2026-02-19 09:00').epochMilliseconds) }
    expect(await house.db.notice.findMany({ where: { kind: 'undelivered' } })).toMatchObject([digest])
    expect(await house.does('TSB', 'delivery list')).toBe('Not delivered: 1.')
    house.slack.faults.length = 0
    await house.until('2026-02-18 10:02')
    expect(house.slack.sent).toHaveLength(1)
  })

  test('does not hold up another channel', async () => {
    await house.db.notice.updateMany({ data: { audience: [{ channelOf: 'RG-DT' }, { channelOf: 'WP2' }] } })
    fails('later')
    house.sleepUntil('2026-02-18 09:00')
    await house.app.scheduler.runUntilIdle()
    expect(house.slack.sent).toHaveLength(1)
    expect(house.slack.asked.toSorted()).toEqual(['send #RG-DT', 'send #WP2'])
  })
})

describe('a message that may have been sent', () => {
  test('and was, is looked for and not sent again', async () => {
    fails('uncertain', { arrives: true })
    await house.until('2026-02-18 09:01')
    expect(house.slack.asked).toEqual(['send #RG-DT', 'find #RG-DT'])
    expect(house.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT', message: house.slack.sent[0]!.reference })
    await house.atRest()
  })

  test('and was not, is looked for and then sent', async () => {
    fails('uncertain')
    await house.until('2026-02-18 09:01')
    expect(house.slack.asked).toEqual(['send #RG-DT', 'find #RG-DT', 'send #RG-DT'])
    expect(house.slack.sent).toHaveLength(1)
  })

  test('is still looked for after a try that certainly failed', async () => {
    fails('uncertain', { arrives: true })
    await house.until('2026-02-18 09:00')
    const { find } = house.slack
    let failing = true
    house.slack.find = async (...asked) => {
      if (failing) {
        failing = false
        throw new DeliveryFault('later', 'busy')
      }
      return find(...asked)
    }
    await house.until('2026-02-18 09:05')
    expect(failing).toBe(false)
    expect(house.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT' })
  })

  test('for a reason that is not the platform’s is looked for, too', async () => {
    house.slack.faults.push({ fault: new TypeError('x is undefined'), arrives: true })
    await house.until('2026-02-18 09:01')
    expect(house.slack.asked).toEqual(['send #RG-DT', 'find #RG-DT'])
    expect(house.slack.sent).toHaveLength(1)
  })
})

describe('a delivery that an instance left behind', () => {
  const leftBy = (claimant: number) =>
    house.db.delivery.updateMany({
      data: { state: 'SENDING', claimant, attempts: 1, triedAt: house.clock.now().toString() },
    })
  beforeEach(async () => {
    fails('later')
    await house.until('2026-02-18 09:00')
  })

  test('when it died, is looked up and finished', async () => {
    await leftBy(4711)
    await house.until('2026-02-18 09:01')
    expect(house.slack.asked.slice(1)).toEqual(['find #RG-DT', 'send #RG-DT'])
    expect(house.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT', attempts: 2 })
  })

  test('while it lives, is left to it', async () => {
    const other = await listen({
      url: house.url,
      channel: 'intersg_due',
      onNotify() {},
      lock: [LOCK_CLASSES.instance, 4711],
    })
    await leftBy(4711)
    await house.until('2026-02-18 09:01')
    expect(await delivery()).toMatchObject({ state: 'SENDING', claimant: 4711 })
    expect(house.slack.sent).toEqual([])
    await other.close()
    await expect
      .poll(async () => {
        await house.app.scheduler.runUntilIdle()
        return (await delivery()).state
      })
      .toBe('WAITING')
    await house.until('2026-02-18 09:02')
    expect(house.slack.sent).toHaveLength(1)
  })
})

test('a notice of a kind that this program does not know is given up, and the others go on', async () => {
  await house.notify({ kind: 'from-the-future' })
  await house.until('2026-02-18 09:01')
  const states = (await house.db.delivery.findMany({ orderBy: { id: 'asc' } })).map(d => d.state)
  expect(states).toEqual(['FAILED', 'SENT'])
})
