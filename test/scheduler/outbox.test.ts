import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startApp } from '../../src/app.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { formatDate, formatTime, inGeneva } from '../../src/core/time/geneva.ts'
import { channels, geneva, type Harness, openHarness } from './harness.ts'
import { fakePlatform } from './platform.ts'

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

let harness: Harness
beforeEach(async () => {
  harness = await openHarness('2026-02-02 09:00', { filled: true })
  await channels(harness.db, 'slack', 'SG13', 'SG17', 'SG20', 'WP2')
})
afterEach(() => harness.close())

const at = (address: string) => harness.slack.sent.filter(s => s.address === address)
const raise = () =>
  harness.does('SG13 chair', 'issue raise topic:"Trust" summary:"Who?" with:SG17,SG20 show-to:WP2')

describe('the card of an issue', () => {
  test('stands once in each channel, and is edited in place', async () => {
    await raise()
    await harness.app.scheduler.runUntilIdle()
    expect(harness.slack.sent.map(s => s.address).toSorted()).toEqual(['#SG13', '#SG17', '#SG20', '#WP2'])
    const [card] = at('#SG17')
    expect(card!.text).toContain('State:')
    await harness.does('SG17 chair', 'issue propose ISG-1 SG17 covers trust')
    await harness.app.scheduler.runUntilIdle()
    expect(harness.slack.asked.filter(a => a === 'update #SG17')).toHaveLength(1)
    expect(at('#SG17').filter(s => !s.thread)).toEqual([card])
    expect(card!.text).toContain('SG17 covers trust')
    await harness.expectIdle()
  })

  test('has the lines of the timeline in the thread under it', async () => {
    await raise()
    await harness.does('SG17 chair', 'issue propose ISG-1 SG17 covers trust')
    await harness.does('SG20 chair', 'issue position ISG-1 objects reason:"Scope"')
    await harness.app.scheduler.runUntilIdle()
    for (const group of ['#SG13', '#SG17', '#SG20', '#WP2']) {
      const [card, ...lines] = at(group)
      expect(card!.thread).toBeUndefined()
      expect(lines.map(l => [l.thread, l.text])).toEqual([
        [card!.reference, 'SG17 chair proposed a way forward: SG17 covers trust.'],
        [card!.reference, 'SG20 objects to proposal 1: Scope.'],
      ])
    }
  })

  test('that changed three times while nobody was awake is sent once, as it stands', async () => {
    await raise()
    for (const words of ['one', 'two', 'three'])
      await harness.does('SG17 chair', `issue propose ISG-1 ${words}`)
    await harness.app.scheduler.runUntilIdle()
    expect(at('#SG20').filter(s => !s.thread)).toHaveLength(1)
    expect(at('#SG20')[0]!.text).toContain('Proposal 3')
    expect(harness.slack.asked.filter(a => a === 'update #SG20')).toEqual([])
  })

  test('that could not be sent at once comes before the lines of its timeline all the same', async () => {
    harness.slack.faults.push({ fault: new DeliveryFault('later', 'busy') })
    await raise()
    await harness.does('SG17 chair', 'issue propose ISG-1 SG17 covers trust')
    await harness.until('2026-02-02 10:00')
    for (const group of ['#SG13', '#SG17', '#SG20', '#WP2']) {
      const [card, line] = at(group)
      expect(card!.thread).toBeUndefined()
      expect(line!.thread).toBe(card!.reference)
    }
  })

  test('that may have been sent is looked for before the next change makes a second one', async () => {
    await raise()
    for (let i = 0; i < 4; i++)
      harness.slack.faults.push({ fault: new DeliveryFault('unknown', 'cut off'), arrives: true })
    await harness.app.scheduler.runUntilIdle()
    await harness.does('SG17 chair', 'issue propose ISG-1 SG17 covers trust')
    await harness.until('2026-02-02 10:00')
    for (const group of ['#SG13', '#SG17', '#SG20', '#WP2']) {
      expect(at(group).filter(s => !s.thread)).toHaveLength(1)
      expect(at(group)[0]!.text).toContain('SG17 covers trust')
    }
  })

  test('comes to the channel of an SG that is added', async () => {
    await channels(harness.db, 'slack', 'SG2')
    await raise()
    await harness.app.scheduler.runUntilIdle()
    await harness.does('SG17 chair', 'issue add ISG-1 SG2 reason:"Numbering"')
    await harness.app.scheduler.runUntilIdle()
    const [card, line] = at('#SG2')
    expect(card!.text).toContain('SG20 and SG2')
    expect(line).toMatchObject({ thread: card!.reference, text: 'SG17 chair added SG2: Numbering.' })
  })
})

describe('what is said in person', () => {
  test('goes to the present holders of the role, not to who acted, and not to who held it before', async () => {
    await harness.does('TSB', 'person add "Old" role:"SG17 chair" account:slack:UOLD0000')
    await harness.does('TSB', 'person add "New" role:"SG17 chair" account:slack:UNEW0000')
    await harness.does('TSB', 'person add "Raiser" role:"SG13 chair" account:slack:URAISER0')
    await raise()
    await harness.app.scheduler.runUntilIdle()
    // Each was told of the own role before.
    expect(at('@UNEW0000').map(s => s.summary)).toEqual([
      'Welcome: you are registered here and you are SG17 chair now, after Old. By TSB.',
      'ISG-1 Trust: Raiser (SG13 chair) raised the issue for SG13, with SG17 and SG20.',
    ])
    expect(at('@UOLD0000').map(s => s.summary)).toEqual([
      'Welcome: you are registered here and you are SG17 chair now. By TSB.',
      'The register of people: you are no longer SG17 chair; New is now. By TSB.',
    ])
    expect(at('@URAISER0')).toHaveLength(1)
  })
})

