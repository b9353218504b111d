import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { formatDate, formatTime, inGeneva } from '../../src/core/time/geneva.ts'
import { channels, type Harness, openHarness } from './harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await openHarness('2026-02-02 09:00', { filled: true })
  await channels(harness.db, 'slack', 'RG-DT', 'WP2')
})
afterEach(() => harness.close())

const sent = (address: string, words = '') =>
  harness.slack.sent.filter(s => s.address === address && s.summary.includes(words))
const deliveries = (address: string) =>
  harness.db.delivery.findMany({ where: { address, state: 'SENT' }, orderBy: { id: 'asc' } })
/** The times of messages to the address. Notices that are due together may come as one message. */
const times = async (address: string) => {
  const sentAt = (await deliveries(address)).map(d => inGeneva(d.sentAt!.toTemporalInstant()))
  return [...new Set(sentAt.map(at => `${formatDate(at)}, ${formatTime(at)}`))]
}

describe('the reminders of the year', () => {
  test('are sent when they are due, in order, each once', async () => {
    await harness.until('2026-03-31 09:00')
    expect(await times('#RG-DT')).toEqual([
      '18 February 2026, 09:00',
      '25 February 2026, 09:00',
      '1 March 2026, 09:00',
      '3 March 2026, 09:00',
      '4 March 2026, 09:00',
      '10 March 2026, 09:00',
      '11 March 2026, 12:00',
    ])
    const said = sent('#RG-DT').flatMap(s => [
      ...s.text.matchAll(/(?:due|meeting is) (today|tomorrow|in \d+ \w+)/g),
    ])
    expect(said.map(words => words[1])).toEqual([
      'in 14 days',
      'in 7 days',
      'in 3 days',
      'tomorrow',
      'today',
      'in 7 days',
      'tomorrow',
      'in 1 hour',
    ])
    await harness.expectIdle()
  })

  test('say "in 1 hour" also some seconds after they fall due', async () => {
    await harness.until('2026-03-11 11:00')
    harness.setClock('2026-03-11 12:00:03')
    await harness.until('2026-03-11 12:01')
    expect(sent('#RG-DT').at(-1)?.summary).toContain('meeting is in 1 hour')
  })

  test('of two groups on one day do not stand in for each other', async () => {
    // 1 September is one day before RG-DT's deadline and seven before WP2's.
    harness.setClock('2026-08-31 12:00')
    await harness.until('2026-09-01 12:00')
    expect(sent('#RG-DT', '2 September 2026').at(-1)?.summary).toContain('tomorrow')
    expect(sent('#WP2', '8 September 2026').at(-1)?.summary).toContain('in 7 days')
  })

  test('keep to nine in Geneva when clocks change', async () => {
    harness.setClock('2026-04-22 12:00')
    await harness.until('2026-04-24 09:00')
    expect((await deliveries('#RG-DT')).at(-1)!.sentAt!.toISOString()).toBe('2026-04-23T07:00:00.000Z')
  })
})

describe('of a meeting that is moved', () => {
  test('none of the old reminders is sent, the new ones are, and those told are told', async () => {
    await harness.until('2026-02-20 12:00')
    await harness.does('RG-DT Rapporteur', 'meeting move MTG-1 date:"18 March 2026" reason:"clash with SG13"')
    await harness.until('2026-04-01 12:00')
    expect(sent('#RG-DT', 'is moved from 11 March 2026')).toHaveLength(1)
    expect(await times('#RG-DT')).toEqual([
      '18 February 2026, 09:00',
      '20 February 2026, 12:00',
      '25 February 2026, 09:00',
      '4 March 2026, 09:00',
      '8 March 2026, 09:00',
      '10 March 2026, 09:00',
      '11 March 2026, 09:00',
      '17 March 2026, 09:00',
      '18 March 2026, 12:00',
    ])
    for (const { summary } of sent('#RG-DT').slice(2))
      expect(summary).not.toMatch(/\b11 March 2026, 1|by 4 March/)
    await harness.expectIdle()
  })

  test('what was addressed and not yet sent is dropped', async () => {
    harness.setClock('2026-02-18 09:00')
    harness.slack.faults.push({ fault: new DeliveryFault('later', 'busy') })
    await harness.app.scheduler.runUntilIdle()
    await harness.does('RG-DT Rapporteur', 'meeting cancel MTG-1 reason:"no input"')
    await harness.until('2026-02-18 12:00')
    expect(harness.slack.sent.map(s => s.summary)).toEqual([
      'The RG-DT interim RG meeting of 11 March 2026, 13:00–15:00 Geneva time (CET) is cancelled: no input.',
    ])
  })
})

test('of a meeting that is cancelled nothing more is sent but that', async () => {
  await harness.until('2026-02-20 12:00')
  await harness.does('RG-DT Rapporteur', 'meeting cancel MTG-1 reason:"no input"')
  await harness.until('2026-04-01 12:00')
  expect(await times('#RG-DT')).toEqual(['18 February 2026, 09:00', '20 February 2026, 12:00'])
  expect(sent('#RG-DT').at(-1)?.summary).toContain('is cancelled: no input')
})

describe('after a long sleep', () => {
  test('reminders of one matter that were missed become one, the last', async () => {
    harness.setClock('2026-03-03 10:00')
    await harness.app.scheduler.runUntilIdle()
    expect(sent('#RG-DT').map(s => s.summary)).toEqual([
      expect.stringContaining('are due tomorrow: by 4 March 2026'),
    ])
    expect(await harness.db.notice.count({ where: { state: 'MERGED', subject: 'MTG-1' } })).toBe(3)
    await harness.expectIdle()
  })

  test('those whose matter is over are not sent as if they were ahead', async () => {
    harness.setClock('2026-03-11 13:00')
    await harness.app.scheduler.runUntilIdle()
    for (const { text } of sent('#RG-DT')) {
      expect(text).toMatch(/^Reminders that come late/)
      expect(text).not.toMatch(/in -\d+ days|is in 1 minute/)
    }
    const series = { in: ['deadline', 'meeting'] }
    expect(await harness.db.notice.count({ where: { state: 'ADDRESSED', subject: 'MTG-1', series } })).toBe(0)
    await harness.expectIdle()
  })
})
