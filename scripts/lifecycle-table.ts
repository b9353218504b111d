/** Writes docs/lifecycle.md from the rules: who may do what with an issue, and when. */
import { writeFileSync } from 'node:fs'
import type { CapacityKind } from '../src/core/issues/capacity.ts'
import { issueCommands } from '../src/core/issues/commands.ts'
import { type IssueCommand, RULES, type Verb } from '../src/core/issues/rules.ts'
import type { IssueState, Stage } from '../src/core/issues/state.ts'

export const VERBS = Object.keys(RULES) as Verb[]

export const STAGES: Record<Stage, string> = {
  chairs: 'between the chairs',
  escalated: 'brought to WP2, not yet taken up',
  wp2: 'taken up by WP2',
  solved: 'solved between the chairs',
  concluded: 'concluded by WP2',
  withdrawn: 'withdrawn',
}

export const PARTS: Record<CapacityKind, string> = {
  chair: 'chair, SG concerned',
  'vice-chair': 'vice-chair, SG concerned',
  support: 'TSB of an SG concerned',
  lead: 'lead SG',
  outside: 'another SG',
  wp2: "WP2's leadership",
  tsb: 'TSB',
}

export type Cell = 'yes' | 'no' | 'raiser' | 'not the raiser' | 'raiser, or for itself' | 'for itself'

/** Whether the holder of a part may use a verb at a stage, by the rule alone. */
export function cellOf(verb: Verb, stage: Stage, part: CapacityKind): Cell {
  const { stages, capacities, only } = RULES[verb]
  if (!stages.includes(stage) || !capacities.includes(part)) return 'no'
  if (!only) return 'yes'
  const asks = (group: string, lead: string) =>
    only({ raisedFor: 'raiser' } as IssueState, { kind: part, group, role: { kind: 'CHAIR', group } }, {
      do: verb,
      lead,
    } as IssueCommand as never)
  const concerned = part === 'chair' || part === 'vice-chair'
  const [raiser, another, itself] = [
    asks('raiser', 'third'),
    asks('another', 'third'),
    asks('another', 'another'),
  ]
  if (!concerned) return another ? 'yes' : itself ? 'for itself' : 'no'
  if (raiser) return another ? 'yes' : itself ? 'raiser, or for itself' : 'raiser'
  return another ? 'not the raiser' : 'no'
}

const INTRO = `# Who may do what with an issue

<!-- Written by \`npm run docs:lifecycle\` from src/core/issues/rules.ts. Change the rules, not this file. -->

An issue concerns several study groups (SGs). Their chairs settle it among themselves; a vice-chair may speak in the
SG's name, and the chair may replace what a vice-chair said. A lead SG coordinates: it can propose, call meetings, add SGs
and extend the timeline, and it can not decide for another SG or close the issue. WP2 comes in when an SG concerned brings
the issue to it, and then handles it by meetings and calls: it hands it back with guidance, or concludes.

An issue is solved between the chairs when every SG concerned has a position on the current proposal, none objects, and
one besides the proposer agrees. An SG that says nothing is silent, and silence is never agreement.

Whoever is not allowed is told who is; whoever comes too early or too late is told how the issue stands. Everybody may read.
`

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

function commandTable(): string {
  const rows = VERBS.map(verb => {
    const command = issueCommands.find(c => c.path === `issue ${verb}`)!
    return [`\`/sg ${command.path}\``, command.summary, RULES[verb].who]
  })
  return table(['Command', 'What it does', 'For'], rows)
}

const shown = (cell: Cell): string => (cell === 'no' ? '' : cell)

function stageTable(stage: Stage): string {
  const parts = Object.keys(PARTS) as CapacityKind[]
  const open = VERBS.filter(verb => RULES[verb].stages.includes(stage))
  const rows = open.map(verb => [`\`${verb}\``, ...parts.map(part => shown(cellOf(verb, stage, part)))])
  return table(['', ...Object.values(PARTS)], rows)
}

/** The whole document. */
export function lifecycleDocument(): string {
  const stages = (Object.keys(STAGES) as Stage[]).map(
    stage => `### While it is ${STAGES[stage]}\n\n${stageTable(stage)}\n`,
  )
  return [
    INTRO,
    `## The commands\n\n${commandTable()}\n`,
    '## Who may, at each stage\n\n' +
      '"Raiser": only the SG that raised the issue, or that took it up again last. "For itself": to offer or agree that the\n' +
      'own SG leads the coordination. "WP2\'s leadership" is its chair and vice-chairs; the lead SG acts by its chair or vice-chairs.\n' +
      'What has no row can not be done at that stage.\n',
    ...stages,
  ].join('\n')
}

export const DOCUMENT = new URL('../docs/lifecycle.md', import.meta.url)

if (import.meta.main) writeFileSync(DOCUMENT, lifecycleDocument())
