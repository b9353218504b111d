import { describe, expect, test } from 'vitest'
import { replay } from '../../src/core/issues/apply.ts'
import { describeCoordination } from '../../src/core/issues/coordination-words.ts'
import type { IssueCommand } from '../../src/core/issues/rules.ts'
import { acts, at, coordinatedBySg2, kinds, raised, refusal, type Story } from './issue-stories.ts'

/** Each step: who, and what they say. */
const told = (story: Story, ...steps: [string, IssueCommand][]): Story =>
  steps.reduce((s, [who, command]) => acts(s, who, command), story)

const offer: IssueCommand = { do: 'offer' }
const agree: IssueCommand = { do: 'agree' }
const accept: IssueCommand = { do: 'accept' }
const object: IssueCommand = { do: 'object', reason: 'Scope' }
const ask = (to: string): IssueCommand => ({ do: 'ask', to })

const coordinator = (story: Story) => story.state.coordination.coordinator?.group
const offered = told(raised(), ['SG17 chair', offer])
const standing = told(offered, ['SG13 chair', agree], ['SG20 chair', agree])

describe('coordination stands only when that SG accepts and every other SG concerned has agreed', () => {
  test.each<[string, [string, IssueCommand][], string | undefined]>([
    ['an offer alone', [['SG17 chair', offer]], undefined],
    [
      'an offer that one of two agrees with',
      [
        ['SG17 chair', offer],
        ['SG13 chair', agree],
      ],
      undefined,
    ],
    [
      'one that both agree with',
      [
        ['SG17 chair', offer],
        ['SG13 chair', agree],
        ['SG20 chair', agree],
      ],
      'SG17',
    ],
    [
      'one that is objected to',
      [
        ['SG17 chair', offer],
        ['SG13 chair', agree],
        ['SG20 chair', object],
      ],
      undefined,
    ],
    [
      'one that is agreed with after an objection',
      [
        ['SG17 chair', offer],
        ['SG13 chair', agree],
        ['SG20 chair', object],
        ['SG20 chair', agree],
      ],
      'SG17',
    ],
    ['the raiser’s own offer', [['SG13 chair', offer]], undefined],
    [
      'a question that the other agrees with',
      [
        ['SG13 chair', ask('SG17')],
        ['SG20 chair', agree],
      ],
      undefined,
    ],
    [
      'a question that is accepted and agreed with',
      [
        ['SG13 chair', ask('SG17')],
        ['SG20 chair', agree],
        ['SG17 vice-chair', accept],
      ],
      'SG17',
    ],
    [
      'a question that another asks, too',
      [
        ['SG13 chair', ask('SG17')],
        ['SG20 chair', ask('SG17')],
        ['SG17 chair', ask('SG17')],
      ],
      'SG17',
    ],
    [
      'when the only one that was silent leaves',
      [
        ['SG17 chair', offer],
        ['SG13 chair', agree],
        ['SG20 chair', { do: 'leave', reason: 'Not ours' }],
      ],
      'SG17',
    ],
    [
      'not when it was taken back',
      [
        ['SG17 chair', offer],
        ['SG13 chair', agree],
        ['SG17 chair', { do: 'withdraw-offer', reason: 'x' }],
      ],
      undefined,
    ],
  ])('%s', (_, steps, group) => {
    const story = told(raised(), ...steps)
    expect(coordinator(story)).toBe(group)
    expect(replay(story.timeline, 1)).toEqual(story.state)
  })

  test('of an SG that is not concerned, which does not become concerned by it', () => {
    const story = coordinatedBySg2(raised())
    expect(coordinator(story)).toBe('SG2')
    expect(story.state.concerned).not.toContain('SG2')
  })

  test('that WP2 proposes once it has the issue', () => {
    expect(refusal(at('chairs'), 'WP2 chair', ask('SG17')).sentence).toBe(
      'WP2 proposes an SG once it has taken ISG-1 up.',
    )
    const proposed = told(at('wp2'), ['WP2 vice-chair', ask('SG17')])
    expect(describeCoordination(proposed.state)).toBe(
      'WP2 proposes that SG17 coordinates; SG17 has not answered; silent: SG13 and SG20',
    )
    expect(
      coordinator(told(proposed, ['SG17 chair', accept], ['SG13 chair', agree], ['SG20 chair', agree])),
    ).toBe('SG17')
  })
})

