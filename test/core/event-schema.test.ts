/** Events of a timeline are parsed when they are read: every form that was ever written, and nothing else. */
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/core/issues/apply.ts'
import { parseEvent } from '../../src/core/issues/event-schema.ts'
import type { EventBody, EventKind, IssueEvent } from '../../src/core/issues/state.ts'
import { describeEvent } from '../../src/core/issues/words.ts'

const AT = '2026-02-02T09:00:00Z'
const by = { person: 7, name: 'Ada Okafor', role: { kind: 'CHAIR' as const, group: 'SG13' } }
const times = { meeting: 10, starts: AT, ends: '2026-02-02T10:00:00Z' }
const reason = 'a reason'

type Body<K extends EventKind> = Omit<Extract<EventBody, { kind: K }>, 'kind'>

/** Each kind, with all its fields; the second form is the shortest that was ever written. */
const SAMPLES: { [K in EventKind]: [Body<K>, Body<K>?] } = {
  raised: [
    {
      topic: 'Trust',
      summary: 'Who covers what?',
      concerned: ['SG13', 'SG17'],
      documents: ['TD301'],
      lead: 'SG17',
      respondBy: '2026-04-15',
      shownToWp2: true,
    },
    { topic: 'Trust', summary: 'Who covers what?', concerned: ['SG13', 'SG17'], documents: [] },
  ],
  'lead-offered': [{ to: 'SG17' }],
  'lead-set': [{ lead: 'SG17' }],
  'coordination-offered': [{ to: 'SG17' }],
  'coordination-accepted': [{ of: 2, to: 'SG17' }],
  'coordination-agreed': [{ of: 2, to: 'SG17' }],
  'coordination-objected': [{ of: 2, to: 'SG17', reason }],
  'coordination-declined': [
    { of: 2, to: 'SG17', from: 'SG13', reason },
    { of: 2, to: 'SG17', reason },
  ],
  'coordination-withdrawn': [{ of: 2, to: 'SG17', reason }],
  'coordination-stands': [{ coordinator: 'SG17' }],
  'coordination-end-wanted': [{ coordinator: 'SG17', reason }],
  'coordination-ended': [
    { coordinator: 'SG17', how: 'by itself', reason },
    { coordinator: 'SG17', how: 'agreed' },
  ],
  'coordination-entrusted': [{ coordinator: 'SG17', source: 'TSAG-R4' }],
  'coordination-not-entrusted': [{ coordinator: 'SG17', source: 'TSAG-R4' }],
  proposed: [{ text: 'A way forward' }],
  position: [
    { position: 'objects', reason, on: 1 },
    { position: 'agrees', on: 1 },
  ],
  solved: [{ text: 'A way forward' }],
  comment: [{ text: 'Our next meeting is in June' }],
  statement: [{ text: 'For the record', delegation: 'Russian Federation', meeting: 3 }, { text: 'x' }],
  reminded: [{ silent: ['SG17'] }],
  added: [{ added: 'SG2', reason }],
  joined: [{ reason }],
  left: [{ reason }],
  withdrawn: [{ reason }],
  resumed: [{ reason }],
  reopened: [{ reason, from: 'solved' }],
  extended: [
    { to: '2026-05-15', from: '2026-04-15', reason },
    { to: '2026-05-15', reason },
  ],
  lapsed: [{ on: '2026-04-15' }],
  'meeting-called': [times],
  'meeting-moved': [times],
  'meeting-cancelled': [{ meeting: 10, reason }],
  'meeting-restored': [
    { ...times, calledBy: 'SG17', reason },
    { ...times, reason },
  ],
  escalated: [{ reason, onLapse: false }],
  'taken-up': [{}],
  'on-agenda': [{ meeting: 3, starts: AT }, { meeting: 3 }],
  'call-opened': [times],
  'call-outcome': [{ meeting: 10, outcome: 'The terms were aligned' }],
  'handed-back': [{ guidance: 'Align the terms', respondBy: '2026-06-30' }, { guidance: 'Align the terms' }],
  concluded: [
    {
      text: 'Each in its scope',
      action: { number: 'WP2-1', text: 'Note it' },
      actionText: 'Note it',
      meeting: 3,
      entrust: 'SG17',
      keepsCoordination: true,
    },
    { text: 'Each in its scope' },
  ],
  corrected: [{ corrects: 9, text: 'Each in its scope' }],
  confirmed: [{ entries: [1, 2], source: 'TD164R3' }, { entries: [1] }],
  disowned: [
    { entry: 2, takenBack: true, reason },
    { entry: 2, takenBack: false },
  ],
  resolved: [{ entry: 2, takenBack: false }],
}

