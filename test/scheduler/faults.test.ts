import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listen } from '../../src/core/database/listen.ts'
import { LOCK_CLASSES } from '../../src/core/database/locks.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { PRIORITY } from '../../src/core/notices/notice.ts'
import { channels, geneva, type Harness, openHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await openHarness(undefined, { filled: true })
  await channels(harness.db, 'slack', 'RG-DT', 'WP2')
})
afterAll(() => harness.close())

/** One reminder, to be sent at nine. */
beforeEach(async () => {
  await harness.db.$executeRaw`TRUNCATE "Notice" CASCADE`
  harness.reset()
  harness.setClock('2026-02-18 09:00')
  await harness.notify({ kind: 'meeting-near', data: { meeting: 1, version: 1 } })
  harness.setClock('2026-02-18 08:59')
})

const fails = (outcome: DeliveryFault['outcome'], more: { retryAfter?: number; arrives?: boolean } = {}) =>
  harness.slack.faults.push({
    fault: new DeliveryFault(outcome, 'because', more.retryAfter),
    arrives: more.arrives ?? false,
  })
const delivery = () => harness.db.delivery.findFirstOrThrow()

describe('a message that could not be sent', () => {
  test('is sent later, once', async () => {
    fails('later')
    fails('later')
    await harness.until('2026-02-18 09:01')
    expect(harness.slack.asked).toEqual(['send #RG-DT', 'send #RG-DT', 'send #RG-DT'])
    expect(harness.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT', attempts: 3, fault: null, outcomeUnknown: false })
    await harness.expectIdle()
  })

  test('waits as long as the platform asks', async () => {
    fails('later', { retryAfter: 90_000 })
    await harness.until('2026-02-18 09:01')
    expect(harness.slack.sent).toEqual([])
    await harness.until('2026-02-18 09:02')
    expect(harness.slack.sent).toHaveLength(1)
  })

  test('because its channel must wait keeps every other message to that channel from being tried', async () => {
    fails('later', { retryAfter: 90_000 })
    harness.setClock('2026-02-18 09:00')
    await harness.app.scheduler.runUntilIdle()
    await harness.notify({ kind: 'meeting-near', subject: 'another', data: { meeting: 2, version: 1 } })
    harness.setClock('2026-02-18 09:01')
    await harness.app.scheduler.runUntilIdle()
    expect(harness.slack.asked).toEqual(['send #RG-DT'])
    expect(await harness.app.scheduler.next()).toEqual(geneva('2026-02-18 09:01').add({ seconds: 30 }))
    await harness.until('2026-02-18 09:02')
    expect(harness.slack.sent).toHaveLength(2)
  })

  test('five times in a row is there within a minute', async () => {
    for (let i = 0; i < 5; i++) fails('later')
    await harness.until('2026-02-18 09:01')
    expect(harness.slack.asked).toHaveLength(6)
    expect(harness.slack.sent).toHaveLength(1)
  })

  test('for hours is there within a minute after the platform works again', async () => {
    for (let i = 0; i < 10_000; i++) fails('later')
    for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00']) {
      harness.setClock(`2026-02-18 ${time}`)
      await harness.app.scheduler.runUntilIdle()
    }
    harness.slack.faults.length = 0
    await harness.until('2026-02-18 17:01')
    expect(harness.slack.sent).toHaveLength(1)
  })

  test('and never can be is given up, and why is kept', async () => {
    fails('never')
    await harness.until('2026-02-18 12:00')
    expect(await delivery()).toMatchObject({ state: 'FAILED', attempts: 1, fault: 'because' })
    expect(harness.slack.asked).toHaveLength(1)
    expect(harness.logged.some(line => line.startsWith('not delivered'))).toBe(true)
  })

  test('for three days is given up', async () => {
    for (let i = 0; i < 120; i++) fails('later')
    // One attempt every four hours: between them the program is idle.
    const tryAfter = async (hours: number) => {
      const from = geneva('2026-02-18 09:00')
      harness.clock.set(from.add({ hours }))
      await harness.app.scheduler.runUntilIdle()
    }
    for (let hours = 0; hours < 72; hours += 4) await tryAfter(hours)
    expect(await delivery()).toMatchObject({ state: 'WAITING', attempts: 18, fault: 'because' })
    await tryAfter(72)
    expect(await delivery()).toMatchObject({ state: 'FAILED', fault: 'because' })
    expect(harness.slack.sent).toEqual([])
  })

  test('holds back what came later about its matter, and nothing else', async () => {
    fails('later')
    harness.setClock('2026-02-18 09:00')
    await harness.app.scheduler.runUntilIdle()
    const of = (subject: string) => ({ kind: 'meeting-near', subject, data: { meeting: 2, version: 1 } })
    await harness.notify({ ...of('test'), series: 'later' }, of('another'))
    await harness.app.scheduler.runUntilIdle()
    expect(harness.slack.sent.map(s => s.summary)).toEqual([expect.stringContaining('13 May 2026')])
    await harness.until('2026-02-18 09:01')
    const numbers = harness.slack.sent.map(s => Number(s.key.slice('test:'.length)))
    // The other matter's first, then the two of this one in their order.
    expect(numbers).toEqual([numbers[1]! + 2, numbers[1]!, numbers[1]! + 1])
  })

  test('because the platform refuses the bot waits, and TSB reads of it in the morning', async () => {
    const refused = new DeliveryFault('later', 'the token was revoked', undefined, 'platform')
    for (let i = 0; i < 10_000; i++) harness.slack.faults.push({ fault: refused })
    await harness.until('2026-02-18 10:00')
    expect(await delivery()).toMatchObject({ state: 'WAITING', fault: 'the token was revoked' })
    const digest = { kind: 'undelivered', dueAt: new Date(geneva('2026-02-19 09:00').epochMilliseconds) }
    expect(await harness.db.notice.findMany({ where: { kind: 'undelivered' } })).toMatchObject([digest])
    expect(await harness.does('TSB', 'delivery list')).toBe('Not delivered: 1.')
    harness.slack.faults.length = 0
    await harness.until('2026-02-18 10:02')
    expect(harness.slack.sent).toHaveLength(1)
  })

  test('does not hold up another channel', async () => {
    await harness.db.notice.updateMany({ data: { audience: [{ channelOf: 'RG-DT' }, { channelOf: 'WP2' }] } })
    fails('later')
    harness.setClock('2026-02-18 09:00')
    await harness.app.scheduler.runUntilIdle()
    expect(harness.slack.sent).toHaveLength(1)
    expect(harness.slack.asked.toSorted()).toEqual(['send #RG-DT', 'send #WP2'])
  })
})