describe('the timeline of an issue', () => {
  test('reminds every SG without a position, and those only', async () => {
    for (const sg of ['SG13', 'SG17', 'SG20'])
      await harness.does(
        'TSB',
        `person add "Head ${sg.slice(2)}" role:"${sg} chair" account:slack:U${sg}HEAD`,
      )
    await harness.does(
      'SG13 chair',
      'issue raise topic:"Trust" summary:"Who?" with:SG17,SG20 respond-by:"27 February 2026"',
    )
    await harness.does('SG13 chair', 'issue propose ISG-1 A way out')
    await harness.until('2026-02-27 12:00')
    const reminded = (address: string) =>
      at(address)
        .filter(s => s.summary.includes('the timeline ends'))
        .map(s => /(today|tomorrow|in \d+ days)/.exec(s.summary)?.[0])
    expect(reminded('@USG13HEAD')).toEqual([])
    for (const address of ['@USG17HEAD', '@USG20HEAD'])
      expect(reminded(address)).toEqual(['in 7 days', 'in 3 days', 'tomorrow', 'today'])
  })

  test('lapses at its end in Geneva, once', async () => {
    await harness.does(
      'SG13 chair',
      'issue raise topic:"Trust" summary:"Who?" with:SG17,SG20 respond-by:"27 February 2026"',
    )
    await harness.until('2026-02-27 23:59')
    const lapsed = () => harness.db.issueEvent.count({ where: { kind: 'lapsed' } })
    expect(await lapsed()).toBe(0)
    await harness.until('2026-02-28 00:00')
    expect(await lapsed()).toBe(1)
    // The card shows it at once; what is said of it can wait for the morning.
    expect(at('#SG17').at(-1)?.text).toContain('Respond by:  27 February 2026 (lapsed)')
    await harness.until('2026-02-28 08:59')
    expect(at('#SG17').at(-1)?.text).toContain('Respond by:')
    await harness.until('2026-02-28 09:00')
    expect(at('#SG17').at(-1)?.text).toBe('The timeline lapsed on 27 February 2026 without a solution.')
    await harness.until('2026-03-28 00:00')
    expect(await lapsed()).toBe(1)
  })
})

test('two issues that wait for WP2 are each called to mind, weekly at nine in Geneva across the change of clocks, until taken up', async () => {
  await harness.does('TSB', 'person add "Head" role:"WP2 chair" account:slack:UHEAD000')
  harness.setClock('2026-03-16 10:00')
  for (const [n, topic] of ['Trust', 'IoT'].entries()) {
    await harness.does('SG13 chair', `issue raise topic:"${topic}" summary:"Who?" with:SG17`)
    await harness.does('SG13 chair', `issue escalate ISG-${n + 1} reason:"No way out"`)
  }
  await harness.until('2026-04-01 12:00')
  await harness.does('WP2 chair', 'issue take-up ISG-1')
  await harness.does('WP2 chair', 'issue take-up ISG-2')
  await harness.until('2026-04-30 12:00')
  const rows = await harness.db.delivery.findMany({
    where: { notice: { kind: 'issue-take-up' }, state: 'SENT' },
    orderBy: { id: 'asc' },
  })
  expect(
    rows.map(r => inGeneva(r.sentAt!.toTemporalInstant())).map(t => `${formatDate(t)} ${formatTime(t)}`),
  ).toEqual(['23 March 2026 09:00', '23 March 2026 09:00', '30 March 2026 09:00', '30 March 2026 09:00'])
  expect(
    at('@UHEAD000')
      .filter(s => s.summary.includes('has been waiting for WP2'))
      .map(s => s.summary.slice(0, 5)),
  ).toEqual(['ISG-1', 'ISG-2', 'ISG-1', 'ISG-2'])
})

test('two programs on one database send each message once', async () => {
  const other = fakePlatform('slack')
  const second = await startApp({
    db: harness.db,
    url: harness.url,
    clock: harness.clock,
    bots: [other],
    admins: new Set(),
    log: SILENT,
    wakes: false,
  })
  await channels(harness.db, 'slack', 'RG-DT')
  for (let i = 0; i < 30; i++) {
    await harness.notify({
      kind: 'meeting-near',
      data: { meeting: 1, version: 1 },
      audience: [{ channelOf: 'RG-DT' }, { channelOf: 'WP2' }],
    })
  }
  await Promise.all([
    harness.app.scheduler.runUntilIdle(),
    second.scheduler.runUntilIdle(),
    harness.app.scheduler.runUntilIdle(),
    second.scheduler.runUntilIdle(),
  ])
  const all = [...harness.slack.sent, ...other.sent].map(s => `${s.address} ${s.key}`)
  expect(all).toHaveLength(60)
  expect(new Set(all).size).toBe(60)
  await harness.expectIdle()
  await second.stop()
})

test('the next instant at which something is due is known, so that a timer can wake for it', async () => {
  await harness.app.scheduler.runUntilIdle()
  expect(await harness.app.scheduler.next()).toEqual(geneva('2026-02-09 09:00'))
})
