/** Actions as meeting documents list them, and the clause in which each stands. */

import { HANDLER } from '../groups/handler.ts'
import { groupsIn } from '../reading/codes/groups.ts'
import { actionParts } from '../reading/recognise/action-words.ts'
import { numberGroup } from '../registers/actions/key.ts'
import { type Block, dash, gap, type Inline, numbered, paragraph } from '../writing/document.ts'
import type { ActionEntry, ReportFacts } from './facts.ts'
import { documentOf } from './gather-liaisons.ts'
import { documentKeys } from './references.ts'
import { CHAIR, TSB } from './who.ts'

/** The parts of a report in which actions stand. */
export type ActionPlace =
  | { part: 'issue'; issue: string }
  | { part: 'joint' }
  | { part: 'rapporteur group'; group: string }
  | { part: 'liaisons' }
  | { part: 'plan' }
  | { part: 'future' }
  | { part: 'other' }

/**
 * The part of a report in which an action stands, by what is on record of it: the issue that it comes from, the Rapporteur
 * group of its heading or number, the joint activity, the liaison statement, the annex or the clause that it names.
 */
export function placeOf(action: ActionEntry, facts: ReportFacts): ActionPlace {
  const { issue, number, heading, words = '' } = action.fields
  if (issue !== undefined && facts.issues.some(i => `ISG-${i.state.id}` === issue))
    return { part: 'issue', issue }
  const group = [number && numberGroup(number), heading].find(id =>
    facts.rapporteurGroups.some(g => g.id === id),
  )
  if (group !== undefined) return { part: 'rapporteur group', group }
  const named = groupsIn(words)
  const isOfJoint = facts.joint.some(
    ({ entry, decidedHere }) =>
      named.includes(entry.key) ||
      (decidedHere && number !== undefined && entry.fields.actions?.includes(number)),
  )
  if (isOfJoint) return { part: 'joint' }
  const { annexes, clauses } = actionParts(words)
  const keys = documentKeys(action.fields.documents ?? [], facts.now)
  if (facts.liaisons.some(l => keys.includes(documentOf(l, facts.now) ?? ''))) return { part: 'liaisons' }
  if (annexes.some(annex => /^Annex 1a?$/.test(annex))) return { part: 'plan' }
  if (clauses.includes('7')) return { part: 'future' }
  return { part: 'other' }
}

const isFor =
  (group: string) =>
  ({ fields }: ActionEntry) =>
    (fields.addressee ?? 'TSAG') === group

/** Actions for TSAG; those that a Rapporteur group asks of WP2 have numbers of their own. */
export const forTsag = (actions: readonly ActionEntry[]): ActionEntry[] => actions.filter(isFor('TSAG'))
export const forWp2 = (actions: readonly ActionEntry[]): ActionEntry[] => actions.filter(isFor(HANDLER))

/** By group and number; those without a number last. */
export const inNumberOrder = (actions: readonly ActionEntry[]): ActionEntry[] =>
  actions.toSorted((a, b) => {
    const [one, two] = [a.fields.number, b.fields.number]
    if (one === undefined || two === undefined) return Number(one === undefined) - Number(two === undefined)
    return NATURAL.compare(one, two)
  })

const NATURAL = new Intl.Collator('en', { numeric: true })

/** "WP2-1: Entrust …"; a gap stands behind the words, so that they begin the line. */
export function actionWords({ fields }: ActionEntry): Inline[] {
  const { number, words, anticipated } = fields
  return [
    ...(number === undefined ? [] : [`${number}: `]),
    words ?? gap('words of this action', CHAIR),
    ...(number === undefined ? [' ', gap('number of this action', TSB)] : []),
    ...(anticipated === 'yes' ? [' ', gap('what became of this anticipated action', CHAIR)] : []),
  ]
}

/** The actions of one clause, under their heading; nothing where there are none. */
export function actionsFor(
  addressee: string,
  actions: readonly ActionEntry[],
  ask: (action: ActionEntry) => Inline[] = actionWords,
): Block[] {
  if (actions.length === 0) return []
  return [paragraph(`Actions for ${addressee}:`), ...inNumberOrder(actions).map(action => dash(ask(action)))]
}

/** The group under whose heading an action stands in the list of all. */
const headingOf = ({ fields }: ActionEntry): string =>
  fields.heading ?? (fields.number ? numberGroup(fields.number) : HANDLER)

/** Clause 0: all actions for TSAG, under the headings of their groups; WP2's own come last. */
export function allActions(facts: ReportFacts): Block[] {
  const actions = forTsag(facts.actions)
  const groups = [...facts.rapporteurGroups.map(g => g.id), HANDLER]
  const headings = [...new Set([...groups, ...actions.map(headingOf)])]
  return headings.flatMap(heading => {
    const own = inNumberOrder(actions.filter(action => headingOf(action) === heading))
    if (own.length === 0) return []
    return [
      paragraph({ kind: 'strong', text: `Actions related to ${heading}` }),
      ...own.map(action => numbered(actionWords(action))),
    ]
  })
}

/** The actions for TSAG that stand in a part of the report. */
export const actionsIn = (facts: ReportFacts, wanted: (place: ActionPlace) => boolean): ActionEntry[] =>
  forTsag(facts.actions).filter(action => wanted(placeOf(action, facts)))