describe('a message that may have been sent', () => {
  test('and was, is looked for and not sent again', async () => {
    fails('unknown', { arrives: true })
    await harness.until('2026-02-18 09:01')
    expect(harness.slack.asked).toEqual(['send #RG-DT', 'find #RG-DT'])
    expect(harness.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT', message: harness.slack.sent[0]!.reference })
    await harness.expectIdle()
  })

  test('and was not, is looked for and then sent', async () => {
    fails('unknown')
    await harness.until('2026-02-18 09:01')
    expect(harness.slack.asked).toEqual(['send #RG-DT', 'find #RG-DT', 'send #RG-DT'])
    expect(harness.slack.sent).toHaveLength(1)
  })

  test('is still looked for after a try that certainly failed', async () => {
    fails('unknown', { arrives: true })
    await harness.until('2026-02-18 09:00')
    const { find } = harness.slack
    let failing = true
    harness.slack.find = async (...asked) => {
      if (failing) {
        failing = false
        throw new DeliveryFault('later', 'busy')
      }
      return find(...asked)
    }
    await harness.until('2026-02-18 09:05')
    expect(failing).toBe(false)
    expect(harness.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT' })
  })

  test('for a reason that is not the platform’s is looked for, too', async () => {
    harness.slack.faults.push({ fault: new TypeError('x is undefined'), arrives: true })
    await harness.until('2026-02-18 09:01')
    expect(harness.slack.asked).toEqual(['send #RG-DT', 'find #RG-DT'])
    expect(harness.slack.sent).toHaveLength(1)
  })
})

test.for([
  ['each day', PRIORITY.normal],
  ['each day, as a reminder that is late both times', PRIORITY.reminder],
] as const)(
  'a notice repeated %s is a message of its own each time, also when its outcome is unknown',
  async ([_, priority]) => {
    await harness.db.$executeRaw`TRUNCATE "Notice" CASCADE`
    await harness.notify({ kind: 'meeting-near', data: { meeting: 1, version: 1 }, everyDays: 1, priority })
    for (const day of [18, 19, 20]) {
      harness.setClock(`2026-02-${day} 10:00`)
      // The first attempt breaks off before the message has arrived.
      fails('unknown')
      await harness.app.scheduler.runUntilIdle()
      await harness.until(`2026-02-${day} 10:01`)
    }
    expect(harness.slack.sent).toHaveLength(3)
    expect(new Set(harness.slack.sent.map(s => s.key)).size).toBe(3)
  },
)

describe('a delivery that an instance left behind', () => {
  const leftBy = (claimant: number) =>
    harness.db.delivery.updateMany({
      data: { state: 'SENDING', claimant, attempts: 1, triedAt: harness.clock.now().toString() },
    })
  beforeEach(async () => {
    fails('later')
    await harness.until('2026-02-18 09:00')
  })

  test('when it died, is looked up and finished', async () => {
    await leftBy(4711)
    await harness.until('2026-02-18 09:01')
    expect(harness.slack.asked.slice(1)).toEqual(['find #RG-DT', 'send #RG-DT'])
    expect(harness.slack.sent).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'SENT', attempts: 2 })
  })

  test('while it lives, is left to it', async () => {
    const other = await listen({
      url: harness.url,
      channel: 'intersg_due',
      onNotify() {},
      lock: [LOCK_CLASSES.instance, 4711],
    })
    await leftBy(4711)
    await harness.until('2026-02-18 09:01')
    expect(await delivery()).toMatchObject({ state: 'SENDING', claimant: 4711 })
    expect(harness.slack.sent).toEqual([])
    await other.close()
    await expect
      .poll(async () => {
        await harness.app.scheduler.runUntilIdle()
        return (await delivery()).state
      })
      .toBe('WAITING')
    await harness.until('2026-02-18 09:02')
    expect(harness.slack.sent).toHaveLength(1)
  })
})

test('a notice of a kind that this program does not know is given up, and the others go on', async () => {
  await harness.notify({ kind: 'from-the-future' })
  await harness.until('2026-02-18 09:01')
  const states = (await harness.db.delivery.findMany({ orderBy: { id: 'asc' } })).map(d => d.state)
  expect(states).toEqual(['FAILED', 'SENT'])
})
