/**
 * The rules of the coordination mechanism (January 2026 report, clause 3.1.3), in one place and pure:
 * state + command + who + now → events, or a refusal with its reason.
 */

import { describeKnown, type HeldRole } from '../roles/actor.ts'
import { onlyWords } from '../roles/not-allowed.ts'
import type { RoleName } from '../roles/role.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { applyEvent } from './apply.ts'
import { type Capacity, findCapacities, possibleCapacities } from './capacity.ts'
import { isEndAgreed, isOfferAgreed } from './coordination.ts'
import { type IssueCommand, RULES, type Rule, type Verb } from './rules.ts'
import { SAID_MISSING, SAID_OWN } from './said.ts'
import {
  type EventBody,
  type IssueEvent,
  type IssueState,
  issueRef,
  OPEN,
  type PositionKind,
  type Stage,
} from './state.ts'

/** The person who acts: the name, the roles held now, and the group they act for, if they named one. */
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
  const rule: Rule<never> = RULES[command.do]
  const said = 'said' in command ? command.said : undefined
  const all = findCapacities(state, who.roles)
  const fits = (s: Capacity) => rule.only === undefined || rule.only(state, s, command as never)
  const may = all.filter(
    s => (said === undefined ? rule.capacities.includes(s.kind) : isRecorder(rule, s)) && fits(s),
  )
  if (may.length === 0) {
    if (said === undefined && all.some(s => isRecorder(rule, s) && fits(s)))
      return refuse('said-missing', SAID_MISSING)
    if (said !== undefined && all.some(s => rule.capacities.includes(s.kind)))
      return refuse('said-own', SAID_OWN)
    return refuse('not-allowed', `${onlyWords(rule.who)} ${describeKnown(who)}`)
  }
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
  const outcome = rule.ready?.(state, act) ?? rule.decide(state, command as never, act)
  if ('code' in outcome) return { refusal: outcome }
  return withConsequences(
    state,
    outcome.map((h, i) => stamp(h, act, i === 0 ? said : undefined)),
  )
}

/**
 * Why a verb is not possible for somebody now, whatever words they would give it; undefined: it may be. Without a state:
 * whether their roles could do it on any issue. The sentences are those of `decide`.
 */
export function findBar(
  state: IssueState | undefined,
  verb: Verb,
  who: Who,
  now: Temporal.Instant,
): { code: string; sentence: Text } | undefined {
  const rule: Rule<never> = RULES[verb]
  const isOf = (s: Capacity) => rule.capacities.includes(s.kind) || isRecorder(rule, s)
  const none = { code: 'not-allowed', sentence: `${onlyWords(rule.who)} ${describeKnown(who)}` }
  if (state === undefined)
    return who.roles.some(role => possibleCapacities(role).some(isOf)) ? undefined : none
  const may = findCapacities(state, who.roles).filter(
    s => isOf(s) && (rule.only === undefined || rule.only(state, s, undefined)),
  )
  if (may.length === 0) return none
  if (!rule.stages.includes(state.stage)) return { code: 'stage', sentence: stageSentence(state, verb) }
  const chosen = may.filter(s => who.for === undefined || s.group === who.for)
  const by = { name: who.name }
  const bars = chosen.map(s => rule.ready?.(state, { by, group: s.group, capacity: s.kind, now }))
  // With several capacities, one is chosen later.
  return bars.every(bar => bar !== undefined) ? bars[0] : undefined
}

/** An event that time causes, without a command. */
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
    return (
      stages.includes(state.stage) &&
      standings.some(
        s =>
          capacities.includes(s.kind) &&
          (only === undefined || only(state, s, undefined)) &&
          (offered === undefined || offered(state, s)),
      )
    )
  })
}

/** Whether TSB, in this capacity, may record the act as said by others. */
const isRecorder = ({ recorded }: Pick<Rule<never>, 'recorded'>, { kind }: Capacity): boolean =>
  ((recorded === 'sg' || recorded === 'sg or wp2') && kind === 'support') ||
  ((recorded === 'wp2' || recorded === 'sg or wp2') && kind === 'tsb')

