import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEvent, replay } from '../../src/core/issues/apply.ts'
import { isOfferAgreed } from '../../src/core/issues/coordination.ts'
import { parseEvent } from '../../src/core/issues/event-schema.ts'
import { noticesFor } from '../../src/core/issues/follow-up.ts'
import { decide, decideLapse, isSolved, verbsFor } from '../../src/core/issues/lifecycle.ts'
import type { IssueCommand } from '../../src/core/issues/rules.ts'
import { isSameSubject, SUBJECTS } from '../../src/core/issues/seen.ts'
import { type IssueEvent, type IssueState, OPEN, POSITIONS } from '../../src/core/issues/state.ts'
import type { Recipient } from '../../src/core/notices/notice.ts'
import { toWords } from '../../src/core/text/spans.ts'
import { NOW, raised, role, rolesOf } from './issue-stories.ts'

const SGS = ['SG2', 'SG13', 'SG17', 'SG20']
const PEOPLE = [
  ...SGS.flatMap(sg => [`${sg} chair`, `${sg} vice-chair`]),
  ...[
    'SG17 TSB',
    'TSB',
    // Often enough that stories come to WP2's conclusion.
    ...Array<string>(6).fill('WP2 chair'),
    'WP2 vice-chair',
    'RG-DT Rapporteur',
    'SG13 chair, SG20 vice-chair',
    'SG17 chair, WP2 chair',
    '',
  ],
]

const sg = fc.constantFrom(...SGS)
const words = fc.constantFrom('one', 'two', 'three')
const date = fc.integer({ min: -2, max: 60 }).map(days => Temporal.PlainDate.from('2026-02-02').add({ days }))
const meeting = fc.integer({ min: 1, max: 3 })
const times = { starts: '2026-02-03T12:00:00Z', ends: '2026-02-03T13:00:00Z' }
const made = <C extends IssueCommand['do']>(verb: C, more: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(more).map(options => ({ do: verb, ...options }) as unknown as IssueCommand)

/** The place where it was said: only acts that TSB records of others have one. */
const said = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constant('TSAG meeting, 28 January 2026') },
)
const EVERY_ENTRY = Array.from({ length: 80 }, (_, i) => i + 1)

const command: fc.Arbitrary<IssueCommand> = fc.oneof(
  { weight: 6, arbitrary: made('propose', { text: words, said }) },
  {
    weight: 30,
    arbitrary: made('position', {
      position: fc.constantFrom(...POSITIONS, 'agrees' as const, 'agrees' as const),
      reason: fc.option(words, { nil: undefined }),
      said,
    }),
  },
  { weight: 6, arbitrary: made('offer', { said }) },
  { weight: 6, arbitrary: made('ask', { to: sg, said }) },
  { weight: 12, arbitrary: made('agree', { said }) },
  { weight: 2, arbitrary: made('object', { reason: words, said }) },
  ...(['accept', 'accept', 'accept'] as const).map(verb => made(verb, {})),
  // Often enough that buttons of an earlier offer are pressed while another one stands.
  { weight: 5, arbitrary: made('withdraw-offer', { reason: words }) },
  ...(['decline', 'end-coordination', 'reopen'] as const).map(verb => made(verb, { reason: words })),
  made('entrusted', { entrusted: fc.boolean(), source: words }),
  made('correct', { text: words }),
  {
    weight: 12,
    arbitrary: made('confirm', {
      entries: fc.constant(EVERY_ENTRY),
      source: fc.option(words, { nil: undefined }),
    }),
  },
  { weight: 3, arbitrary: made('disown', { entry: fc.integer({ min: 1, max: 40 }) }) },
  made('resolve', { entry: fc.integer({ min: 1, max: 40 }), takesBack: fc.boolean() }),
  made('comment', { text: words }),
  made('statement', { text: words, said, delegation: fc.option(words, { nil: undefined }) }),
  made('add', { added: sg, reason: words }),
  ...(['join', 'leave', 'withdraw', 'resume', 'escalate', 'escalate', 'escalate'] as const).map(verb =>
    made(verb, { reason: words }),
  ),
  made('extend', { to: date, reason: words }),
  made('meet', { meeting, starts: fc.constant(times.starts), ends: fc.constant(times.ends) }),
  { weight: 14, arbitrary: made('take-up', { said }) },
  { weight: 2, arbitrary: made('escalate', { reason: words, said }) },
  made('agenda', { meeting, starts: fc.constant(times.starts) }),
  made('call', { meeting, starts: fc.constant(times.starts), ends: fc.constant(times.ends) }),
  made('outcome', { meeting, outcome: words, said }),
  made('hand-back', { guidance: words, respondBy: fc.option(date, { nil: undefined }) }),
  {
    weight: 12,
    arbitrary: made('conclude', { text: words, said, entrust: fc.option(sg, { nil: undefined }) }),
  },
  made('remind', {}),
)

const step = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      who: fc.constantFrom(...PEOPLE),
      command,
      as: fc.option(sg, { nil: undefined, freq: 3 }),
      // Pressed on a card or a form that was shown so many versions ago; undefined: typed.
      shown: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined, freq: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ lapse: fc.boolean() }) },
)

