import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cellOf, DOCUMENT, lifecycleDocument, PARTS, STAGES, VERBS } from '../../scripts/lifecycle-table.ts'
import type { CapacityKind } from '../../src/core/issues/capacity.ts'
import { decide } from '../../src/core/issues/lifecycle.ts'
import type { IssueCommand, Verb } from '../../src/core/issues/rules.ts'
import type { Stage } from '../../src/core/issues/state.ts'
import { parseRole } from '../../src/core/roles/role.ts'
import { at, NOW, rolesOf } from './issue-stories.ts'

test('docs/lifecycle.md is what the rules give; npm run docs:lifecycle writes it', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(lifecycleDocument())
})

/** SG13 raised the issue with SG17 and SG20, and SG2 leads the coordination. In which parts each person may act: */
const PEOPLE: Record<string, CapacityKind[]> = {
  'SG13 chair': ['chair'],
  'SG13 vice-chair': ['vice-chair'],
  'SG17 chair': ['chair'],
  'SG17 vice-chair': ['vice-chair'],
  'SG17 TSB': ['support'],
  'SG17 Rapporteur': [],
  'SG2 chair': ['lead', 'outside'],
  'SG2 vice-chair': ['lead', 'outside'],
  'SG2 TSB': [],
  'SG11 chair': ['outside'],
  'WP2 chair': ['wp2'],
  'WP2 vice-chair': ['wp2'],
  'WP2 TSB': ['tsb'],
  TSB: ['support', 'tsb'],
  'TSAG chair': [],
  'RG-WPR Rapporteur': [],
  'RG-DT associate Rapporteur': [],
}

const reason = 'a reason'
const times = { meeting: 1, starts: '2026-03-01T12:00:00Z', ends: '2026-03-01T13:00:00Z' }
const asked = (verb: Verb, lead: string): IssueCommand =>
  ({
    do: verb,
    text: 'some words',
    position: 'abstains',
    added: 'SG5',
    to: Temporal.PlainDate.from('2026-12-31'),
    guidance: 'x',
    outcome: 'x',
    reason,
    lead,
    ...times,
  }) as unknown as IssueCommand

/** What the table says to somebody of this group. */
function told(verb: Verb, stage: Stage, part: CapacityKind, group: string, lead: string): boolean {
  switch (cellOf(verb, stage, part)) {
    case 'yes':
      return true
    case 'no':
      return false
    case 'raiser':
      return group === 'SG13'
    case 'not the raiser':
      return group !== 'SG13'
    case 'raiser, or for itself':
      return group === 'SG13' || group === lead
    case 'for itself':
      return group === lead
  }
}

describe('the rules do what the table says', () => {
  test.for(Object.keys(STAGES) as Stage[])('at the stage "%s", for every role and every command', stage => {
    const state = { ...at(stage).state, lead: 'SG2' }
    for (const [who, parts] of Object.entries(PEOPLE))
      for (const verb of VERBS)
        for (const lead of ['SG17', 'SG11', 'SG5']) {
          const decision = decide(state, asked(verb, lead), { name: who, roles: rolesOf(who) }, NOW)
          const kept = 'refusal' in decision && ['not-allowed', 'stage'].includes(decision.refusal.code)
          const group = parseRole(who).group ?? ''
          const may = parts.some(part => told(verb, stage, part, group, lead))
          expect(!kept, `${who} ${verb} (${lead}) while ${stage}`).toBe(may)
        }
  })

  test('every part and every verb stands in it', () => {
    const document = lifecycleDocument()
    for (const verb of VERBS) expect(document).toContain(`\`/sg issue ${verb}\``)
    for (const words of Object.values(PARTS)) expect(document).toContain(`| ${words} |`)
  })
})
