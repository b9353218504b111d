/**
 * The rules of the coordination mechanism (January 2026 report, clause 3.1.3), in one place and pure:
 * state + command + who + now → events, or a refusal with its reason.
 */

import { describeKnown, type HeldRole } from '../roles/actor.ts'
import { onlyWords } from '../roles/not-allowed.ts'
import type { RoleName } from '../roles/role.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'
import { applyEvent } from './apply.ts'
import { type Capacity, findCapacities } from './capacity.ts'
import { type IssueCommand, RULES, type Verb } from './rules.ts'
import {
  type EventBody,
  type IssueEvent,
  type IssueState,
  issueRef,
  OPEN,
  type PositionKind,
  type Stage,
} from './state.ts'

/** Who acts: their name, the roles they hold now, and for which group, where they said so. */
export interface Who {
  person?: number | undefined
  name: string
  roles: readonly HeldRole[]
  for?: string | undefined
}

export type Decision =
  | { events: IssueEvent[]; after: IssueState }
  /** Refused. `choices`: the groups of which one must be named. */
  | { refusal: { code: string; sentence: Text; choices?: string[] } }

/** Decides a command on an issue. Never throws. */
export function decide(state: IssueState, command: IssueCommand, who: Who, now: Temporal.Instant): Decision {
  const rule = RULES[command.do]
  const may = findCapacities(state, who.roles).filter(
    s => rule.capacities.includes(s.kind) && (!rule.only || rule.only(state, s, command as never)),
  )
  if (may.length === 0) return refuse('not-allowed', `${onlyWords(rule.who)} ${describeKnown(who)}`)
  if (!rule.stages.includes(state.stage)) return refuse('stage', stageSentence(state, command.do))
  const chosen = choose(may, who.for)
  if ('refusal' in chosen) return chosen
  const act = {
    by: {
      ...(who.person !== undefined && { person: who.person }),
      name: who.name,
      role: toRoleName(chosen.role),
    },
    group: chosen.group,
    capacity: chosen.kind,
    now,
  }
  const outcome = rule.decide(state, command as never, act)
  if ('code' in outcome) return { refusal: outcome }
  return withConsequences(
    state,
    outcome.map(h => stamp(h, act)),
  )
}

/** Something that time does, nobody's command. */
export function decideLapse(state: IssueState, now: Temporal.Instant, escalates: boolean): IssueEvent[] {
  if (state.stage !== 'chairs' || state.lapsed || state.respondBy === undefined) return []
  const act = { by: { name: 'the timeline' }, group: state.raisedFor, now }
  const lapsed = stamp({ kind: 'lapsed', on: state.respondBy }, act)
  const reason = 'The timeline lapsed without a solution.'
  return escalates ? [lapsed, stamp({ kind: 'escalated', reason, onLapse: true }, act)] : [lapsed]
}

/** The verbs somebody could use on the issue now: what its buttons offer them. */
export function verbsFor(state: IssueState, roles: readonly HeldRole[]): Verb[] {
  const standings = findCapacities(state, roles)
  return (Object.keys(RULES) as Verb[]).filter(verb => {
    const { stages, capacities, only, offered } = RULES[verb]
    const may = standings.some(
      s => capacities.includes(s.kind) && (only === undefined || only(state, s, undefined)),
    )
    return may && stages.includes(state.stage) && (offered === undefined || offered(state))
  })
}

const stamp = (
  happening: EventBody,
  { by, group, now }: { by: IssueEvent['by']; group: string; now: Temporal.Instant },
): IssueEvent => ({
  at: now.toString(),
  by,
  group,
  ...happening,
})

/** A position, or a SG that leaves, may settle the issue. */
function withConsequences(before: IssueState, events: IssueEvent[]): Decision {
  const after = events.reduce((state, event) => applyEvent(state, event, before.id), before)
  const last = events.at(-1)
  if (last && (last.kind === 'position' || last.kind === 'left') && isSolved(after)) {
    const solved: IssueEvent = {
      at: last.at,
      by: last.by,
      group: last.group,
      kind: 'solved',
      text: after.proposal!.text,
    }
    return { events: [...events, solved], after: applyEvent(after, solved, before.id) }
  }
  return { events, after }
}

/**
 * Solved between the chairs: every SG concerned has a position on the current proposal, none objects, and at
 * least one besides the proposer's agrees.
 */
export function isSolved(state: IssueState): boolean {
  const { proposal, concerned, positions } = state
  if (!proposal || !OPEN.includes(state.stage)) return false
  const all = concerned.map(g => positions[g]?.position)
  const agrees = concerned.some(g => g !== proposal.group && isAgreement(positions[g]?.position))
  return all.every(p => p !== undefined && p !== 'objects') && agrees
}

const isAgreement = (position: PositionKind | undefined): boolean =>
  position === 'agrees' || position === 'agrees with comments'

/** The one capacity in which somebody acts: the group they named, else the only one there is. */
function choose(
  may: Capacity[],
  wanted: string | undefined,
): Capacity | { refusal: { code: string; sentence: Text; choices?: string[] } } {
  const groups = [...new Set(may.map(s => s.group))]
  if (wanted !== undefined) {
    const named = may.find(s => s.group === wanted)
    return named ?? refuse('not-for', `You can't act for ${wanted} here; you can for ${groups.join(' or ')}.`)
  }
  if (groups.length === 1) return may[0]!
  // TSB staff of all groups act as such, unless they name the SG for which they do.
  const tsb = may.find(s => s.kind === 'tsb')
  if (tsb) return tsb
  return refuse(
    'which-group',
    `For which SG do you act? Say ${groups.map(g => `for:${g}`).join(' or ')}.`,
    groups,
  )
}

const refuse = (code: string, sentence: Text, choices?: string[]) => ({
  refusal: { code, sentence, ...(choices && { choices }) },
})

const toRoleName = ({ kind, group }: RoleName): RoleName => ({ kind, group })

/** Why a verb is too late or too early, kindly. */
function stageSentence(state: IssueState, verb: Verb): Text {
  const ref = issueRef(state)
  const words: Record<Stage, Text> = {
    chairs: `${ref} is with the chairs concerned; WP2 has not been asked.`,
    escalated:
      verb === 'escalate'
        ? `${ref} is with WP2 already, and on its way to be taken up.`
        : `${ref} waits for WP2 to take it up; that comes first.`,
    wp2:
      verb === 'escalate'
        ? `${ref} is with WP2 already, which has taken it up.`
        : `WP2 has taken ${ref} up already.`,
    solved: `${ref} is solved between the chairs; nothing is open any more.`,
    concluded: `WP2 has concluded ${ref}; nothing is open any more.`,
    withdrawn: phrase`${ref} was withdrawn; an SG concerned may take it up again with ${cmd('issue resume')}.`,
  }
  return words[state.stage]
}