const SUBJECT_OF: Partial<Record<IssueCommand['do'], keyof typeof SUBJECTS>> = {
  position: 'proposal',
  escalate: 'stage',
  'take-up': 'stage',
  'hand-back': 'stage',
  withdraw: 'stage',
  resume: 'stage',
  reopen: 'stage',
  conclude: 'conclusion',
  correct: 'correction',
  accept: 'offer',
  agree: 'offer',
  object: 'offer',
  decline: 'offer',
  'withdraw-offer': 'offer',
  'end-coordination': 'offer',
}

/** The author of an act that goes on saw what it decides about: said here without the program's own comparison. */
function assertSaw({ do: verb }: IssueCommand, then: IssueState, now: IssueState): void {
  switch (verb) {
    case 'position':
      expect([then.proposal?.number, then.proposal?.text]).toEqual([now.proposal?.number, now.proposal?.text])
      break
    case 'conclude':
      expect(then.stage).toBe(now.stage)
      expect(then.proposal?.text).toBe(now.proposal?.text)
      expect(
        Object.entries(then.positions)
          .map(([g, p]) => `${g} ${p.position}`)
          .toSorted(),
      ).toEqual(
        Object.entries(now.positions)
          .map(([g, p]) => `${g} ${p.position}`)
          .toSorted(),
      )
      break
    case 'escalate':
    case 'take-up':
    case 'hand-back':
    case 'withdraw':
    case 'resume':
    case 'reopen':
      expect(then.stage).toBe(now.stage)
      break
    case 'accept':
    case 'agree':
    case 'object':
    case 'decline':
    case 'withdraw-offer':
    case 'end-coordination':
      expect(then.coordination.offer?.number).toBe(now.coordination.offer?.number)
      expect(then.coordination.offer?.group).toBe(now.coordination.offer?.group)
      expect(then.coordination.coordinator?.group).toBe(now.coordination.coordinator?.group)
      break
    case 'correct':
      expect(then.conclusion?.text).toBe(now.conclusion?.text)
      break
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) frozen(inner)
  return value
}

function assertLegal(state: IssueState): void {
  const { concerned, notConcerned, proposal, positions, stage, coordination } = state
  expect(concerned.length).toBeGreaterThanOrEqual(2)
  expect(new Set([...concerned, ...notConcerned]).size).toBe(concerned.length + notConcerned.length)
  expect(concerned).toContain(state.owner)
  for (const group of Object.keys(positions)) expect(concerned).toContain(group)
  if (!proposal) expect(positions).toEqual({})
  expect(stage === 'solved').toBe(state.solution !== undefined)
  expect(stage === 'concluded').toBe(state.conclusion !== undefined)
  if (stage === 'escalated' || stage === 'wp2') expect(state.escalation).toBeDefined()
  if (stage === 'chairs') expect(state.escalation).toBeUndefined()
  if (!OPEN.includes(stage)) expect(coordination.offer).toBeUndefined()
  expect(isOfferAgreed(state)).toBe(false)
  if (OPEN.includes(stage)) expect(isSolved(state)).toBe(false)
  if (coordination.coordinator) expect(coordination.offer?.group).not.toBe(coordination.coordinator.group)
}

/**
 * Messages go only to groups concerned (or the SG that says it is not), asked to coordinate or coordinating, to WP2,
 * and to TSB.
 */
function assertConcerned(state: IssueState, to: Recipient, gone: readonly string[]): void {
  const coordinating = [state.coordination.coordinator?.group, state.coordination.offer?.group]
  const reached = [...state.concerned, ...coordinating, ...gone, 'WP2']
  if ('channelOf' in to)
    expect([...state.concerned, state.coordination.coordinator?.group, ...gone, 'WP2']).toContain(
      to.channelOf,
    )
  else if ('cardsOf' in to) expect(to.cardsOf).toBe(`ISG-${state.id}`)
  else if ('role' in to) {
    if (to.role.kind === 'TSB') expect(to.role.group).toBeNull()
    else expect(reached).toContain(to.role.group)
  } else throw new Error(`told to ${JSON.stringify(to)}`)
}

/** Only groups and people with a say settle something: no act that TSB recorded and they did not confirm does. */
function assertNotByUnconfirmedWord(
  before: IssueState,
  event: IssueEvent,
  previous: IssueEvent | undefined,
): void {
  switch (event.kind) {
    case 'solved':
      expect(before.proposal?.unconfirmed).toBeUndefined()
      for (const group of before.concerned) {
        expect(before.positions[group]?.position).toMatch(/agrees|abstains/)
        expect(before.positions[group]?.unconfirmed).toBeUndefined()
      }
      break
    case 'coordination-stands': {
      const offer = before.coordination.offer!
      expect(offer).toMatchObject({ group: event.coordinator, accepted: true })
      expect(offer.unconfirmed).toBeUndefined()
      for (const group of before.concerned.filter(g => g !== event.coordinator)) {
        expect(offer.answers[group]?.unconfirmed).toBeUndefined()
        expect(offer.answers[group]?.answer ?? (offer.from === group && 'agrees')).toBe('agrees')
      }
      break
    }
    case 'concluded':
      // By WP2 itself, or by the approved report that says so.
      if (event.said === undefined && event.by.role?.group !== 'WP2')
        expect(previous).toMatchObject({ kind: 'confirmed', source: expect.any(String) })
      break
  }
}

