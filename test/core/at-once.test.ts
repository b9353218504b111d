import { afterAll, beforeEach, expect, test } from 'vitest'
import { createWork } from '../../src/core/events/events.ts'
import { findTimeline } from '../../src/core/issues/store.ts'
import { leadRoles } from '../../src/core/registers/lead-roles/register.ts'
import { changeEntry, findEntry } from '../../src/core/registers/store.ts'
import { SUBSCRIPTIONS } from '../../src/core/subscriptions.ts'
import { inGeneva } from '../../src/core/time/geneva.ts'
import { summaryOf } from '../support/summary.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

const opened: DeskHarness[] = []
let office: DeskHarness
beforeEach(async () => {
  office = await openDesk()
  opened.push(office)
  await office.done('SG13 chair', RAISE)
})
afterAll(() => Promise.all(opened.map(o => o.close())))

const atOnce = (...lines: [who: string, line: string][]) =>
  Promise.all(lines.map(([who, line]) => office.say(who, line)))
const kinds = async () => (await findTimeline(office.db, 1)).map(e => e.kind)

test('two positions taken at the same instant both count, and solve the issue once', async () => {
  await office.done('SG13 chair', 'issue propose ISG-1 A way out')
  const answers = await atOnce(
    ['SG17 chair', 'issue position ISG-1 agrees'],
    ['SG20 chair', 'issue position ISG-1 abstains'],
  )
  expect(answers.map(a => a.refused)).toEqual([false, false])
  expect(await kinds()).toEqual(['raised', 'proposed', 'position', 'position', 'solved'])
  expect((await office.issue()).stage).toBe('solved')
})

test('two proposals at the same instant are both kept; the later one holds', async () => {
  await atOnce(
    ['SG17 chair', 'issue propose ISG-1 One way'],
    ['SG20 chair', 'issue propose ISG-1 Another way'],
  )
  expect(await kinds()).toEqual(['raised', 'proposed', 'proposed'])
  const state = await office.issue()
  expect(state.proposal?.number).toBe(2)
  expect(Object.keys(state.positions)).toEqual([state.proposal!.group])
})

test('of two who bring it to WP2 at the same instant one does; the other is shown what happened', async () => {
  const answers = await atOnce(
    ['SG17 chair', 'issue escalate ISG-1 reason:one'],
    ['SG20 chair', 'issue escalate ISG-1 reason:two'],
  )
  expect(answers.map(a => a.refused).toSorted()).toEqual([false, true])
  expect(answers.find(a => a.refused)!.message.summary).toBe(
    'ISG-1 was already brought to WP2, which has not taken it up yet.',
  )
  expect(await kinds()).toEqual(['raised', 'escalated', 'on-agenda'])
  expect(await office.db.agendaItem.count()).toBe(1)
  await office.issue()
})

test('of many who conclude at the same instant one does, and there is one action', async () => {
  await office.done('SG13 chair', 'issue escalate ISG-1 reason:"no way out"')
  await office.done('WP2 chair', 'issue take-up ISG-1')
  const answers = await atOnce(
    ...[1, 2, 3, 4].map((n): [string, string] => [
      n % 2 ? 'WP2 chair' : 'WP2 vice-chair',
      `issue conclude ISG-1 text:c${n} action:a${n} confirm:yes`,
    ]),
  )
  expect(answers.filter(a => !a.refused)).toHaveLength(1)
  expect((await office.issue()).conclusion?.action?.number).toBe('ACT-1')
  expect(await office.db.registerEntry.count({ where: { register: 'actions' } })).toBe(1)
})

test('actions of issues concluded at the same instant are an entry of the register each', async () => {
  const issues = [1, 2, 3, 4, 5]
  for (const n of issues) {
    if (n > 1) await office.done('SG17 chair', 'issue raise topic:"IoT" summary:"Who?" with:SG20')
    await office.done('SG17 chair', `issue escalate ISG-${n} reason:"no way out"`)
    await office.done('WP2 chair', `issue take-up ISG-${n}`)
  }
  const answers = await atOnce(
    ...issues.map((n): [string, string] => [
      'WP2 chair',
      `issue conclude ISG-${n} text:c action:a confirm:yes`,
    ]),
  )
  expect(answers.filter(a => a.refused)).toEqual([])
  const states = await Promise.all(issues.map(n => office.issue(n)))
  const numbers = states.map(s => s.conclusion?.action?.number)
  expect(numbers.toSorted()).toEqual(issues.map(n => `ACT-${n}`))
})

