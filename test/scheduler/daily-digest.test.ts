/** The daily digest of somebody who chose one: what can wait comes once, in one message, at 09:00 where they are. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digestFor, firstMorning } from '../../src/core/notices/daily-digest.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { PRIORITY } from '../../src/core/notices/notice.ts'
import { channels, geneva, type Harness, openHarness } from './harness.ts'

describe('when a notice is told', () => {
  const notice = (dueAt: string, more: object = {}) => ({
    kind: 'test',
    priority: PRIORITY.normal as number,
    dueAt: new Date(geneva(dueAt).epochMilliseconds),
    expiresAt: null,
    ...more,
  })

  test.for([
    ['just before 09:00', '2026-04-20 08:59', 'Europe/Zurich', '2026-04-20T07:00:00Z'],
    ['at 09:00', '2026-04-20 09:00', 'Europe/Zurich', '2026-04-20T07:00:00Z'],
    ['just after it', '2026-04-20 09:01', 'Europe/Zurich', '2026-04-21T07:00:00Z'],
    ['in Tokyo, where 09:00 is 02:00 in Geneva', '2026-04-20 09:00', 'Asia/Tokyo', '2026-04-21T00:00:00Z'],
    [
      'in New York, where it is 15:00 in Geneva',
      '2026-04-20 09:00',
      'America/New_York',
      '2026-04-20T13:00:00Z',
    ],
    ['over the change of clocks', '2026-03-28 10:00', 'Europe/Zurich', '2026-03-29T07:00:00Z'],
  ] as const)('%s', ([, at, zone, expected]) => {
    expect(firstMorning(geneva(at), zone).toString()).toBe(expected)
    expect(digestFor(notice(at), zone, undefined)?.toString()).toBe(expected)
  })

  test('without a known zone it is 09:00 in Geneva', () => {
    expect(digestFor(notice('2026-04-20 08:00'), null, undefined)?.toString()).toBe('2026-04-20T07:00:00Z')
  })

  test.for([
    ['urgent', { priority: PRIORITY.urgent as number }, undefined],
    ['a digest itself', { kind: 'daily-digest' }, undefined],
    ['over twelve hours after the digest', { expiresAt: new Date('2026-04-21T19:00:00Z') }, undefined],
    ['about a meeting that begins until then', {}, '2026-04-21T19:00:00Z'],
  ] as const)('at once: %s', ([, more, soonest]) => {
    const begins = soonest ? Temporal.Instant.from(soonest) : undefined
    expect(digestFor(notice('2026-04-20 10:00', more), 'Europe/Zurich', begins)).toBeUndefined()
  })

  test('what is over a moment later can wait', () => {
    const ends = { expiresAt: new Date('2026-04-21T19:00:00.001Z') }
    expect(digestFor(notice('2026-04-20 10:00', ends), null, undefined)).toBeDefined()
    const begins = Temporal.Instant.from('2026-04-21T19:00:00.001Z')
    expect(digestFor(notice('2026-04-20 10:00'), null, begins)).toBeDefined()
  })
})

describe('a daily digest', () => {
  let h: Harness
  const told = (account: string) => h.slack.sent.filter(s => s.address === `@${account}`)
  beforeEach(async () => {
    h = await openHarness('2026-04-20 10:00', { filled: true })
    await h.does('TSB', 'person add "Ada" role:"SG13 chair" account:slack:UADA00000')
    await h.does('TSB', 'person add "Bo" role:"SG17 chair" account:slack:UBO000000')
    await h.until('2026-04-20 10:00')
    h.reset()
    await h.does('slack:UBO000000', 'prefer digest:on')
    await h.does('slack:UADA00000', 'issue raise topic:Trust summary:x with:SG17')
    await h.does('slack:UADA00000', 'issue propose ISG-1 text:"One definition"')
    await h.until('2026-04-20 10:00')
  })
  afterEach(() => h.close())

  test('holds what can wait, with its commands, and comes once', async () => {
    await h.until('2026-04-21 08:59')
    expect(told('UBO000000')).toEqual([])
    await h.until('2026-04-21 09:00')
    expect(told('UBO000000').map(s => s.summary)).toEqual([
      expect.stringMatching(
        /^Your daily digest: 2 messages\. ISG-1 Trust: .* raised the issue for SG13, with SG17\. ISG-1 Trust: .* proposed a way forward: One definition\. \/sg issue position issue:ISG-1, /,
      ),
    ])
    await h.until('2026-04-23 12:00')
    expect(told('UBO000000')).toHaveLength(1)
    await h.expectIdle()
  })

  test('leaves what is urgent as it is', async () => {
    await h.does('TSB', 'person add "Cy" role:"WP2 chair" account:slack:UCY000000')
    await h.does('slack:UCY000000', 'prefer digest:on')
    await h.does('slack:UADA00000', 'issue escalate ISG-1 reason:"No way out"')
    await h.until('2026-04-20 10:01')
    expect(told('UCY000000').map(s => s.summary)).toEqual([
      expect.stringContaining('brought the issue to WP2'),
    ])
  })

  test('that was turned off comes at once', async () => {
    expect(await h.does('slack:UBO000000', 'prefer digest:off')).toContain(
      'What was kept for your digest comes now.',
    )
    await h.until('2026-04-20 10:00')
    expect(told('UBO000000')).toHaveLength(1)
    await h.does('slack:UADA00000', 'issue propose ISG-1 text:"Another one"')
    await h.until('2026-04-20 10:01')
    expect(told('UBO000000').at(-1)?.summary).toContain('proposed a way forward: Another one')
  })

  test('has the reminders of its 09:00, and no issue that was muted since', async () => {
    await h.does('slack:UBO000000', 'follow RG-DT')
    await h.does('slack:UBO000000', 'issue mute ISG-1')
    await h.until('2026-04-22 23:00')
    expect(told('UBO000000')).toEqual([])
    await h.does('slack:UBO000000', 'issue unmute ISG-1')
    await h.does('slack:UADA00000', 'issue propose ISG-1 text:"A third"')
    await h.until('2026-04-23 09:00')
    expect(told('UBO000000').map(s => s.summary)).toEqual([
      expect.stringMatching(/^Your daily digest: 2 messages\..*A third.*are due in 14 days/),
    ])
  })

  test('comes in parts where it has more than fit, and none is lost', async () => {
    for (let i = 1; i <= 22; i++) await h.does('slack:UADA00000', `issue propose ISG-1 text:"Text ${i}"`)
    await h.until('2026-04-21 09:00')
    const all = told('UBO000000').map(s => s.summary)
    expect(all).toHaveLength(2)
    for (let i = 1; i <= 22; i++) expect(all.join(' ')).toContain(`: Text ${i}.`)
  })

  test('told of a meeting tells of its end, too', async () => {
    await h.does('slack:UBO000000', 'issue mute ISG-1')
    await h.does('slack:UBO000000', 'follow RG-DT')
    await h.until('2026-04-23 10:00')
    await h.does('TSB', 'meeting cancel MTG-2 reason:"No input"')
    await h.until('2026-04-24 08:59')
    expect(told('UBO000000').map(s => s.summary)).toEqual([expect.stringContaining('are due in 14 days')])
    await h.until('2026-04-24 09:00')
    expect(told('UBO000000').at(-1)?.summary).toContain('cancelled: No input')
  })

  test('does not hold back that a meeting of today is moved', async () => {
    await h.does('slack:UBO000000', 'follow RG-DT')
    await h.until('2026-05-13 10:00')
    h.reset()
    await h.does(
      'RG-DT Rapporteur',
      'meeting move MTG-2 date:"20 May 2026" reason:"The Rapporteur is ill" confirm:yes',
    )
    await h.until('2026-05-13 10:01')
    expect(told('UBO000000').map(s => s.summary)).toEqual([
      expect.stringContaining('is moved from 13 May 2026'),
    ])
  })

  test('that does not reach its reader leaves each message in the channel of its group, for its reader', async () => {
    await channels(h.db, 'slack', 'SG17')
    await h.until('2026-04-21 08:59')
    h.slack.faults.push({ fault: new DeliveryFault('never', 'account_inactive') })
    await h.until('2026-04-21 09:00')
    expect(h.slack.sent.filter(s => s.address === '#SG17').map(s => s.summary)).toEqual([
      expect.stringMatching(/^For Bo \(SG17 chair\): ISG-1 Trust: .* raised the issue/),
      expect.stringMatching(/^For Bo \(SG17 chair\): ISG-1 Trust: .* proposed a way forward/),
    ])
  })
})
