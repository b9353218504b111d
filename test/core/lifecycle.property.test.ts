import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replay } from '../../src/core/issues/apply.ts'
import { noticesFor } from '../../src/core/issues/follow-up.ts'
import { decide, decideLapse, isSolved, verbsFor } from '../../src/core/issues/lifecycle.ts'
import type { IssueCommand } from '../../src/core/issues/rules.ts'
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

const command: fc.Arbitrary<IssueCommand> = fc.oneof(
  { weight: 4, arbitrary: made('propose', { text: words }) },
  {
    weight: 8,
    arbitrary: made('position', {
      position: fc.constantFrom(...POSITIONS),
      reason: fc.option(words, { nil: undefined }),
    }),
  },
  { weight: 3, arbitrary: made('lead', { lead: sg }) },
  made('comment', { text: words }),
  made('statement', { text: words }),
  made('add', { added: sg, reason: words }),
  ...(['join', 'leave', 'withdraw', 'resume', 'escalate', 'escalate', 'escalate'] as const).map(verb =>
    made(verb, { reason: words }),
  ),
  made('extend', { to: date, reason: words }),
  made('meet', { meeting, starts: fc.constant(times.starts), ends: fc.constant(times.ends) }),
  { weight: 6, arbitrary: made('take-up', {}) },
  made('agenda', { meeting, starts: fc.constant(times.starts) }),
  made('call', { meeting, starts: fc.constant(times.starts), ends: fc.constant(times.ends) }),
  made('outcome', { meeting, outcome: words }),
  made('hand-back', { guidance: words, respondBy: fc.option(date, { nil: undefined }) }),
  { weight: 4, arbitrary: made('conclude', { text: words }) },
  made('remind', {}),
)

const step = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      who: fc.constantFrom(...PEOPLE),
      command,
      as: fc.option(sg, { nil: undefined, freq: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ lapse: fc.boolean() }) },
)

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) frozen(inner)
  return value
}

function assertLegal(state: IssueState): void {
  const { concerned, notConcerned, proposal, positions, stage, lead, leadOffer } = state
  expect(concerned.length).toBeGreaterThanOrEqual(2)
  expect(new Set([...concerned, ...notConcerned]).size).toBe(concerned.length + notConcerned.length)
  expect(concerned).toContain(state.raisedFor)
  for (const group of Object.keys(positions)) expect(concerned).toContain(group)
  if (!proposal) expect(positions).toEqual({})
  expect(stage === 'solved').toBe(state.solution !== undefined)
  expect(stage === 'concluded').toBe(state.conclusion !== undefined)
  if (stage === 'escalated' || stage === 'wp2') expect(state.escalation).toBeDefined()
  if (stage === 'chairs') expect(state.escalation).toBeUndefined()
  if (OPEN.includes(stage)) expect(isSolved(state)).toBe(false)
  if (lead !== undefined) expect(leadOffer?.group).not.toBe(lead)
}

/** Nobody is told who is not concerned (but the SG that says so), asked to lead, leading, of WP2, or of TSB. */
function assertConcerned(state: IssueState, to: Recipient, left: string | undefined): void {
  const reached = [...state.concerned, state.lead, state.leadOffer?.group, 'WP2']
  if ('channelOf' in to) expect([...state.concerned, state.lead, left, 'WP2']).toContain(to.channelOf)
  else if ('cardsOf' in to) expect(to.cardsOf).toBe(`ISG-${state.id}`)
  else if ('role' in to) {
    if (to.role.kind === 'TSB') expect(to.role.group).toBeNull()
    else expect(reached).toContain(to.role.group)
  } else throw new Error(`told to ${JSON.stringify(to)}`)
}

/** Both the raiser's SG and the lead SG itself said so, each for itself. */
function assertAgreed({ raisedFor, leadOffer }: IssueState, lead: string, agreeing: string): void {
  if (agreeing === lead && lead === raisedFor) return
  expect(leadOffer?.group).toBe(lead)
  expect(leadOffer?.from).not.toBe(agreeing)
  expect([lead, raisedFor]).toContain(agreeing)
}

const count = (events: readonly IssueEvent[], kind: IssueEvent['kind']) =>
  events.filter(e => e.kind === kind).length

test('whatever people do, in any order, the mechanism holds', () => {
  const reached = new Set<string>()
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
          const decision = decide(state, next.command, { name: next.who, roles, for: next.as }, now)
          if ('refusal' in decision) {
            const { code } = decision.refusal
            const sentence = toWords(decision.refusal.sentence)
            expect(sentence).toMatch(/^[A-Z0-9"][^\n]*[.…]$/)
            if (code === 'not-allowed')
              expect(sentence).toMatch(/^Only .+ can do this\. You (are known here as|have no role)/)
            if (code === 'stage') expect(offered).not.toContain(next.command.do)
            continue
          }
          events = decision.events
          expect(events.length).toBeGreaterThan(0)
          expect(decision.after).toEqual(replay([...timeline, ...events], 1))
          if (!OPEN.includes(state.stage) && state.stage !== 'withdrawn')
            expect(['comment', 'statement']).toContain(next.command.do)
          for (const e of events) if (e.kind === 'lead-set') assertAgreed(state, e.lead, e.group)
        }
        if (events.length === 0) continue
        timeline = [...timeline, ...events]
        state = frozen(replay(timeline, 1)!)
        expect(state.version).toBe(timeline.length)
        assertLegal(state)
        reached.add(state.stage)
        const { notices } = noticesFor(state, events, roles, now)
        keys.push(...notices.map(n => n.key))
        const left = events.find(e => e.kind === 'left')?.group
        for (const to of notices.flatMap(n => n.audience)) assertConcerned(state, to, left)
        for (const n of notices) expect(Temporal.Instant.compare(n.dueAt, now)).toBeGreaterThanOrEqual(0)
      }
      expect(new Set(keys).size).toBe(keys.length)
      expect(count(timeline, 'solved') + count(timeline, 'concluded')).toBeLessThanOrEqual(1)
    }),
    { numRuns: 2000 },
  )
  expect([...reached].toSorted()).toEqual(['chairs', 'concluded', 'escalated', 'solved', 'withdrawn', 'wp2'])
})

test('who acts is not told of it', () => {
  const { state, timeline } = raised()
  const told = noticesFor(state, timeline, [role('CHAIR', 'SG13')], NOW).notices.find(
    n => n.kind === 'issue-told' || n.kind === 'issue-escalated',
  )
  expect(told!.audience).toEqual([{ role: role('CHAIR', 'SG17') }, { role: role('CHAIR', 'SG20') }])
})