test('meetings that five people call on one issue at the same instant are all held', async () => {
  const people = ['SG13 chair', 'SG17 chair', 'SG20 chair', 'SG13 vice-chair', 'SG17 vice-chair']
  const answers = await atOnce(
    ...people.map((who, i): [string, string] => [
      who,
      `issue meet ISG-1 date:${i + 2} March 2026 time:13:00–14:00`,
    ]),
  )
  expect(answers.map(a => summaryOf(a.message)).filter(s => s.startsWith('Something'))).toEqual([])
  expect((await kinds()).filter(k => k === 'meeting-called')).toHaveLength(5)
  await office.issue()
})

test('comments of ten people at the same instant are all in the timeline, numbered without a gap', async () => {
  await atOnce(
    ...Array.from({ length: 10 }, (_, i): [string, string] => [
      'SG13 chair',
      `issue comment ISG-1 number ${i}`,
    ]),
  )
  const rows = await office.db.issueEvent.findMany({ where: { issueId: 1 }, orderBy: { number: 'asc' } })
  expect(rows.map(r => r.number)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1))
  expect((await office.issue()).version).toBe(11)
})

test('a meeting moved and cancelled at the same instant is one or the other', async () => {
  const answers = await atOnce(
    ['RG-DT Rapporteur', 'meeting move MTG-1 date:12 March 2026 reason:clash'],
    ['RG-DT Rapporteur', 'meeting cancel MTG-1 reason:"no input"'],
  )
  const meeting = await office.db.meeting.findUniqueOrThrow({ where: { id: 1 } })
  expect(meeting.status).toBe('CANCELLED')
  const changes = await office.db.meetingChange.findMany({ where: { meetingId: 1 }, orderBy: { id: 'asc' } })
  const refused = answers.filter(a => a.refused).length
  expect(changes.map(c => c.kind)).toEqual(
    refused === 1 ? ['SCHEDULED', 'CANCELLED'] : ['SCHEDULED', 'MOVED', 'CANCELLED'],
  )
})

test('whatever is scheduled at the instant at which deadlines get another end, all end then', async () => {
  const schedule = (day: number): [string, string] => [
    'RG-DT Rapporteur',
    `meeting schedule RG-DT date:"${day} June 2026" time:13:00–14:00 objective:Extra`,
  ]
  const answers = await atOnce(
    schedule(8),
    schedule(9),
    ['TSB', 'setting deadline-ends 17:00'],
    schedule(10),
    ['RG-DT Rapporteur', 'meeting change MTG-4 deadline:"10 July 2026" reason:"a holiday"'],
    schedule(11),
  )
  expect(answers.map(a => a.refused)).toEqual([false, false, false, false, false, false])
  const ends = await office.db.meeting.findMany({ where: { cutOffAt: { not: null } } })
  expect(ends).toHaveLength(5 + 4)
  expect(new Set(ends.map(m => inGeneva(m.cutOffAt!.toTemporalInstant()).hour))).toEqual(new Set([17]))
})

test('of two who change an entry of a register at the same instant one does; the other is asked to look at it', async () => {
  await office.done('TSB', 'lead-role add group:SG17 subject:trust state:requested source:TD301')
  const { key } = await office.db.registerEntry.findFirstOrThrow({ where: { register: leadRoles.name } })
  const entry = (await findEntry(office.db, leadRoles, key))!
  await office.done('TSB', 'lead-role set LR-1 field:subject value:cybersecurity')
  const work = createWork(office.db, office.clock.now(), SUBSCRIPTIONS)
  const late = changeEntry(
    work,
    leadRoles,
    entry,
    { fields: { subject: 'security' } },
    { by: { name: 'TSB' } },
  )
  await expect(late).rejects.toThrow(
    'Somebody else changed LR-1 at the same moment, so nothing was done. Please look at it and try again.',
  )
  expect((await findEntry(office.db, leadRoles, key))!.fields.subject).toBe('cybersecurity')
})
