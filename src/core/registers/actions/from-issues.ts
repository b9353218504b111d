/** Actions that come from issues: WP2 concludes one and asks TSAG for something. */
import type { Transaction } from '../../database/client.ts'
import type { Work } from '../../events/events.ts'
import { ISSUE } from '../../references/issue.ts'
import type { By } from '../../roles/by.ts'
import type { FieldValues } from '../field.ts'
import { NEXT_TSAG } from '../periods.ts'
import type { RegisterEntry } from '../register.ts'
import { addEntry, changeEntry, listEntries } from '../store.ts'
import { type actionFields, storedActions } from './fields.ts'
import { ACTION, referencesOf, withOutcome } from './key.ts'
import { actions } from './register.ts'

type ActionEntry = RegisterEntry<FieldValues<typeof actionFields>>

export interface Asked {
  /** The number of the issue. */
  issue: number
  /** The group that concludes it. */
  group: string
  words: string
  /** Whether the action asks TSAG to entrust the coordination to an SG. */
  entrusts: boolean
  by: By
}

/** Enters what a conclusion asks of TSAG, without a number until TSB gives one. Returns its reference: "ACT-12". */
export async function askTsag(work: Work, { issue, group, words, entrusts, by }: Asked): Promise<string> {
  const fields = {
    words,
    meeting: NEXT_TSAG,
    heading: group,
    addressee: 'TSAG',
    issue: ISSUE.format(issue),
    ...(entrusts && { verbs: ['entrust'] }),
  }
  const entry = await addEntry(work, actions, { key: undefined, fields }, { by, source: ISSUE.format(issue) })
  return ACTION.format(entry.number!)
}

/** Records the outcome of an issue's action that is recorded on the issue; an outcome that is there stays. */
export async function recordOutcomeOfIssue(
  work: Work,
  { issue, reference, outcome }: { issue: number; reference: string | undefined; outcome: string },
  origin: { by: By; source: string },
): Promise<void> {
  const entry = await findActionOfIssue(work.tx, issue, reference)
  if (!entry || entry.fields.outcome !== undefined) return
  const fields = withOutcome(outcome, entry.fields.meeting)
  await changeEntry(work, actions, entry, { fields }, origin)
}

/**
 * How an issue's action is called now: "WP2-10 (TSAG 10-2026)" once TSB gave it a number. `reference`: by which the
 * issue knows it, returned where it has no number yet.
 */
export async function presentReference(
  tx: Transaction,
  { issue, reference }: { issue: number; reference: string },
): Promise<string> {
  const { number, meeting } = (await findActionOfIssue(tx, issue, reference))?.fields ?? {}
  return number === undefined ? reference : `${number}${meeting === undefined ? '' : ` (${meeting})`}`
}

async function findActionOfIssue(
  tx: Transaction,
  issue: number,
  reference: string | undefined,
): Promise<ActionEntry | undefined> {
  const entries = await listEntries(tx, storedActions, { contains: [[{ issue: ISSUE.format(issue) }]] })
  return entries.find(entry => reference !== undefined && referencesOf(entry).includes(reference))
}
