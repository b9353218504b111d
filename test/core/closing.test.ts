/** Closing closes: calls and ad-hoc meetings ahead of an issue that closes (A8). */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { issueReopened } from '../../src/core/calendar/closing.ts'
import { createWork } from '../../src/core/events/events.ts'
import { cancelByPlan } from '../../src/core/lead-times/cancel-by-plan.ts'
import { SUBSCRIPTIONS } from '../../src/core/subscriptions.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeEach(async () => {
  office = await openDesk()
  await office.done('SG17 chair', 'issue raise topic:Trust summary:x with:SG13,SG20')
})
afterEach(() => office.close())

const meet = 'issue meet ISG-1 date:"18 February 2026" time:10:00–11:00'
const last = async () => office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
const audiences = async (kind: string) =>
  (await office.db.notice.findMany({ where: { kind, state: 'PLANNED' } })).map(n => n.audience)

test('whoever withdraws is asked; cancelling notifies those invited, once', async () => {
  await office.done('SG17 chair', meet)
  const { id } = await last()
  const asked = await office.say('SG17 chair', 'issue withdraw ISG-1 not needed')
  expect(asked.refused).toBe(true)
  const buttons = asked.message.blocks.flatMap(b => (b.kind === 'actions' ? b.actions : []))
  expect(buttons.map(b => b.label)).toEqual(['Cancel it', 'Keep it', 'Edit again'])
  expect((await office.issue()).stage).toBe('chairs')
  await office.done('SG17 chair', 'issue withdraw ISG-1 reason:"not needed" meetings:cancel')
  expect((await last()).status).toBe('CANCELLED')
  expect((await office.issue()).stage).toBe('withdrawn')
  expect(await office.db.notice.count({ where: { kind: 'meeting-cancelled', subject: `MTG-${id}` } })).toBe(1)
  expect(await office.done('SG13 chair', 'meeting list SG17')).toContain('none')
})

test('kept meetings are reminded of as before', async () => {
  await office.done('SG17 chair', meet)
  await office.done('SG17 chair', 'issue withdraw ISG-1 reason:"not needed" meetings:keep')
  const { status, id } = await last()
  expect(status).toBe('SCHEDULED')
  expect(await office.db.notice.count({ where: { kind: 'meeting-kept', subject: `MTG-${id}` } })).toBe(1)
})

test('the last agreement solves it: whoever called the meeting is asked, and only they are reminded', async () => {
  await office.done('SG13 chair', meet)
  const { id } = await last()
  await office.done('SG17 chair', 'issue propose ISG-1 A demarcation')
  await office.done('SG13 chair', 'issue position ISG-1 agrees')
  await office.done('SG20 chair', 'issue position ISG-1 agrees')
  expect((await office.issue()).stage).toBe('solved')
  expect(await office.done('SG20 chair', `meeting show MTG-${id}`)).toContain(
    'the issue is solved, and whether the meeting is still needed is asked',
  )
  expect(await audiences('meeting-needed')).toEqual([[{ role: { kind: 'CHAIR', group: 'SG13' } }]])
  for (const audience of await audiences('meeting-near').then(all => all.slice(-2)))
    expect(audience).toEqual([{ role: { kind: 'CHAIR', group: 'SG13' } }])
  expect(await office.done('SG13 chair', 'waiting')).toContain('is still needed')
  expect(await office.done('SG20 chair', 'waiting')).toContain('Nothing is waiting')
  await office.done('SG13 chair', `meeting keep MTG-${id} reason:"to write it down"`)
  expect(await office.done('SG13 chair', 'waiting')).toContain('Nothing is waiting')
  expect(await office.refused('SG13 chair', `meeting keep MTG-${id}`)).toContain('There is no open question')
})

test('outcomes are recorded by who called a meeting and by TSB, after closing too', async () => {
  await office.done('SG13 chair', meet)
  const { id } = await last()
  office.clock.set(Temporal.Instant.from('2026-02-19T09:00:00Z'))
  await office.done('SG17 chair', 'issue withdraw ISG-1 not needed')
  expect(await office.refused('SG20 chair', `meeting outcome MTG-${id} agreed`)).toContain('Only')
  await office.done('SG13 chair', `meeting outcome MTG-${id} The terms were aligned`)
  await office.done('TSB', `meeting outcome MTG-${id} The terms were aligned, SG20 objecting`)
  const { outcome, status } = await last()
  expect([outcome, status]).toEqual(['The terms were aligned, SG20 objecting', 'HELD'])
  const { blocks } = (await office.say('SG20 chair', `meeting show MTG-${id}`)).message
  expect(JSON.stringify(blocks)).toContain('outcome: The terms were aligned')
})

