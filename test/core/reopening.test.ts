import { describe, expect, test } from 'vitest'
import { replay } from '../../src/core/issues/apply.ts'
import { toWords } from '../../src/core/text/spans.ts'
import { acts, at, kinds, refusal } from './issue-stories.ts'

const reopen = { do: 'reopen', reason: 'New input' } as const

describe('an issue is reopened', () => {
  test.each(['SG13 chair', 'SG20 vice-chair'])('when it is solved: by an SG concerned (%s)', who => {
    const story = acts(at('solved'), who, reopen)
    // The agreed text is put aside; the positions on it are history, and the SGs are asked again.
    expect(story.state).toMatchObject({ stage: 'chairs', positions: {}, proposals: 1 })
    expect(story.state.proposal).toBeUndefined()
    expect(story.state.solution).toBeUndefined()
    expect(kinds(story)).toContain('solved')
    const again = acts(story, 'SG17 chair', { do: 'propose', text: 'A way out' })
    expect(again.state.proposal?.number).toBe(2)
    expect(replay(again.timeline, 1)).toEqual(again.state)
  })

  test('its proposal is no longer current, and was one', () => {
    const story = acts(at('solved'), 'SG13 chair', reopen)
    const refused = refusal(story, 'SG17 chair', { do: 'position', position: 'agrees', reason: undefined })
    expect(toWords(refused.sentence)).toBe('No proposal is current any more. /sg issue propose makes one.')
    expect(toWords(refusal(story, 'SG17 chair', { do: 'remind' }).sentence)).toBe(
      'No proposal is current any more, so no SG has to take a position.',
    )
  })

  test.each(['WP2 chair', 'WP2 vice-chair'])('when it is concluded: by WP2 (%s)', who => {
    const story = acts(at('concluded'), who, reopen)
    expect(story.state).toMatchObject({ stage: 'wp2', positions: {} })
    expect(story.state.conclusion).toBeUndefined()
    expect(kinds(acts(story, 'WP2 chair', { do: 'conclude', text: 'Otherwise' })).at(-1)).toBe('concluded')
  })

  test.each([
    ['solved', 'WP2 chair'],
    ['solved', 'SG2 chair'],
    ['concluded', 'SG13 chair'],
    ['concluded', 'TSB'],
  ] as const)('but not when it is %s by %s', (stage, who) => {
    expect(refusal(at(stage), who, reopen).code).toBe('not-allowed')
  })

  // The story's timeline runs until the end of 30 June 2026 in Geneva.
  test.each([
    ['2026-06-30T21:59:59Z', '2026-06-30'],
    ['2026-06-30T22:00:00Z', undefined],
  ])('or resumed at %s, its timeline runs until %s', (iso, until) => {
    const now = Temporal.Instant.from(iso)
    expect(acts(at('solved'), 'SG13 chair', reopen, now).state.respondBy).toBe(until)
    const resume = { do: 'resume', reason: 'New input' } as const
    expect(acts(at('withdrawn'), 'SG13 chair', resume, now).state.respondBy).toBe(until)
  })

  test('and not while it is open', () => {
    expect(refusal(at('chairs'), 'SG13 chair', reopen).code).toBe('stage')
  })
})

describe('a conclusion is corrected', () => {
  const corrected = acts(at('concluded'), 'WP2 vice-chair', { do: 'correct', text: 'Each in its own scope' })

  test('by a later entry that names the one it corrects; the earlier words stay', () => {
    expect(corrected.timeline.at(-1)).toMatchObject({ kind: 'corrected', corrects: 5 })
    expect(corrected.timeline.filter(e => e.kind === 'concluded').map(e => e.text)).toEqual([
      'Each in its scope',
    ])
    expect(corrected.state.conclusion).toMatchObject({
      text: 'Each in its own scope',
      number: 6,
      corrections: 1,
    })
    expect(acts(corrected, 'WP2 chair', { do: 'correct', text: 'Again' }).timeline.at(-1)).toMatchObject({
      corrects: 6,
    })
  })

  test('not with the same words, and not by others', () => {
    expect(refusal(corrected, 'WP2 chair', { do: 'correct', text: 'Each in its own scope' }).code).toBe(
      'same-conclusion',
    )
    for (const who of ['SG13 chair', 'TSB'])
      expect(refusal(corrected, who, { do: 'correct', text: 'x' }).code).toBe('not-allowed')
  })
})
