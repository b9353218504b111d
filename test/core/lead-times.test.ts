import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../src/core/database/client.ts'
import { createWork } from '../../src/core/events/events.ts'
import { cancelByPlan } from '../../src/core/lead-times/cancel-by-plan.ts'
import { SUBSCRIPTIONS } from '../../src/core/subscriptions.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const planned = async (series: string, subject = 'MTG-3') =>
  (await office.db.notice.findMany({ where: { subject, series, state: 'PLANNED' } })).map(n =>
    n.dueAt.toISOString(),
  )
const cancels = async () =>
  (await office.db.meeting.findUniqueOrThrow({ where: { id: 3 } })).cancelsAt?.toISOString()

test('another span holds for the coordination e-meetings ahead, there and back', async () => {
  expect(await office.done('TSB', 'setting ask-days 10')).toBe(
    'The setting ask-days is 10 from now on, also for MTG-3, MTG-5 and MTG-8; no question is repeated.',
  )
  expect(await planned('ask')).toEqual(['2026-05-15T07:00:00.000Z'])
  expect(await planned('warn')).toEqual(['2026-05-22T07:00:00.000Z'])
  await office.done('TSB', 'setting ask-days 7')
  expect(await planned('ask')).toEqual(['2026-05-18T07:00:00.000Z'])
  await office.done('TSB', 'setting cancel-hours 48')
  expect(await cancels()).toBe('2026-05-23T12:00:00.000Z')
  expect(await planned('meeting')).toHaveLength(3)
})

test('the leaders are told at least a day before the plan cancels', async () => {
  const before = await office.rows()
  for (const line of ['setting cancel-hours 49', 'setting warn-days 2'])
    expect(await office.refused('WP2 chair', line)).toContain('at least a day before')
  expect(await office.rows()).toEqual(before)
})

test('what was asked is not asked again, and what would be due by now stays as it was', async () => {
  office.clock.set(Temporal.Instant.from('2026-05-19T10:00:00Z'))
  await office.db.notice.updateMany({
    where: { subject: 'MTG-3', series: 'ask', state: 'PLANNED' },
    data: { state: 'ADDRESSED' },
  })
  await office.done('TSB', 'setting ask-days 5')
  expect(await planned('ask')).toEqual([])
  expect(await planned('ask', 'MTG-5')).toEqual(['2026-08-12T07:00:00.000Z'])
  await office.done('TSB', 'setting warn-days 10')
  expect(await planned('warn')).toEqual(['2026-05-22T07:00:00.000Z'])
  await office.done('TSB', 'setting cancel-hours 200')
  expect(await cancels()).toBe('2026-05-23T12:00:00.000Z')
})

test.each([
  ['a second before the meeting', 'MTG-5', '2026-08-17T11:59:59Z', 'CANCELLED'],
  ['as the meeting begins', 'MTG-8', '2026-12-14T13:00:00Z', 'SCHEDULED'],
])('the plan decides late, %s, on %s (%s): %s', async (_, reference, at, status) => {
  const id = Number(reference.slice(4))
  office.clock.set(Temporal.Instant.from(at))
  await inTransaction(office.db, tx => cancelByPlan.run(createWork(tx, office.clock.now(), SUBSCRIPTIONS)))
  const meeting = await office.db.meeting.findUniqueOrThrow({ where: { id } })
  expect([meeting.status, meeting.cancelsAt]).toEqual([status, null])
})
