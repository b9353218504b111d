/** Issues that an earlier version wrote: shown at once, and brought to the present shape by their next change. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseState } from '../../src/core/issues/state-schema.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

/** The state of an issue as it was written before November 2026: SG13 asked SG17 to lead, and proposed. */
const earlier = {
  id: 1,
  topic: 'Trust',
  summary: 'Who covers what?',
  documents: [],
  stage: 'chairs',
  raisedBy: { name: 'SG13 chair', role: { kind: 'CHAIR', group: 'SG13' } },
  raisedFor: 'SG13',
  raisedAt: '2026-02-02T09:00:00Z',
  concerned: ['SG13', 'SG17', 'SG20'],
  notConcerned: [],
  lapsed: false,
  leadOffer: { group: 'SG17', from: 'SG13' },
  proposal: {
    number: 1,
    text: 'A way out',
    group: 'SG13',
    by: { name: 'SG13 chair', role: { kind: 'CHAIR', group: 'SG13' } },
    at: '2026-02-02T09:00:00Z',
  },
  positions: {
    SG13: {
      position: 'agrees',
      by: { name: 'SG13 chair', role: { kind: 'CHAIR', group: 'SG13' } },
      at: '2026-02-02T09:00:00Z',
    },
  },
  calls: [],
  statements: 0,
  version: 2,
}

test('a state of then is read as one of now', () => {
  expect(parseState(earlier)).toMatchObject({
    owner: 'SG13',
    proposals: 1,
    shownToWp2: false,
    coordination: { offer: { number: 0, group: 'SG17', from: 'SG13', accepted: false } },
  })
  const { leadOffer: _, ...settled } = earlier
  expect(parseState({ ...settled, lead: 'SG17' }).coordination.coordinator).toMatchObject({
    group: 'SG17',
    basis: 'recorded',
  })
})

test('an issue of then is shown, acted on, and from then on is what its timeline gives', async () => {
  await office.done('SG13 chair', RAISE)
  await office.done('SG13 chair', 'issue propose ISG-1 A way out')
  // The timeline of then: the lead SG asked stood in its first event.
  await office.db.$executeRaw`ALTER TABLE "IssueEvent" DISABLE TRIGGER USER`
  await office.db.$executeRaw`UPDATE "IssueEvent" SET data = data || '{"lead": "SG17"}' WHERE number = 1`
  await office.db.$executeRaw`UPDATE "Issue" SET state = ${JSON.stringify(earlier)}::jsonb`
  await office.db.$executeRaw`ALTER TABLE "IssueEvent" ENABLE TRIGGER USER`
  const shown = await office.say('SG20 chair', 'issue show ISG-1')
  expect(JSON.stringify(shown.message)).toContain('SG13 asks whether SG17 would coordinate')
  expect(await office.done('SG20 chair', 'issue list')).toContain('ISG-1 Trust')
  expect(await office.done('SG17 chair', 'waiting')).toContain('whether SG17 coordinates')
  await office.done('SG17 chair', 'coordination accept ISG-1')
  // The harness replays the timeline and compares.
  expect((await office.issue()).coordination.offer).toMatchObject({ accepted: true })
  await office.done('SG20 chair', 'issue position ISG-1 abstains')
  await office.done('SG17 chair', 'issue position ISG-1 agrees')
  expect((await office.issue()).stage).toBe('solved')
})
