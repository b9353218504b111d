/** One rule a verb: at which stages, for whom, and what comes of it. */

import type { By } from '../roles/by.ts'
import { isSameRole } from '../roles/role.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import type { Capacity, CapacityKind } from './capacity.ts'
import { type EventBody, type IssueState, OPEN, type PositionKind, type Stage, silentOf } from './state.ts'

export type IssueCommand =
  | { do: 'propose'; text: string }
  | { do: 'position'; position: PositionKind; reason?: string | undefined }
  | { do: 'lead'; lead: string }
  | { do: 'comment'; text: string }
  | { do: 'statement'; text: string }
  | { do: 'remind' }
  | { do: 'add'; added: string; reason: string }
  | { do: 'join'; reason: string }
  | { do: 'leave'; reason: string }
  | { do: 'withdraw'; reason: string }
  | { do: 'resume'; reason: string }
  | { do: 'extend'; to: Temporal.PlainDate; reason: string }
  | { do: 'meet'; meeting: number; starts: string; ends: string }
  | { do: 'escalate'; reason: string }
  | { do: 'take-up' }
  | { do: 'agenda'; meeting: number; starts: string }
  | { do: 'call'; meeting: number; starts: string; ends: string }
  | { do: 'outcome'; meeting: number; outcome: string }
  | { do: 'hand-back'; guidance: string; respondBy?: Temporal.PlainDate | undefined }
  | { do: 'conclude'; text: string; action?: { number: string; text: string } | undefined }

export type Verb = IssueCommand['do']

/** Who acts, in which part, for which group, when. */
export interface Act {
  by: By
  group: string
  capacity: CapacityKind
  now: Temporal.Instant
}

export interface Refusal {
  code: string
  sentence: Text
}

interface Rule<C> {
  stages: readonly Stage[]
  capacities: readonly CapacityKind[]
  /** Who may, in words. */
  who: string
  /** A further condition on who may. `command` is undefined when only the buttons are asked for. */
  only?: (state: IssueState, standing: Capacity, command: C | undefined) => boolean
  /** Whether it is offered on a button; where left out, whenever it is allowed. */
  offered?: (state: IssueState) => boolean
  decide(state: IssueState, command: C, act: Act): EventBody[] | Refusal
}

type Rules = { [V in Verb]: Rule<Extract<IssueCommand, { do: V }>> }

const REPRESENTS = ['chair', 'vice-chair'] as const
const no = (code: string, sentence: Text): Refusal => ({ code, sentence })

