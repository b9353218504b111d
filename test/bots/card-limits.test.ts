import fc from 'fast-check'
import { expect, test } from 'vitest'
import { render as renderDiscord } from '../../src/bots/discord/render.ts'
import { render as renderSlack } from '../../src/bots/slack/render.ts'
import { renderCard } from '../../src/core/issues/card.ts'
import { type IssueState, POSITIONS, type PositionKind } from '../../src/core/issues/state.ts'
import { describeNextStep, describeStage } from '../../src/core/issues/words.ts'
import { raised } from '../core/issue-stories.ts'

const NOW = Temporal.Instant.from('2026-02-02T09:00:00Z')

/** Texts of up to 4,000 characters; of some, each becomes several bytes or several characters of markup. */
const words = fc
  .tuple(
    fc.constantFrom('word ', '* ', '信任', '😀', '<@', '\n> ', '_a_ '),
    fc.integer({ min: 1, max: 4000 }),
  )
  .map(([unit, length]) => `!${unit.repeat(length)}`.slice(0, 4000))

const GROUPS = ['SG2', 'SG3', 'SG5', 'SG11', 'SG12', 'SG13', 'SG15', 'SG17', 'SG20', 'SG21']
const SAID: Record<PositionKind, string> = {
  agrees: '✓ agrees',
  'agrees with comments': '✓ agrees with comments',
  objects: '✗ objects',
  abstains: '– abstains',
}
const by = (group: string) => ({ name: 'Ada Okafor', role: { kind: 'CHAIR' as const, group } })
const at = '2026-02-02T09:00:00Z'

const states = fc
  .record({
    stage: fc.constantFrom('chairs', 'escalated', 'wp2', 'solved', 'concluded', 'withdrawn'),
    groups: fc.subarray(GROUPS, { minLength: 2 }),
    positions: fc.array(fc.option(fc.tuple(fc.constantFrom(...POSITIONS), words), { nil: undefined }), {
      minLength: GROUPS.length,
      maxLength: GROUPS.length,
    }),
    summary: words,
    proposal: words,
    more: words,
  })
  .map(({ stage, groups, positions, summary, proposal, more }): IssueState => {
    const [first] = groups as [string]
    const held = groups.flatMap((group, i) => {
      const taken = positions[i]
      return taken ? [[group, { position: taken[0], reason: taken[1], by: by(group), at }] as const] : []
    })
    return {
      ...raised().state,
      stage: stage as IssueState['stage'],
      summary,
      concerned: groups,
      respondBy: '2026-06-30',
      proposal: { number: 3, text: proposal, group: first, by: by(first), at },
      proposals: 3,
      positions: Object.fromEntries(held),
      ...(stage === 'escalated' || stage === 'wp2'
        ? {
            escalation: { group: first, reason: more, by: by(first), at },
            guidance: { text: more, by: by('WP2'), at },
          }
        : {}),
      ...(stage === 'solved' && { solution: proposal }),
      ...(stage === 'concluded' && {
        conclusion: { number: 4, text: more, by: by('WP2'), at, corrections: 0 },
      }),
    }
  })

/** All texts of a rendered message, without escapes and line ends. */
function textsOf(rendered: unknown): string {
  const found: string[] = []
  JSON.stringify(rendered, (key, value) => {
    if ((key === 'text' || key === 'content') && typeof value === 'string') found.push(value)
    return value
  })
  return found
    .join('')
    .replaceAll('**', '')
    .replaceAll(/[\\\u200b]/g, '')
}

const RENDERERS = {
  Discord: (state: IssueState) =>
    renderDiscord(renderCard(state, ['position', 'comment'], { now: NOW }), Array(30).fill('id')).components,
  Slack: (state: IssueState) => renderSlack(renderCard(state, ['position', 'comment'], { now: NOW })).blocks,
}

test.for(Object.keys(RENDERERS) as (keyof typeof RENDERERS)[])(
  'on %s a card always shows the state, the next step and where each SG stands, however long its texts',
  platform => {
    fc.assert(
      fc.property(states, state => {
        const shown = textsOf(RENDERERS[platform](state))
        expect(shown).toContain(`State: ${describeStage(state)}`)
        if (!['solved', 'concluded'].includes(state.stage)) expect(shown).toContain(describeNextStep(state))
        for (const group of state.concerned) {
          const held = state.positions[group]
          const silent = ['chairs', 'escalated', 'wp2'].includes(state.stage) ? 'silent' : 'took no position'
          expect(shown).toContain(`${group}: ${held ? SAID[held.position] : `○ ${silent}`}`)
        }
        expect(shown).toMatch(/[Pp]roposal 3, by SG/)
        const isShort = shown.includes('Long texts are shortened here. The whole: ')
        if (isShort) expect(JSON.stringify(RENDERERS[platform](state))).toContain('issue history')
        expect(shown).not.toContain('Shortened here.')
      }),
      { numRuns: 25 },
    )
  },
)

test('the long texts of a card share the room, so that each is begun', () => {
  const long = (word: string) => `${word} `.repeat(800).slice(0, 3900)
  const state: IssueState = {
    ...raised().state,
    summary: long('summary'),
    concerned: ['SG13', 'SG17', 'SG20'],
    proposal: { number: 1, text: long('proposal'), group: 'SG17', by: by('SG17'), at },
    positions: {
      SG17: { position: 'agrees', by: by('SG17'), at },
      SG20: { position: 'objects', reason: long('reason'), by: by('SG20'), at },
    },
  }
  for (const render of Object.values(RENDERERS)) {
    const shown = textsOf(render(state))
    for (const word of ['summary', 'proposal', 'reason'])
      expect(shown.split(`${word} `).length).toBeGreaterThan(50)
    expect(shown).toContain('SG20: ✗ objects: reason')
    expect(shown).toContain('SG13: ○ silent')
  }
})
