import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWork } from '../../src/core/events/events.ts'
import { lapseTimelines } from '../../src/core/issues/service.ts'
import { findTimeline } from '../../src/core/issues/store.ts'
import { SUBSCRIPTIONS } from '../../src/core/subscriptions.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const day = (date: string) => office.clock.set(Temporal.Instant.from(`${date}T09:00:00Z`))

test('a long story is kept as it happened, and replaying it gives how it stands', async () => {
  const tell = async (who: string, line: string) => {
    await office.done(who, line)
    return office.issue()
  }
  await tell('SG13 chair', `${RAISE} coordinator:SG17 documents:"TD301, C27" respond-by:"27 February 2026"`)
  await tell('SG17 chair', 'coordination accept ISG-1')
  await tell('SG13 chair', 'coordination agree ISG-1')
  await tell('SG20 chair', 'coordination agree ISG-1')
  await tell('SG20 vice-chair', 'issue comment ISG-1 "We study\n\tIoT"')
  await tell('SG17 chair', 'issue propose ISG-1 SG17 coordinates')
  await tell('SG13 vice-chair', 'issue position ISG-1 abstains')
  await tell('SG13 chair', 'issue position ISG-1 agrees with comments')
  await tell('SG20 chair', 'issue position ISG-1 objects reason:"No SG has authority"')
  const words = '  SG20 states: "we object"\n\\ to one lead SG.  '
  await office.desk.execute(
    { path: 'issue statement', options: { issue: 'ISG-1', text: words, confirm: 'yes' } },
    { platform: 'terminal', account: 'SG20 chair' },
    'statement',
  )
  await tell('SG2 chair', 'issue join ISG-1 reason:"Numbering"')
  await tell('SG2 chair', 'issue leave ISG-1 reason:"Not after all"')
  await tell('SG17 chair', 'issue add ISG-1 SG11 reason:"Protocols"')
  await tell('SG17 chair', 'issue meet ISG-1 date:"18 February 2026" time:13:00–14:00')
  day('2026-02-28')
  expect(
    await office.db.$transaction(tx => lapseTimelines.run(createWork(tx, office.clock.now(), SUBSCRIPTIONS))),
  ).toBe(1)
  expect(
    await office.db.$transaction(tx => lapseTimelines.run(createWork(tx, office.clock.now(), SUBSCRIPTIONS))),
  ).toBe(0)
  expect((await office.issue()).lapsed).toBe(true)
  await tell('SG17 chair', 'issue extend ISG-1 to:"31 March 2026" reason:"Nearly there"')
  await tell('SG20 chair', 'issue escalate ISG-1 reason:"No way out"')
  await tell('WP2 vice-chair', 'issue take-up ISG-1')
  await tell('TSB', 'issue call ISG-1 dates:"11 March 2026, 4 March 2026" time:13:00–14:00')
  day('2026-03-12')
  await tell('WP2 chair', 'issue outcome ISG-1 meeting:MTG-11 outcome:"Terms aligned"')
  await tell('WP2 chair', 'issue hand-back ISG-1 guidance:"Definitions first" respond-by:"30 April 2026"')
  await tell('SG13 chair', 'issue withdraw ISG-1 reason:"Enough"')
  await tell('SG20 chair', 'issue resume ISG-1 reason:"Not for us"')
  await tell('SG13 chair', 'issue escalate ISG-1 reason:"Again"')
  await tell('WP2 chair', 'issue take-up ISG-1')
  const state = await tell(
    'WP2 chair',
    'issue conclude ISG-1 text:"Each in its scope" action:"Note it" coordination:"goes on" confirm:yes',
  )

  expect(state).toMatchObject({
    stage: 'concluded',
    concerned: ['SG13', 'SG17', 'SG20', 'SG11'],
    notConcerned: ['SG2'],
    coordination: { coordinator: { group: 'SG17', basis: 'agreed' } },
    statements: 1,
    conclusion: { action: { number: 'ACT-1', text: 'Note it' } },
  })
  expect(state.calls.map(c => [c.starts.slice(0, 10), c.outcome])).toEqual([
    ['2026-02-18', undefined],
    ['2026-03-04', 'Terms aligned'],
    ['2026-03-11', undefined],
  ])
  const timeline = await findTimeline(office.db, 1)
  expect(timeline.find(e => e.kind === 'statement')).toMatchObject({ text: words.trim() })
  expect(timeline.length).toBe(state.version)
  expect(new Set(timeline.map(e => e.kind)).size).toBeGreaterThan(18)
})

test('what the register lists by SG is what the issue says', async () => {
  const groups = await office.db.issueGroup.findMany({ where: { issueId: 1 }, orderBy: { groupId: 'asc' } })
  expect(groups.map(g => g.groupId)).toEqual(['SG11', 'SG13', 'SG17', 'SG20'])
})

test('the database lets nobody change what happened', async () => {
  const refused = (sql: string) =>
    expect(office.db.$executeRawUnsafe(sql)).rejects.toThrow(
      /is append-only: (UPDATE|DELETE|TRUNCATE) refused/,
    )
  await office.done(
    'SG20 chair',
    'statement make meeting:MTG-3 subject:"clause 3.1.3" text:"No one lead SG" confirm:yes',
  )
  for (const table of ['"IssueEvent"', '"MeetingChange"', '"StatementAnswer"']) {
    await refused(`UPDATE ${table} SET at = at`)
    await refused(`DELETE FROM ${table} WHERE false`)
    await refused(`TRUNCATE ${table}`)
  }
  await office.issue()
})

test('two events of one number can not be', async () => {
  const [first] = await office.db.issueEvent.findMany({ where: { issueId: 1, number: 1 } })
  await expect(office.db.issueEvent.create({ data: { ...first!, data: {} } })).rejects.toThrow(
    /Unique constraint/,
  )
})