test('until then the card says who agreed, who objects and why, and who is silent', () => {
  expect(describeCoordination(offered.state)).toBe('SG17 has offered to coordinate; silent: SG13 and SG20')
  const story = told(offered, ['SG20 chair', object], ['SG13 chair', agree])
  expect(describeCoordination(story.state)).toBe(
    'SG17 has offered to coordinate; SG13 agrees; SG20 objects: Scope',
  )
})

describe('it ends', () => {
  test('by that SG', () => {
    const story = told(standing, ['SG17 chair', { do: 'end-coordination', reason: 'Too much' }])
    expect(coordinator(story)).toBeUndefined()
    expect(kinds(story).at(-1)).toBe('coordination-ended')
  })

  test('when all other SGs concerned want it, and not before', () => {
    const one = told(standing, ['SG20 chair', { do: 'end-coordination', reason: 'No progress' }])
    expect(coordinator(one)).toBe('SG17')
    expect(describeCoordination(one.state)).toContain('SG20 wants it to end: No progress')
    expect(coordinator(told(one, ['SG13 chair', { do: 'end-coordination', reason: 'x' }]))).toBeUndefined()
  })

  test('by a conclusion of WP2, unless that says that it goes on', () => {
    const handled = told(
      standing,
      ['SG20 chair', { do: 'escalate', reason: 'x' }],
      ['WP2 chair', { do: 'take-up' }],
    )
    const conclude = (more: object) =>
      coordinator(told(handled, ['WP2 chair', { do: 'conclude', text: 'x', ...more }]))
    expect(conclude({})).toBeUndefined()
    expect(conclude({ keepsCoordination: true })).toBe('SG17')
  })

  test('not by a later objection, which is shown', () => {
    const story = told(standing, ['SG20 chair', object])
    expect(coordinator(story)).toBe('SG17')
    expect(describeCoordination(story.state)).toMatch(
      /^SG17 coordinates, as all SGs concerned agreed on 2 February 2026; since then SG20 objects: Scope$/,
    )
  })

  test('not by an SG that joins later: it is asked, and the card says so until it answers', () => {
    const joined = told(standing, ['SG2 chair', { do: 'join', reason: 'x' }])
    expect(coordinator(joined)).toBe('SG17')
    expect(describeCoordination(joined.state)).toContain('not answered yet: SG2, which joined later')
    expect(describeCoordination(told(joined, ['SG2 chair', agree]).state)).not.toContain('SG2')
  })
})

test('TSAG entrusts it: proposed to TSAG by a conclusion, entrusted once that outcome is recorded', () => {
  const action = { number: 'WP2-1', text: 'Entrust it to SG17' }
  const proposed = told(at('wp2'), ['WP2 chair', { do: 'conclude', text: 'x', action, entrust: 'SG17' }])
  expect(describeCoordination(proposed.state)).toBe('proposed to TSAG: to entrust it to SG17 (WP2-1)')
  const source = 'TSAG-R4'
  expect(
    describeCoordination(told(proposed, ['TSB', { do: 'entrusted', entrusted: true, source }]).state),
  ).toBe('SG17 coordinates, entrusted by TSAG (TSAG-R4)')
  const reopened = told(proposed, ['WP2 chair', { do: 'reopen', reason: 'SG20 was not heard' }])
  expect(describeCoordination(reopened.state)).toBe(
    'proposed to TSAG by the conclusion that was reopened: to entrust it to SG17 (WP2-1)',
  )
  const not = told(proposed, ['WP2 chair', { do: 'entrusted', entrusted: false, source }])
  expect(describeCoordination(not.state)).toBeUndefined()
})

