import { describe, expect, test } from 'vitest'
import { silentOf } from '../../src/core/issues/state.ts'
import { describeNextStep } from '../../src/core/issues/words.ts'
import { acts, at, coordinatedBySg2, kinds, raised, refusal, role, type Story } from './issue-stories.ts'

const propose = (story: Story, who = 'SG13 chair', text = 'A way out') =>
  acts(story, who, { do: 'propose', text })
const agree = (story: Story, who: string) => acts(story, who, { do: 'position', position: 'agrees' })
const object = (story: Story, who: string) =>
  acts(story, who, { do: 'position', position: 'objects', reason: 'Scope' })
const abstain = (story: Story, who: string) => acts(story, who, { do: 'position', position: 'abstains' })
const open = propose(raised())

describe('positions', () => {
  test('are silent until taken, but for the proposer, who agrees', () => {
    expect(silentOf(open.state)).toEqual(['SG17', 'SG20'])
    expect(open.state.positions.SG13?.position).toBe('agrees')
    expect(describeNextStep(open.state)).toBe('Next: SG17 and SG20 take a position on proposal 1.')
  })

  test('that object leave the next step to each SG concerned, as a missing proposal does', () => {
    expect(describeNextStep(raised().state)).toBe('Next: a proposal by SG13, SG17 or SG20.')
    const opposed = object(agree(open, 'SG17 chair'), 'SG20 chair')
    expect(describeNextStep(opposed.state)).toBe(
      'Next: a new proposal, or an SG concerned brings the issue to WP2.',
    )
  })

  test('need a proposal', () => {
    expect(refusal(raised(), 'SG17 chair', { do: 'position', position: 'agrees' })).toEqual({
      code: 'no-proposal',
      sentence: 'There is no proposal yet. /sg issue propose makes one.',
    })
  })

  test('that object need a reason', () => {
    expect(refusal(open, 'SG17 chair', { do: 'position', position: 'objects' }).code).toBe('no-reason')
  })

  test('are not taken twice the same', () => {
    expect(
      refusal(agree(open, 'SG17 chair'), 'SG17 chair', { do: 'position', position: 'agrees' }).code,
    ).toBe('same-position')
  })

  test("of a vice-chair are shown as such, and the chair's replaces them; the earlier one stays in the timeline", () => {
    const vice = acts(open, 'SG17 vice-chair', { do: 'position', position: 'abstains' })
    expect(vice.state.positions.SG17?.by.role).toEqual(role('VICE_CHAIR', 'SG17'))
    const chair = object(vice, 'SG17 chair')
    expect(chair.state.positions.SG17).toMatchObject({
      position: 'objects',
      by: { role: role('CHAIR', 'SG17') },
    })
    expect(chair.timeline.filter(e => e.kind === 'position').map(e => e.by.role)).toEqual([
      role('VICE_CHAIR', 'SG17'),
      role('CHAIR', 'SG17'),
    ])
  })

  test('of a chair are not replaced by a vice-chair, until there is a new proposal', () => {
    const chair = object(open, 'SG17 chair')
    const vice = { do: 'position', position: 'agrees' } as const
    expect(refusal(chair, 'SG17 vice-chair', vice).sentence).toBe(
      "SG17's chair has already taken a position (objects); only the chair can change it.",
    )
    expect(
      agree(propose(chair, 'SG13 chair', 'Another'), 'SG17 vice-chair').state.positions.SG17?.position,
    ).toBe('agrees')
  })

  test('that a chair confirms after the vice-chair are recorded as the chair’s', () => {
    const confirmed = agree(agree(open, 'SG17 vice-chair'), 'SG17 chair')
    expect(confirmed.state.positions.SG17?.by.role).toEqual(role('CHAIR', 'SG17'))
  })
})