/** Commands that are still possible on an issue that is closed. */
const AFTER_CLOSING = [
  'comment',
  'statement',
  'reopen',
  'correct',
  'outcome',
  'end-coordination',
  'entrusted',
  'confirm',
  'disown',
  'resolve',
]

const count = (events: readonly IssueEvent[], kind: IssueEvent['kind']) =>
  events.filter(e => e.kind === kind).length

test('whatever people do, in any order, the mechanism holds', () => {
  const reached = new Set<string>()
  // How often an old button or form was asked again.
  let asked = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), fc.boolean(), (steps, timed) => {
      const begun = raised(timed ? { respondBy: '2026-06-30' } : {})
      let state = frozen(begun.state)
      let timeline = begun.timeline
      let now = NOW
      const keys = noticesFor(state, timeline, [], now).notices.map(n => n.key)
      for (const next of steps) {
        now = now.add({ hours: 1 })
        const roles = 'lapse' in next || next.who === '' ? [] : rolesOf(next.who)
        let events: IssueEvent[]
        if ('lapse' in next) events = decideLapse(state, now, next.lapse)
        else {
          const offered = verbsFor(state, roles)
          const { shown, command } = next
          const then =
            shown === undefined ? state : replay(timeline.slice(0, Math.max(1, timeline.length - shown)), 1)!
          const subject = SUBJECT_OF[command.do]
          if (subject && !isSameSubject(SUBJECTS[subject], then, state)) {
            asked += 1
            continue
          }
          assertSaw(command, then, state)
          const decision = decide(state, next.command, { name: next.who, roles, for: next.as }, now)
          if ('refusal' in decision) {
            const { code } = decision.refusal
            const sentence = toWords(decision.refusal.sentence)
            expect(sentence).toMatch(/^[A-Z0-9"][^\n]*[.…]$/)
            if (code === 'not-allowed')
              expect(sentence).toMatch(/^Only .+ can do this\. (Your roles? here:|You have no role)/)
            if (code === 'stage') expect(offered).not.toContain(next.command.do)
            continue
          }
          events = decision.events
          expect(events.length).toBeGreaterThan(0)
          expect(decision.after).toEqual(replay([...timeline, ...events], 1))
          if (!OPEN.includes(state.stage) && state.stage !== 'withdrawn')
            expect(AFTER_CLOSING).toContain(next.command.do)
          let between = state
          for (const [i, e] of events.entries()) {
            assertNotByUnconfirmedWord(between, e, events[i - 1])
            between = applyEvent(between, e, 1)
          }
          if (events[0]!.said !== undefined)
            expect(events.map(e => e.kind)).not.toEqual(
              expect.arrayContaining([expect.stringMatching(/^solved$|^coordination-stands$/)]),
            )
        }
        if (events.length === 0) continue
        timeline = [...timeline, ...events]
        state = frozen(replay(timeline, 1)!)
        expect(state.version).toBe(timeline.length)
        assertLegal(state)
        reached.add(state.stage)
        const { notices } = noticesFor(state, events, roles, now)
        keys.push(...notices.map(n => n.key))
        const gone = events.flatMap(e => [
          e.group,
          ...('to' in e ? [e.to] : []),
          ...('coordinator' in e ? [e.coordinator] : []),
        ])
        for (const to of notices.flatMap(n => n.audience)) assertConcerned(state, to, gone)
        for (const n of notices) expect(Temporal.Instant.compare(n.dueAt, now)).toBeGreaterThanOrEqual(0)
      }
      expect(new Set(keys).size).toBe(keys.length)
      // Kept and read again, it gives the same.
      const kept = timeline.map(e => parseEvent(JSON.parse(JSON.stringify(e))))
      expect(JSON.stringify(replay(kept, 1))).toBe(JSON.stringify(state))
      const closings = timeline.filter(e => e.kind === 'solved' || (e.kind === 'concluded' && !e.said)).length
      expect(closings).toBeLessThanOrEqual(1 + count(timeline, 'reopened'))
    }),
    { numRuns: 1000 },
  )
  expect(asked).toBeGreaterThan(1000)
  expect([...reached].toSorted()).toEqual(['chairs', 'concluded', 'escalated', 'solved', 'withdrawn', 'wp2'])
})

test('who acts is not told of it', () => {
  const { state, timeline } = raised()
  const told = noticesFor(state, timeline, [role('CHAIR', 'SG13')], NOW).notices.find(
    n => n.kind === 'issue-told' || n.kind === 'issue-escalated',
  )
  expect(told!.audience).toEqual([{ role: role('CHAIR', 'SG17') }, { role: role('CHAIR', 'SG20') }])
})