test('an e-meeting whose issues were settled says so when the plan cancels it (A9)', async () => {
  await office.done('SG17 chair', 'issue escalate ISG-1 no agreement')
  await office.done('WP2 chair', 'issue take-up ISG-1')
  await office.done('WP2 chair', 'issue conclude ISG-1 text:"Each within its scope" confirm:yes')
  office.clock.set(Temporal.Instant.from('2026-05-24T12:30:00Z'))
  await office.db.$transaction(async tx =>
    cancelByPlan.run(createWork(tx as never, office.clock.now(), SUBSCRIPTIONS)),
  )
  const cancelled = await office.db.meetingChange.findFirstOrThrow({
    where: { meetingId: 3, kind: 'CANCELLED' },
  })
  expect(cancelled.reason).toBe('what was brought to it is settled: ISG-1 Trust (concluded by WP2)')
})

test('an issue that is open again needs its meetings: nobody is asked any more', async () => {
  await office.done('SG13 chair', meet)
  await office.done('SG17 chair', 'issue propose ISG-1 A demarcation')
  for (const sg of ['SG13', 'SG20']) await office.done(`${sg} chair`, 'issue position ISG-1 agrees')
  expect((await last()).issueClosedAs).toBe('solved')
  await office.db.$transaction(async tx => {
    const work = createWork(tx as never, office.clock.now(), SUBSCRIPTIONS)
    await work.announce(issueReopened, { issue: 1, matter: 'ISG-1', change: { by: { name: 'SG20 chair' } } })
  })
  expect((await last()).issueClosedAs).toBeNull()
  expect(await office.done('SG13 chair', 'waiting')).toContain('Nothing is waiting')
})

test('a call that was cancelled by mistake is called again, in the timeline of its issue too', async () => {
  await office.done('SG17 chair', 'issue escalate ISG-1 no agreement')
  await office.done('WP2 chair', 'issue take-up ISG-1')
  await office.done('WP2 chair', 'issue call ISG-1 dates:"18 February 2026" time:10:00–11:00')
  const { id } = await last()
  await office.done('WP2 vice-chair', `meeting cancel MTG-${id} reason:mistake`)
  expect((await office.issue()).calls).toEqual([])
  await office.done('WP2 vice-chair', `meeting restore MTG-${id} reason:"it is needed"`)
  expect((await office.issue()).calls.map(call => call.meeting)).toEqual([id])
  office.clock.set(Temporal.Instant.from('2026-02-18T12:00:00Z'))
  await office.done('TSB', `issue outcome ISG-1 MTG-${id} The terms were aligned`)
  expect((await last()).outcome).toBe('The terms were aligned')
  expect((await office.issue()).calls[0]?.outcome).toBe('The terms were aligned')
})

test('a meeting whose issue was handed back is asked about by whoever hands it back', async () => {
  await office.done('SG17 chair', 'issue escalate ISG-1 no agreement')
  await office.done('WP2 chair', 'issue take-up ISG-1')
  await office.done('WP2 chair', 'issue call ISG-1 dates:"18 February 2026" time:10:00–11:00')
  expect(await office.refused('WP2 chair', 'issue hand-back ISG-1 guidance:"Align the terms"')).toMatch(
    /^The WP2 call of 18 February 2026/,
  )
  await office.done('WP2 chair', 'issue hand-back ISG-1 guidance:"Align the terms" meetings:cancel')
  expect((await last()).status).toBe('CANCELLED')
})

test('a solved issue that an SG reopens has its meetings back', async () => {
  await office.done('SG13 chair', meet)
  await office.done('SG17 chair', 'issue propose ISG-1 A demarcation')
  for (const sg of ['SG13', 'SG20']) await office.done(`${sg} chair`, 'issue position ISG-1 agrees')
  expect((await last()).issueClosedAs).toBe('solved')
  await office.done('SG20 chair', 'issue reopen ISG-1 the use cases are missing')
  const { issueClosedAs, status } = await last()
  expect([issueClosedAs, status]).toEqual([null, 'SCHEDULED'])
})
