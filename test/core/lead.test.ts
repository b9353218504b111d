import { describe, expect, test } from 'vitest'
import { acts, at, raised, refusal, type Story } from './issue-stories.ts'

const lead = (story: Story, who: string, sg: string) => acts(story, who, { do: 'lead', lead: sg })

describe('a SG leads the coordination', () => {
  test('once the raiser asked it and it agreed', () => {
    const askedFor = lead(raised(), 'SG13 chair', 'SG17')
    expect(askedFor.state).toMatchObject({ leadOffer: { group: 'SG17', from: 'SG13' } })
    expect(askedFor.state.lead).toBeUndefined()
    const agreed = lead(askedFor, 'SG17 vice-chair', 'SG17')
    expect(agreed.state.lead).toBe('SG17')
    expect(agreed.state.leadOffer).toBeUndefined()
  })

  test('once it offered and the raiser agreed', () => {
    const offered = lead(raised(), 'SG17 chair', 'SG17')
    expect(offered.state.lead).toBeUndefined()
    expect(lead(offered, 'SG13 chair', 'SG17').state.lead).toBe('SG17')
  })

  test('at once when the raiser does it itself', () => {
    expect(lead(raised(), 'SG13 chair', 'SG13').state.lead).toBe('SG13')
    expect(raised({ lead: 'SG13' }).state.lead).toBe('SG13')
  })

  test('when it was asked as the issue was raised, and agrees', () => {
    const story = raised({ lead: 'SG17' })
    expect(story.state.lead).toBeUndefined()
    expect(lead(story, 'SG17 chair', 'SG17').state.lead).toBe('SG17')
  })

  test('that is not concerned, if both agree; it is not concerned by that', () => {
    const story = lead(lead(raised(), 'SG13 chair', 'SG2'), 'SG2 chair', 'SG2')
    expect(story.state.lead).toBe('SG2')
    expect(story.state.concerned).not.toContain('SG2')
  })

  test('until another does, by the same agreement', () => {
    const asks = lead(at('chairs'), 'SG13 chair', 'SG20')
    expect(asks.state.lead).toBe('SG13')
    expect(lead(asks, 'SG20 chair', 'SG20').state.lead).toBe('SG20')
  })
})

describe('nobody else makes a SG lead:', () => {
  test.for(['SG20 chair', 'WP2 chair', 'TSB', 'SG17 TSB', 'SG2 chair'])('not %s', who => {
    expect(refusal(raised(), who, { do: 'lead', lead: 'SG17' })).toMatchObject({
      code: 'not-allowed',
      sentence: expect.stringContaining('the SG that raised the issue, and the SG that is to lead'),
    })
  })

  test('and one side that asks twice does not agree for the other', () => {
    const story = lead(raised(), 'SG13 chair', 'SG17')
    expect(refusal(story, 'SG13 vice-chair', { do: 'lead', lead: 'SG17' }).code).toBe('offered')
    expect(
      refusal(lead(raised(), 'SG17 chair', 'SG17'), 'SG17 chair', { do: 'lead', lead: 'SG17' }).code,
    ).toBe('offered')
  })

  test('and who leads already is not asked', () => {
    expect(refusal(at('chairs'), 'SG13 chair', { do: 'lead', lead: 'SG13' }).code).toBe('leads-already')
  })
})

describe('the lead SG', () => {
  const led = lead(lead(raised({ respondBy: '2026-06-30' }), 'SG13 chair', 'SG2'), 'SG2 chair', 'SG2')
  const to = Temporal.PlainDate.from('2026-07-31')

  test('may propose, call meetings, add SGs, extend the timeline and comment', () => {
    expect(acts(led, 'SG2 chair', { do: 'propose', text: 'A way out' }).state.proposal?.group).toBe('SG2')
    expect(acts(led, 'SG2 chair', { do: 'add', added: 'SG11', reason: 'x' }).state.concerned).toContain(
      'SG11',
    )
    expect(acts(led, 'SG2 chair', { do: 'extend', to, reason: 'x' }).state.respondBy).toBe('2026-07-31')
    acts(led, 'SG2 chair', {
      do: 'meet',
      meeting: 1,
      starts: '2026-03-01T12:00:00Z',
      ends: '2026-03-01T13:00:00Z',
    })
    acts(led, 'SG2 chair', { do: 'comment', text: 'x' })
  })

  test('may not decide for another, close, withdraw, or bring it to WP2', () => {
    const proposed = acts(led, 'SG2 chair', { do: 'propose', text: 'A way out' })
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

  test('that objects holds nothing up but its own position: it can not overrule', () => {
    const story = acts(at('chairs'), 'SG17 chair', { do: 'propose', text: 'Another way' })
    const agreed = ['SG13 chair', 'SG20 chair'].reduce(
      (s, who) => acts(s, who, { do: 'position', position: 'agrees' }),
      story,
    )
    expect(agreed.state).toMatchObject({ stage: 'solved', solution: 'Another way' })
  })
})
