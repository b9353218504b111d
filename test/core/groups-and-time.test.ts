import { describe, expect, test } from 'vitest'
import { decideLapse } from '../../src/core/issues/lifecycle.ts'
import { acts, at, kinds, NOW, raised, refusal } from './issue-stories.ts'

const reason = 'a reason'
const date = (iso: string) => Temporal.PlainDate.from(iso)

describe('a SG', () => {
  test('joins with a reason, or is added', () => {
    expect(acts(raised(), 'SG2 vice-chair', { do: 'join', reason }).state.concerned).toEqual([
      'SG13',
      'SG17',
      'SG20',
      'SG2',
    ])
    expect(acts(raised(), 'SG20 chair', { do: 'add', added: 'SG2', reason }).state.concerned).toContain('SG2')
    expect(acts(raised(), 'WP2 chair', { do: 'add', added: 'SG2', reason }).state.concerned).toContain('SG2')
  })

  test('that is concerned is not added again, and does not join', () => {
    expect(refusal(raised(), 'SG20 chair', { do: 'add', added: 'SG17', reason }).sentence).toBe(
      'SG17 is already one of the SGs concerned.',
    )
    expect(refusal(raised(), 'SG17 chair', { do: 'join', reason }).code).toBe('not-allowed')
  })

  test('that is not concerned says so, is kept as such, and may come back', () => {
    const left = acts(raised(), 'SG20 chair', { do: 'leave', reason })
    expect(left.state).toMatchObject({ concerned: ['SG13', 'SG17'], notConcerned: ['SG20'] })
    expect(refusal(left, 'SG20 chair', { do: 'escalate', reason }).code).toBe('not-allowed')
    expect(acts(left, 'SG20 chair', { do: 'join', reason }).state).toMatchObject({
      notConcerned: [],
      concerned: ['SG13', 'SG17', 'SG20'],
    })
  })

  test('does not leave when it raised the issue, nor as the last but one', () => {
    expect(refusal(raised(), 'SG13 chair', { do: 'leave', reason }).sentence).toContain(
      'other than the one that raised',
    )
    const two = acts(raised(), 'SG20 chair', { do: 'leave', reason })
    expect(refusal(two, 'SG17 chair', { do: 'leave', reason }).sentence).toBe(
      'Without SG17 only one SG would be left; SG13 can withdraw the issue instead.',
    )
  })
})

describe('the raiser', () => {
  test('withdraws the issue, and nobody else does', () => {
    expect(at('withdrawn').state.stage).toBe('withdrawn')
    for (const who of ['SG17 chair', 'WP2 chair', 'TSB'])
      expect(refusal(raised(), who, { do: 'withdraw', reason }).sentence).toContain(
        'the SG that raised the issue',
      )
  })

  test('is who takes it up again: any SG concerned may, and may then withdraw it', () => {
    expect(refusal(at('withdrawn'), 'SG2 chair', { do: 'resume', reason }).code).toBe('not-allowed')
    const resumed = acts(at('withdrawn'), 'SG20 chair', { do: 'resume', reason })
    expect(resumed.state).toMatchObject({ stage: 'chairs', raisedFor: 'SG13', owner: 'SG20' })
    expect(acts(resumed, 'SG20 chair', { do: 'withdraw', reason }).state.stage).toBe('withdrawn')
    expect(refusal(resumed, 'SG13 chair', { do: 'withdraw', reason }).code).toBe('not-allowed')
  })

  test('withdrew it: all but comments and statements waits until it is taken up', () => {
    expect(refusal(at('withdrawn'), 'SG17 chair', { do: 'propose', text: 'x' }).sentence).toBe(
      'ISG-1 was withdrawn; an SG concerned can resume it with /sg issue resume.',
    )
  })

  test('that is with the chairs again is not shown as brought to WP2', () => {
    const withdrawn = acts(at('escalated'), 'SG13 chair', { do: 'withdraw', reason })
    expect(acts(withdrawn, 'SG20 chair', { do: 'resume', reason }).state.escalation).toBeUndefined()
  })
})

