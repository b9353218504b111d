/** Writes docs/lifecycle.md from the rules: who may do what with an issue, and when. */
import { writeFileSync } from 'node:fs'
import type { CapacityKind } from '../src/core/issues/capacity.ts'
import { issueCommands } from '../src/core/issues/commands.ts'
import { RULES, type Verb } from '../src/core/issues/rules.ts'
import type { Stage } from '../src/core/issues/state.ts'

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
  coordinator: 'SG that coordinates',
  outside: 'another SG',
  wp2: "WP2's leadership",
  tsb: 'TSB',
}

/** "yes", "no", "TSB records" for what TSB may record as said elsewhere, or the condition in words. */
export type Cell = string

/** Whether the holder of a part may use a verb at a stage, by the rule alone. */
export function cellOf(verb: Verb, stage: Stage, part: CapacityKind): Cell {
  const { stages, capacities, recorded, onlyWords } = RULES[verb]
  if (!stages.includes(stage)) return 'no'
  if (capacities.includes(part)) return onlyWords ?? 'yes'
  const records =
    (part === 'support' && recorded !== undefined && recorded !== 'wp2') ||
    (part === 'tsb' && recorded !== undefined && recorded !== 'sg')
  return records ? RECORDS : 'no'
}

export const RECORDS = 'records it'

/** The command of a verb. */
export const PATHS: Record<Verb, string> = {
  ...(Object.fromEntries(VERBS.map(verb => [verb, `issue ${verb}`])) as Record<Verb, string>),
  offer: 'coordination offer',
  ask: 'coordination ask',
  accept: 'coordination accept',
  agree: 'coordination agree',
  object: 'coordination object',
  decline: 'coordination decline',
  'withdraw-offer': 'coordination withdraw',
  'end-coordination': 'coordination end',
  entrusted: 'coordination outcome',
  statement: 'statement make',
  'take-up': 'wp2 take-up',
  agenda: 'wp2 agenda',
  call: 'wp2 call',
  outcome: 'wp2 outcome',
  'hand-back': 'wp2 hand-back',
  conclude: 'wp2 conclude',
  correct: 'wp2 correct',
}

const INTRO = `# Who may do what with an issue

<!-- Written by \`npm run docs:lifecycle\` from src/core/issues/rules.ts. Change the rules, not this file. -->

An issue concerns several study groups (SGs). Their chairs settle it among themselves; a vice-chair may speak in the
SG's name, and the chair may replace what a vice-chair said. An SG coordinates when it has accepted and every other SG
concerned has agreed, or when TSAG has entrusted it: it can propose, call meetings, add SGs and extend the timeline, and it
can not decide for another SG or close the issue. WP2 comes in when an SG concerned brings the issue to it, and then handles
it by meetings and calls: it hands it back with guidance, or concludes.

TSB records what was said elsewhere, with \`said:\`. It is shown as recorded by TSB and not yet confirmed, until those for
whom it was recorded confirm it or the approved report does. Nothing is settled by what is not confirmed.

An issue is solved between the chairs when every SG concerned has a position on the current proposal, none objects, and
one besides the proposer agrees. An SG that says nothing is silent, and silence is never agreement.

If you may not do something, the bot says who can. If it is too early or too late, the bot says how the issue stands. Everybody may read.
`

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

function commandTable(): string {
  const rows = VERBS.map(verb => {
    const command = issueCommands.find(c => c.path === PATHS[verb])!
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
      'Words in a cell are a further condition. "Raiser": only the SG that raised the issue, or that took it up again last.\n' +
      `"${RECORDS}": TSB records it as said elsewhere. "WP2's leadership" is its chair and vice-chairs; the SG that coordinates\n` +
      'acts by its chair or vice-chairs.\n' +
      'An act without a row can not be done at that stage.\n',
    ...stages,
  ].join('\n')
}

export const DOCUMENT = new URL('../docs/lifecycle.md', import.meta.url)

if (import.meta.main) writeFileSync(DOCUMENT, lifecycleDocument())