export const RULES: Rules = {
  propose: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'lead'],
    who: 'a chair or vice-chair of an SG concerned, or of the lead SG',
    decide: (state, { text }) =>
      state.proposal?.text === text
        ? no('same-proposal', 'That is the current proposal already, word for word.')
        : [{ kind: 'proposed', text }],
  },
  position: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned',
    offered: state => state.proposal !== undefined,
    decide(state, { position, reason }, { by, group, capacity }) {
      if (!state.proposal)
        return no(
          'no-proposal',
          phrase`There is no proposal yet to take a position on; ${cmd('issue propose')} makes one.`,
        )
      if (position === 'objects' && !reason)
        return no('no-reason', 'An objection needs its reason: give reason:"…".')
      const held = state.positions[group]
      if (held?.position === position && held.reason === reason && isSameRole(held.by.role, by.role))
        return no('same-position', `That is ${group}'s position already.`)
      if (capacity === 'vice-chair' && held?.by.role?.kind === 'CHAIR')
        return no(
          'chair-spoke',
          `${group}'s chair has taken a position: ${held.position}. Only the chair may replace it.`,
        )
      return [{ kind: 'position', position, on: state.proposal.number, ...(reason && { reason }) }]
    },
  },
  lead: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'outside'],
    who: 'the SG that raised the issue, and the SG that is to lead the coordination',
    only(state, { group }, command) {
      if (command) return group === state.raisedFor || group === command.lead
      // On a button it is the answer to an offer, by the side that has not spoken.
      const offer = state.leadOffer
      return (
        offer !== undefined && offer.from !== group && (group === state.raisedFor || group === offer.group)
      )
    },
    decide(state, { lead }, { group }) {
      if (state.lead === lead) return no('leads-already', `${lead} leads the coordination already.`)
      const offer = state.leadOffer
      if (offer?.group === lead && offer.from === group)
        return no('offered', 'That is asked already; the other side has not answered yet.')
      // Both the raiser's SG and the SG itself must have said so.
      const agreed = offer?.group === lead || (lead === group && group === state.raisedFor)
      if (agreed) return [{ kind: 'lead-set', lead }]
      if (offer && group !== state.raisedFor)
        return no(
          'other-offer',
          `${state.raisedFor} and ${offer.group} are settling whether ${offer.group} leads the coordination; that comes first.`,
        )
      return [{ kind: 'lead-offered', to: lead }]
    },
  },
  comment: {
    stages: [...OPEN, 'solved', 'concluded', 'withdrawn'],
    capacities: [...REPRESENTS, 'support', 'lead', 'outside', 'wp2', 'tsb'],
    who: 'chairs and vice-chairs, and TSB',
    decide: (_, { text }) => [{ kind: 'comment', text }],
  },
  statement: {
    stages: [...OPEN, 'solved', 'concluded', 'withdrawn'],
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned',
    decide: (_, { text }) => [{ kind: 'statement', text }],
  },
  remind: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'lead'],
    who: 'a chair or vice-chair of an SG concerned, or of the lead SG',
    offered: state => state.proposal !== undefined && silentOf(state).length > 0,
    decide(state, _, { group, now }) {
      if (!state.proposal)
        return no('no-proposal', 'There is no proposal yet on which positions are awaited.')
      const silent = silentOf(state).filter(g => g !== group)
      if (silent.length === 0)
        return no('none-silent', 'Every other SG concerned has taken a position already.')
      if (
        state.remindedAt &&
        Temporal.Instant.compare(now, Temporal.Instant.from(state.remindedAt).add({ hours: 24 })) < 0
      )
        return no('reminded', 'They were reminded within the last day.')
      return [{ kind: 'reminded', silent }]
    },
  },
  add: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'lead', 'wp2'],
    who: 'a chair or vice-chair of an SG concerned or of the lead SG, and WP2',
    decide: (state, { added, reason }) =>
      state.concerned.includes(added)
        ? no('concerned', `${added} is among the SGs concerned already.`)
        : [{ kind: 'added', added, reason }],
  },
  join: {
    stages: OPEN,
    capacities: ['outside'],
    who: 'a chair or vice-chair of an SG that is not yet among those concerned',
    decide: (_, { reason }) => [{ kind: 'joined', reason }],
  },
  leave: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned, other than the one that raised the issue',
    only: (state, { group }) => group !== state.raisedFor,
    decide: (state, { reason }, { group }) =>
      state.concerned.length <= 2
        ? no(
            'last-two',
            `Without ${group} only one SG would be concerned; ${state.raisedFor} can withdraw the issue instead.`,
          )
        : [{ kind: 'left', reason }],
  },
  withdraw: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'the chair or a vice-chair of the SG that raised the issue',
    only: (state, { group }) => group === state.raisedFor,
    decide: (_, { reason }) => [{ kind: 'withdrawn', reason }],
  },
  resume: {
    stages: ['withdrawn'],
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned',
    decide: (_, { reason }) => [{ kind: 'resumed', reason }],
  },
  extend: {
    stages: ['chairs'],
    capacities: [...REPRESENTS, 'lead'],
    who: 'a chair or vice-chair of an SG concerned, or of the lead SG',
    decide(state, { to, reason }, { now }) {
      if (Temporal.PlainDate.compare(to, inGeneva(now).toPlainDate()) < 0)
        return no('past', `${formatDate(to)} is past; give a date ahead.`)
      if (state.respondBy && Temporal.PlainDate.compare(to, state.respondBy) <= 0)
        return no(
          'not-later',
          `The timeline runs until ${formatDate(Temporal.PlainDate.from(state.respondBy))} already; give a later date.`,
        )
      return [
        { kind: 'extended', to: to.toString(), reason, ...(state.respondBy && { from: state.respondBy }) },
      ]
    },
  },
  meet: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'lead'],
    who: 'a chair or vice-chair of an SG concerned, or of the lead SG',
    decide: (_, { meeting, starts, ends }) => [{ kind: 'meeting-called', meeting, starts, ends }],
  },
  escalate: {
    stages: ['chairs'],
    capacities: [...REPRESENTS, 'support'],
    who: 'a chair or vice-chair of an SG concerned, or their TSB support',
    decide: (_, { reason }) => [{ kind: 'escalated', reason, onLapse: false }],
  },
  'take-up': {
    stages: ['escalated'],
    capacities: ['wp2'],
    who: "WP2's chair or vice-chair",
    decide: () => [{ kind: 'taken-up' }],
  },
  agenda: {
    stages: ['escalated', 'wp2'],
    capacities: ['wp2', 'tsb'],
    who: "WP2's chair or vice-chair, and TSB",
    decide: (_, { meeting, starts }) => [{ kind: 'on-agenda', meeting, starts }],
  },
  call: {
    stages: ['wp2'],
    capacities: ['wp2', 'tsb'],
    who: "WP2's chair or vice-chair, and TSB",
    decide: (_, { meeting, starts, ends }) => [{ kind: 'call-opened', meeting, starts, ends }],
  },
  outcome: {
    stages: ['wp2'],
    capacities: ['wp2', 'tsb'],
    who: "WP2's chair or vice-chair, and TSB",
    decide(state, { meeting, outcome }, { now }) {
      const call = state.calls.find(c => c.meeting === meeting)
      if (!call) return no('no-call', `MTG-${meeting} is not a call on this issue.`)
      if (Temporal.Instant.compare(now, call.starts) < 0)
        return no('not-yet', `MTG-${meeting} has not taken place yet.`)
      return [{ kind: 'call-outcome', meeting, outcome }]
    },
  },
  'hand-back': {
    stages: ['wp2'],
    capacities: ['wp2'],
    who: "WP2's chair or vice-chair",
    decide(_, { guidance, respondBy }, { now }) {
      if (respondBy && Temporal.PlainDate.compare(respondBy, inGeneva(now).toPlainDate()) < 0)
        return no('past', `${formatDate(respondBy)} is past; give a date ahead.`)
      return [{ kind: 'handed-back', guidance, ...(respondBy && { respondBy: respondBy.toString() }) }]
    },
  },
  conclude: {
    stages: ['wp2'],
    capacities: ['wp2'],
    who: "WP2's chair or vice-chair",
    decide: (_, { text, action }) => [{ kind: 'concluded', text, ...(action && { action }) }],
  },
}