describe('the timeline', () => {
  const timed = raised({ respondBy: '2026-06-30' })

  test('is off unless one is given', () => {
    expect(raised().state.respondBy).toBeUndefined()
    expect(decideLapse(raised().state, NOW, true)).toEqual([])
  })

  test('is set, and extended with a reason to a later day only', () => {
    const set = acts(raised(), 'SG17 chair', { do: 'extend', to: date('2026-03-01'), reason })
    const more = acts(set, 'SG20 vice-chair', { do: 'extend', to: date('2026-04-01'), reason })
    expect(more.timeline.at(-1)).toMatchObject({
      kind: 'extended',
      from: '2026-03-01',
      to: '2026-04-01',
      reason,
    })
    expect(refusal(more, 'SG17 chair', { do: 'extend', to: date('2026-04-01'), reason }).code).toBe(
      'not-later',
    )
    expect(refusal(raised(), 'SG17 chair', { do: 'extend', to: date('2026-02-01'), reason }).sentence).toBe(
      '1 February 2026 is in the past; give a later date.',
    )
    expect(
      acts(raised(), 'SG17 chair', { do: 'extend', to: date('2026-02-02'), reason }).state.respondBy,
    ).toBe('2026-02-02')
  })

  test('lapses once, and is on again when it is extended', () => {
    const events = decideLapse(timed.state, NOW, false)
    expect(events.map(e => e.kind)).toEqual(['lapsed'])
    const lapsed = { ...timed.state, lapsed: true }
    expect(decideLapse(lapsed, NOW, false)).toEqual([])
    const on = acts({ ...timed, state: lapsed }, 'SG13 chair', {
      do: 'extend',
      to: date('2026-07-31'),
      reason,
    })
    expect(on.state.lapsed).toBe(false)
  })

  test('brings the issue to WP2 by itself only where that is set', () => {
    const events = decideLapse(timed.state, NOW, true)
    expect(events.map(e => e.kind)).toEqual(['lapsed', 'escalated'])
    expect(events[1]).toMatchObject({ onLapse: true, by: { name: 'the timeline' } })
  })

  test.for(['escalated', 'wp2', 'solved', 'concluded', 'withdrawn'] as const)(
    'does not run while an issue is %s',
    stage => {
      expect(decideLapse(at(stage).state, NOW, true)).toEqual([])
    },
  )
})

describe('an escalation', () => {
  const said = 'TSAG meeting, 28 January 2026'

  test('is for the SGs concerned, with a reason; their TSB support records it as said elsewhere', () => {
    expect(acts(raised(), 'SG20 vice-chair', { do: 'escalate', reason }).state).toMatchObject({
      stage: 'escalated',
      escalation: { group: 'SG20', reason },
    })
    expect(acts(raised(), 'SG17 TSB', { do: 'escalate', reason, said }).state.escalation?.group).toBe('SG17')
    for (const who of ['SG2 chair', 'SG2 TSB', 'WP2 chair', 'RG-WPR Rapporteur'])
      expect(refusal(raised(), who, { do: 'escalate', reason }).sentence).toMatch(
        /^Only a chair or vice-chair of an SG concerned can do this\. Your role here: /,
      )
  })

  test('by TSB staff of all is asked for which SG', () => {
    expect(refusal(raised(), 'TSB', { do: 'escalate', reason, said })).toEqual({
      code: 'which-group',
      sentence: 'For which SG are you acting? Add for:SG13 or for:SG17 or for:SG20.',
      choices: ['SG13', 'SG17', 'SG20'],
    })
    expect(acts(raised(), 'TSB', { do: 'escalate', reason, said }, NOW, 'SG17').state.escalation?.group).toBe(
      'SG17',
    )
  })

  test('twice is refused kindly, and so is one of a concluded issue', () => {
    const again = (stage: 'escalated' | 'wp2' | 'concluded') =>
      refusal(at(stage), 'SG17 chair', { do: 'escalate', reason }).sentence
    expect(again('escalated')).toBe('ISG-1 was already brought to WP2, which has not taken it up yet.')
    expect(again('wp2')).toBe('WP2 has already taken up ISG-1.')
    expect(again('concluded')).toBe('WP2 has concluded ISG-1, so this can no longer be done.')
  })

  test('of somebody who may act for two SGs is asked for which', () => {
    expect(refusal(raised(), 'SG13 chair, SG20 vice-chair', { do: 'escalate', reason }).choices).toEqual([
      'SG13',
      'SG20',
    ])
    expect(
      refusal(raised(), 'SG13 chair, SG20 vice-chair', { do: 'escalate', reason }, NOW, 'SG17').sentence,
    ).toBe("You can't act for SG17 on this issue; you can act for SG13 or SG20.")
    expect(
      kinds(acts(raised(), 'SG13 chair, SG20 vice-chair', { do: 'escalate', reason }, NOW, 'SG20')),
    ).toContain('escalated')
  })
})