describe('refused:', () => {
  test.each<[string, string, IssueCommand, Story, string]>([
    ['the same offer twice', 'SG17 vice-chair', offer, offered, 'offered'],
    ['another offer while one is open', 'SG20 chair', offer, offered, 'other-offer'],
    ['an answer by the SG itself', 'SG17 chair', agree, offered, 'not-allowed'],
    ['an answer without an offer', 'SG20 chair', agree, raised(), 'not-allowed'],
    [
      'an acceptance by another',
      'SG20 chair',
      accept,
      told(raised(), ['SG13 chair', ask('SG17')]),
      'not-allowed',
    ],
    ['what stands already', 'SG13 chair', ask('SG17'), standing, 'coordinates'],
    ['the same answer twice', 'SG20 chair', agree, told(offered, ['SG20 chair', agree]), 'same-answer'],
    [
      'a vice-chair against the chair',
      'SG20 vice-chair',
      agree,
      told(offered, ['SG20 chair', object]),
      'chair-spoke',
    ],
    ['an outsider’s offer', 'SG2 chair', offer, raised(), 'not-allowed'],
    ['TSB in its own name', 'TSB', ask('SG17'), raised(), 'said-missing'],
  ])('%s', (_, who, command, story, code) => {
    expect(refusal(story, who, command).code).toBe(code)
  })

  test('but an offer that is objected to does not bar another one', () => {
    const story = told(offered, ['SG13 chair', object], ['SG20 chair', offer])
    expect(story.state.coordination.offer?.group).toBe('SG20')
  })
})

describe('the SG that coordinates', () => {
  const story = coordinatedBySg2(raised({ respondBy: '2026-06-30' }))
  const to = Temporal.PlainDate.from('2026-07-31')

  test('may propose, call meetings, add SGs, extend the timeline and comment', () => {
    expect(acts(story, 'SG2 chair', { do: 'propose', text: 'A way out' }).state.proposal?.group).toBe('SG2')
    expect(acts(story, 'SG2 chair', { do: 'add', added: 'SG11', reason: 'x' }).state.concerned).toContain(
      'SG11',
    )
    expect(acts(story, 'SG2 chair', { do: 'extend', to, reason: 'x' }).state.respondBy).toBe('2026-07-31')
    const times = { starts: '2026-03-01T12:00:00Z', ends: '2026-03-01T13:00:00Z' }
    acts(story, 'SG2 chair', { do: 'meet', meeting: 1, ...times })
    acts(story, 'SG2 chair', { do: 'comment', text: 'x' })
  })

  test('may not decide for another, close, withdraw, or bring it to WP2', () => {
    const proposed = acts(story, 'SG2 chair', { do: 'propose', text: 'A way out' })
    const reason = 'x'
    for (const command of [
      { do: 'position', position: 'agrees' },
      { do: 'withdraw', reason },
      { do: 'escalate', reason },
      { do: 'conclude', text: 'x' },
      { do: 'take-up' },
      { do: 'hand-back', guidance: 'x' },
      { do: 'statement', text: 'x' },
    ] as const)
      expect(refusal(proposed, 'SG2 chair', command).code).toBe('not-allowed')
  })
})

describe('what was recorded before November 2026', () => {
  test('still replays: the raiser’s own lead stood at once', () => {
    const { state } = raised({ lead: 'SG13' })
    expect(describeCoordination(state)).toBe(
      'SG13 coordinates, as recorded before November 2026, when the raiser and that SG agreed it between them',
    )
  })

  test('and an SG that was asked to lead is one that is asked to coordinate', () => {
    const story = raised({ lead: 'SG17' })
    expect(coordinator(story)).toBeUndefined()
    expect(coordinator(told(story, ['SG17 chair', accept], ['SG20 chair', agree]))).toBe('SG17')
  })
})