const events = Object.entries(SAMPLES).flatMap(([kind, bodies]) =>
  bodies.flatMap(body => [
    { at: AT, by, group: 'SG13', kind, ...body } as IssueEvent,
    { at: AT, by: { name: 'the timeline' }, group: 'SG13', said: 'TSAG', kind, ...body } as IssueEvent,
  ]),
)

/** As PostgreSQL gives it back. */
const stored = (event: unknown): unknown => JSON.parse(JSON.stringify(event))

describe('an event', () => {
  test.for(events.map(event => [event.kind, event] as const))('%s is read as it was written', ([, event]) => {
    expect(parseEvent(stored(event))).toEqual(event)
    expect(describeEvent(parseEvent(stored(event)))).toMatch(/\S/)
  })

  test('with a field of a later version is read without it', () => {
    expect(parseEvent({ at: AT, by, group: 'SG13', kind: 'joined', reason, colour: 'red' })).toEqual({
      at: AT,
      by,
      group: 'SG13',
      kind: 'joined',
      reason,
    })
  })

  test.for<[string, object]>([
    ['without its time', { by, group: 'SG13', kind: 'joined', reason }],
    ['without its actor', { at: AT, group: 'SG13', kind: 'joined', reason }],
    ['whose actor is words', { at: AT, by: 'Ada', group: 'SG13', kind: 'joined', reason }],
    ['without its reason', { at: AT, by, group: 'SG13', kind: 'joined' }],
    [
      'with a position that there is not',
      { at: AT, by, group: 'SG13', kind: 'position', position: 'maybe', on: 1 },
    ],
    ['of an unknown kind', { at: AT, by, group: 'SG13', kind: 'dined' }],
    ['without a kind', { at: AT, by, group: 'SG13' }],
  ])('%s is a fault that is seen at once', ([, data]) => {
    expect(() => parseEvent(data)).toThrow()
  })
})

test('a timeline of the first version replays beside rows of today', () => {
  const row = (event: object): unknown => stored({ at: AT, by, group: 'SG13', ...event })
  const rows = [
    row({
      kind: 'raised',
      topic: 'Trust',
      summary: 'Who?',
      concerned: ['SG13', 'SG17'],
      documents: [],
      lead: 'SG17',
    }),
    row({ kind: 'lead-set', lead: 'SG17', group: 'SG17' }),
    row({ kind: 'escalated', reason, onLapse: false }),
    row({ kind: 'on-agenda', meeting: 3 }),
    row({ kind: 'taken-up', group: 'WP2' }),
    row({ kind: 'call-opened', ...times, group: 'WP2' }),
    row({ kind: 'meeting-cancelled', meeting: 10, reason, group: 'WP2' }),
    row({ kind: 'meeting-restored', ...times, reason, group: 'WP2' }),
    row({ kind: 'concluded', text: 'Each in its scope', group: 'WP2' }),
  ]
  expect(replay(rows.map(parseEvent), 1)).toMatchObject({
    stage: 'concluded',
    version: 9,
    calls: [{ meeting: 10, starts: AT }],
  })
})

test('a long timeline is read fast', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => stored(events[i % events.length]))
  const begun = performance.now()
  for (const row of rows) parseEvent(row)
  // A few microseconds each; the bound is for a machine that is busy.
  expect(performance.now() - begun).toBeLessThan(500)
})
