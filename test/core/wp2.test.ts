import { describe, expect, test } from 'vitest'
import { acts, at, kinds, NOW, refusal } from './issue-stories.ts'

const call = { do: 'call', meeting: 7, starts: '2026-02-10T12:00:00Z', ends: '2026-02-10T13:00:00Z' } as const
const after = Temporal.Instant.from('2026-02-10T14:00:00Z')

describe('WP2', () => {
  test('takes an issue up by its chair or vice-chair, once', () => {
    expect(acts(at('escalated'), 'WP2 vice-chair', { do: 'take-up' }).state.stage).toBe('wp2')
    for (const who of ['SG13 chair', 'RG-WPR Rapporteur'])
      expect(refusal(at('escalated'), who, { do: 'take-up' }).sentence).toMatch(
        /^Only WP2's chair or vice-chair can do this\. /,
      )
    expect(refusal(at('escalated'), 'TSB', { do: 'take-up' }).code).toBe('said-missing')
    expect(refusal(at('wp2'), 'WP2 chair', { do: 'take-up' }).sentence).toBe(
      'WP2 has already taken up ISG-1.',
    )
  })

  test('comes in only when the chairs ask', () => {
    expect(refusal(at('chairs'), 'WP2 chair', { do: 'take-up' }).sentence).toBe(
      'ISG-1 is with the chairs concerned and was not brought to WP2.',
    )
    expect(refusal(at('chairs'), 'WP2 chair', { do: 'conclude', text: 'x' }).code).toBe('stage')
  })

  test('takes it up before it arranges, concludes or hands back', () => {
    for (const command of [call, { do: 'conclude', text: 'x' }, { do: 'hand-back', guidance: 'x' }] as const)
      expect(refusal(at('escalated'), 'WP2 chair', command).sentence).toBe(
        'ISG-1 was brought to WP2, which has not taken it up yet; this is possible after that.',
      )
  })

  test('or TSB arranges a series of calls and keeps what each came to', () => {
    const two = acts(acts(at('wp2'), 'WP2 chair', call), 'TSB', { ...call, meeting: 8 })
    const done = acts(two, 'TSB', { do: 'outcome', meeting: 7, outcome: 'Terms aligned' }, after)
    expect(done.state.calls.map(c => [c.meeting, c.outcome])).toEqual([
      [7, 'Terms aligned'],
      [8, undefined],
    ])
  })

  test('keeps an outcome from the beginning of a call on', () => {
    const arranged = acts(at('wp2'), 'WP2 chair', call)
    const outcome = { do: 'outcome', meeting: 7, outcome: 'Terms aligned' } as const
    const starts = Temporal.Instant.from(call.starts)
    expect(refusal(arranged, 'WP2 chair', outcome, starts.subtract({ seconds: 1 })).sentence).toBe(
      'MTG-7 has not taken place yet.',
    )
    expect(acts(arranged, 'WP2 chair', outcome, starts).state.calls[0]!.outcome).toBe('Terms aligned')
  })

  test('keeps no outcome of a call that has not taken place, or of another meeting', () => {
    const arranged = acts(at('wp2'), 'WP2 chair', call)
    expect(refusal(arranged, 'WP2 chair', { do: 'outcome', meeting: 7, outcome: 'x' }, NOW).sentence).toBe(
      'MTG-7 has not taken place yet.',
    )
    expect(refusal(arranged, 'WP2 chair', { do: 'outcome', meeting: 9, outcome: 'x' }, after).sentence).toBe(
      'MTG-9 is not a call or ad-hoc meeting on this issue.',
    )
  })

  test('hands it back with guidance, and the chairs go on; it can be brought again', () => {
    const back = acts(at('wp2'), 'WP2 chair', { do: 'hand-back', guidance: 'Definitions first' })
    expect(back.state).toMatchObject({ stage: 'chairs', guidance: { text: 'Definitions first' } })
    expect(back.state.respondBy).toBeUndefined()
    expect(back.state.escalation).toBeUndefined()
    expect(back.state.proposal?.number).toBe(1)
    expect(acts(back, 'SG17 chair', { do: 'escalate', reason: 'Still no' }).state.stage).toBe('escalated')
  })

  test('hands it back with a new timeline ahead, not a past one', () => {
    const respondBy = Temporal.PlainDate.from('2026-09-30')
    expect(acts(at('wp2'), 'WP2 chair', { do: 'hand-back', guidance: 'x', respondBy }).state).toMatchObject({
      respondBy: '2026-09-30',
      lapsed: false,
    })
    const past = Temporal.PlainDate.from('2026-01-30')
    expect(refusal(at('wp2'), 'WP2 chair', { do: 'hand-back', guidance: 'x', respondBy: past }).code).toBe(
      'past',
    )
  })

  test('concludes, if needed with an action for TSAG, once', () => {
    const action = { number: 'WP2-1', text: 'Entrust the coordination to SG17' }
    const story = acts(at('wp2'), 'WP2 vice-chair', { do: 'conclude', text: 'Each in its scope', action })
    expect(story.state).toMatchObject({
      stage: 'concluded',
      conclusion: { text: 'Each in its scope', action },
    })
    expect(refusal(story, 'WP2 chair', { do: 'conclude', text: 'Otherwise' }).code).toBe('stage')
    expect(kinds(story).filter(k => k === 'concluded')).toHaveLength(1)
  })

  test('does not conclude by TSB, nor by a chair of an SG', () => {
    expect(refusal(at('wp2'), 'TSB', { do: 'conclude', text: 'x' }).code).toBe('said-missing')
    for (const who of ['SG13 chair', 'SG17 chair'])
      expect(refusal(at('wp2'), who, { do: 'conclude', text: 'x' }).code).toBe('not-allowed')
  })

  test('takes no position for an SG', () => {
    expect(refusal(at('wp2'), 'WP2 chair', { do: 'position', position: 'agrees' }).sentence).toBe(
      'Only a chair or vice-chair of an SG concerned can do this. Your role here: WP2 chair.',
    )
  })
})

test('somebody without a role is told who may, and who can add them', () => {
  expect(refusal(at('chairs'), '', { do: 'comment', text: 'x' }).sentence).toBe(
    'Only chairs and vice-chairs, and TSB, can do this. You have no role here yet. TSB can register you.',
  )
})