describe('proposals', () => {
  test('supersede the one before, and all are asked again', () => {
    const second = propose(object(open, 'SG20 chair'), 'SG17 chair', 'Another way')
    expect(second.state.proposal).toMatchObject({ number: 2, text: 'Another way', group: 'SG17' })
    expect(Object.keys(second.state.positions)).toEqual(['SG17'])
  })

  test('of the same words are refused', () => {
    expect(refusal(open, 'SG17 chair', { do: 'propose', text: 'A way out' }).code).toBe('same-proposal')
  })

  test('of an SG that coordinates and is not concerned take no position for anybody', () => {
    expect(propose(coordinatedBySg2(raised()), 'SG2 chair').state.positions).toEqual({})
  })

  test('are for SGs concerned and the one that coordinates only', () => {
    for (const who of ['SG2 chair', 'WP2 chair', 'RG-DT Rapporteur', ''])
      expect(refusal(open, who, { do: 'propose', text: 'x' }).sentence).toMatch(
        /^Only a chair or vice-chair of an SG concerned, or of the SG that coordinates, can do this\. You/,
      )
  })
})

describe('an issue is solved between the chairs', () => {
  const solved = (story: Story) => story.state.stage === 'solved'

  test('when all have a position, none objects and one besides the proposer agrees; with that text', () => {
    const story = abstain(agree(open, 'SG17 chair'), 'SG20 chair')
    expect(story.state).toMatchObject({ stage: 'solved', solution: 'A way out' })
    expect(kinds(story).slice(-2)).toEqual(['position', 'solved'])
  })

  test('when agreement has comments', () => {
    const commented = acts(open, 'SG17 chair', {
      do: 'position',
      position: 'agrees with comments',
      reason: 'Nearly',
    })
    expect(solved(abstain(commented, 'SG20 chair'))).toBe(true)
  })

  test('not while one is silent: silence is never agreement', () =>
    expect(solved(agree(open, 'SG17 chair'))).toBe(false))
  test('not while one objects', () =>
    expect(solved(agree(object(open, 'SG17 chair'), 'SG20 chair'))).toBe(false))
  test('not when only the proposer agrees', () =>
    expect(solved(abstain(abstain(open, 'SG17 chair'), 'SG20 chair'))).toBe(false))

  test('when the one that objects gives way', () => {
    expect(solved(agree(agree(object(open, 'SG17 chair'), 'SG20 chair'), 'SG17 chair'))).toBe(true)
  })

  test('when the last without a position says it is not concerned', () => {
    const story = acts(agree(open, 'SG17 chair'), 'SG20 chair', { do: 'leave', reason: 'Not ours' })
    expect(kinds(story).slice(-2)).toEqual(['left', 'solved'])
  })

  test('not before an SG that joined has a position, too', () => {
    const joined = acts(agree(open, 'SG17 chair'), 'SG2 chair', { do: 'join', reason: 'Ours too' })
    const more = agree(joined, 'SG20 chair')
    expect(solved(more)).toBe(false)
    expect(solved(agree(more, 'SG2 chair'))).toBe(true)
  })

  test('even after it was brought to WP2', () => {
    const brought = at('escalated')
    expect(agree(agree(brought, 'SG17 chair'), 'SG20 chair').state.stage).toBe('solved')
  })

  test('and then takes comments and statements only', () => {
    const story = at('solved')
    expect(refusal(story, 'SG13 chair', { do: 'propose', text: 'x' })).toEqual({
      code: 'stage',
      sentence:
        'ISG-1 is solved, so this can no longer be done. An SG concerned can reopen it with /sg issue reopen.',
    })
    expect(acts(story, 'SG17 chair', { do: 'statement', text: 'For the record' }).state.statements).toBe(1)
    expect(acts(story, 'WP2 chair', { do: 'comment', text: 'Thank you' }).state.stage).toBe('solved')
  })
})

describe('a statement', () => {
  test('is kept word for word, and there may be more than one', () => {
    const text = '  “We object:\n\tto one lead SG.”  '
    const one = acts(open, 'SG20 chair', { do: 'statement', text })
    expect(one.timeline.at(-1)).toMatchObject({
      kind: 'statement',
      text,
      group: 'SG20',
      by: { role: role('CHAIR', 'SG20') },
    })
    expect(acts(one, 'SG20 chair', { do: 'statement', text }).state.statements).toBe(2)
  })

  test('is for SGs concerned', () => {
    for (const who of ['SG2 chair', 'WP2 chair'])
      expect(refusal(open, who, { do: 'statement', text: 'x' }).code).toBe('not-allowed')
    expect(refusal(open, 'TSB', { do: 'statement', text: 'x' }).code).toBe('said-missing')
  })
})
