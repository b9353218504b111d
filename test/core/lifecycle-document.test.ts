import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  cellOf,
  DOCUMENT,
  lifecycleDocument,
  PARTS,
  PATHS,
  RECORDS,
  STAGES,
  VERBS,
} from '../../scripts/lifecycle-table.ts'
import { type CapacityKind, findCapacities } from '../../src/core/issues/capacity.ts'
import { decide } from '../../src/core/issues/lifecycle.ts'
import { type IssueCommand, RULES, type Verb } from '../../src/core/issues/rules.ts'
import type { Stage } from '../../src/core/issues/state.ts'
import { at, coordinatedBySg2, NOW, raised, rolesOf } from './issue-stories.ts'

test('docs/lifecycle.md is what the rules give; npm run docs:lifecycle writes it', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(lifecycleDocument())
})

/** SG13 raised the issue with SG17 and SG20, and SG2 coordinates. In which parts each person may act: */
const PEOPLE: Record<string, CapacityKind[]> = {
  'SG13 chair': ['chair'],
  'SG13 vice-chair': ['vice-chair'],
  'SG17 chair': ['chair'],
  'SG17 vice-chair': ['vice-chair'],
  'SG17 TSB': ['support'],
  'SG17 Rapporteur': [],
  'SG2 chair': ['coordinator', 'outside'],
  'SG2 vice-chair': ['coordinator', 'outside'],
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
const asked = (verb: Verb): IssueCommand =>
  ({
    do: verb,
    text: 'some words',
    position: 'abstains',
    added: 'SG5',
    to: verb === 'extend' ? Temporal.PlainDate.from('2026-12-31') : 'SG5',
    guidance: 'x',
    outcome: 'x',
    reason,
    entries: [1],
    entry: 1,
    entrusted: true,
    source: 'x',
    ...times,
  }) as unknown as IssueCommand

const CAPACITIES: readonly CapacityKind[] = Object.keys(PARTS) as CapacityKind[]

describe('the rules do what the table says', () => {
  test.for(Object.keys(STAGES) as Stage[])('at the stage "%s", for every role and every command', stage => {
    const state = { ...at(stage).state, coordination: coordinatedBySg2(raised()).state.coordination }
    for (const [who, parts] of Object.entries(PEOPLE))
      for (const verb of VERBS) {
        const roles = rolesOf(who)
        const capacities = findCapacities(state, roles)
        expect(new Set(capacities.map(c => c.kind))).toEqual(new Set(parts))
        const cells = CAPACITIES.filter(part => parts.includes(part)).map(part => [
          part,
          cellOf(verb, stage, part),
        ])
        const holds = (part: unknown) =>
          capacities.some(
            c => c.kind === part && (RULES[verb].only?.(state, c, asked(verb) as never) ?? true),
          )
        const may = cells.some(([part, cell]) => cell !== 'no' && cell !== RECORDS && holds(part))
        const records = cells.some(([part, cell]) => cell === RECORDS && holds(part))
        const code = (said?: string) => {
          const decision = decide(state, { ...asked(verb), ...(said && { said }) }, { name: who, roles }, NOW)
          return 'refusal' in decision ? decision.refusal.code : 'done'
        }
        const refused = ['not-allowed', 'stage', 'said-missing']
        expect(!refused.includes(code()), `${who} ${verb} while ${stage}: ${code()}`).toBe(may)
        if (records && !may) expect(code(), `${who} ${verb} while ${stage}`).toBe('said-missing')
        if (RULES[verb].recorded)
          expect(
            !['not-allowed', 'stage', 'said-own'].includes(code('a meeting')),
            `${who} records ${verb}`,
          ).toBe(
            // TSB records outcomes in its own name, and as said by WP2.
            records || (verb === 'outcome' && parts.includes('tsb')),
          )
      }
  })

  test('every part and every verb stands in it', () => {
    const document = lifecycleDocument()
    for (const verb of VERBS) expect(document).toContain(`\`/sg ${PATHS[verb]}\``)
    for (const words of Object.values(PARTS)) expect(document).toContain(`| ${words} |`)
  })
})