const stamp = (
  body: EventBody,
  { by, group, now }: { by: IssueEvent['by']; group: string; now: Temporal.Instant },
  said?: string,
): IssueEvent => ({
  at: now.toString(),
  by,
  group,
  ...(said !== undefined && { said }),
  ...body,
})

/** Any of the events may be the last that a solution, a coordination or its end was waiting for. */
function withConsequences(before: IssueState, events: IssueEvent[]): Decision {
  let after = events.reduce((state, event) => applyEvent(state, event, before.id), before)
  const all = [...events]
  const { at, by, group } = events.at(-1)!
  const follows = (body: EventBody) => {
    const event: IssueEvent = { at, by, group, ...body }
    all.push(event)
    after = applyEvent(after, event, before.id)
  }
  const { coordinator, offer } = after.coordination
  if (isEndAgreed(after))
    follows({ kind: 'coordination-ended', coordinator: coordinator!.group, how: 'agreed' })
  if (OPEN.includes(after.stage) && isOfferAgreed(after))
    follows({ kind: 'coordination-stands', coordinator: offer!.group })
  if (isSolved(after)) follows({ kind: 'solved', text: after.proposal!.text })
  return { events: all, after }
}

/**
 * Solved between the chairs: every SG concerned has a position on the current proposal, none objects, and at
 * least one besides the proposer's agrees. Nothing of it is unconfirmed.
 */
export function isSolved(state: IssueState): boolean {
  const { proposal, concerned, positions } = state
  if (!proposal || !OPEN.includes(state.stage)) return false
  if (proposal.unconfirmed !== undefined || concerned.some(g => positions[g]?.unconfirmed !== undefined))
    return false
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
    return (
      named ??
      refuse('not-for', `You can't act for ${wanted} on this issue; you can act for ${groups.join(' or ')}.`)
    )
  }
  if (groups.length === 1) return may[0]!
  // TSB staff of all groups act as such, unless they name the SG for which they do.
  const tsb = may.find(s => s.kind === 'tsb')
  if (tsb) return tsb
  return refuse(
    'which-group',
    `For which SG are you acting? Add ${groups.map(g => `for:${g}`).join(' or ')}.`,
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
  if (OPEN.includes(state.stage)) {
    if (verb === 'resume' || verb === 'reopen') return `${ref} is open, so there is nothing to ${verb}.`
    if (verb === 'correct') return `WP2 has not concluded ${ref}, so there is no conclusion to correct.`
  }
  const words: Record<Stage, Text> = {
    chairs: describeWp2(state),
    escalated:
      verb === 'escalate'
        ? `${ref} was already brought to WP2, which has not taken it up yet.`
        : verb === 'extend'
          ? `${ref} was brought to WP2; only the chairs' own work has a timeline.`
          : `${ref} was brought to WP2, which has not taken it up yet; this is possible after that.`,
    wp2:
      verb === 'extend'
        ? `${ref} is with WP2; only the chairs' own work has a timeline.`
        : `WP2 has already taken up ${ref}.`,
    solved: phrase`${ref} is solved, so this can no longer be done. An SG concerned can reopen it with ${cmd('issue reopen')}.`,
    concluded: `WP2 has concluded ${ref}, so this can no longer be done.`,
    withdrawn: phrase`${ref} was withdrawn; an SG concerned can resume it with ${cmd('issue resume')}.`,
  }
  return words[state.stage]
}

/** WP2's part in an issue that is with the chairs, from its history. */
function describeWp2(state: IssueState): string {
  const { shownToWp2, guidance, escalated } = state
  const chairs = `${issueRef(state)} is with the chairs concerned`
  if (guidance)
    return `${chairs}; WP2 handed it back on ${formatDate(inGeneva(Temporal.Instant.from(guidance.at)))}.`
  if (escalated) return `${chairs} again; it was brought to WP2 earlier.`
  return shownToWp2
    ? `${chairs}. WP2 can see it, but it was not brought to WP2.`
    : `${chairs} and was not brought to WP2.`
}
