/** The rules for WP2's handling of an issue that was brought to it. */
import type { RulesOf } from '../rules.ts'
import { ALL_STAGES } from '../state.ts'
import { assertDayAhead, no, REPRESENTS } from './shared.ts'

const WP2 = "WP2's chair or vice-chair"
const WP2_AND_TSB = "WP2's chair or vice-chair, and TSB"

export const handlingRules: RulesOf<
  'take-up' | 'agenda' | 'call' | 'outcome' | 'hand-back' | 'conclude' | 'correct'
> = {
  'take-up': {
    stages: ['escalated'],
    capacities: ['wp2'],
    who: WP2,
    recorded: 'wp2',
    decide: () => [{ kind: 'taken-up' }],
  },
  agenda: {
    stages: ['escalated', 'wp2'],
    capacities: ['wp2', 'tsb'],
    who: WP2_AND_TSB,
    decide: (_, { meeting, starts }) => [{ kind: 'on-agenda', meeting, starts }],
  },
  call: {
    stages: ['wp2'],
    capacities: ['wp2', 'tsb'],
    who: WP2_AND_TSB,
    decide: (_, { meeting, starts, ends }) => [{ kind: 'call-opened', meeting, starts, ends }],
  },
  outcome: {
    stages: ALL_STAGES,
    // The SG that called it may be outside by now.
    capacities: [...REPRESENTS, 'coordinator', 'outside', 'support', 'wp2', 'tsb'],
    who: "WP2's chair or vice-chair for a call, the SG that called an ad-hoc meeting, and TSB for both",
    onlyWords: 'those who called it',
    recorded: 'sg or wp2',
    only(state, { kind, group }, command) {
      if (kind === 'tsb' && command?.said === undefined) return true
      const calls = state.calls.filter(c => command === undefined || c.meeting === command.meeting)
      // A meeting of another issue is refused by its own sentence.
      if (calls.length === 0) return kind === 'wp2' || kind === 'tsb'
      return calls.some(c =>
        c.calledBy === undefined ? kind === 'wp2' || kind === 'tsb' : c.calledBy === group,
      )
    },
    decide(state, { meeting, outcome }, { now }) {
      const call = state.calls.find(c => c.meeting === meeting)
      if (!call) return no('no-call', `MTG-${meeting} is not a call or ad-hoc meeting on this issue.`)
      if (Temporal.Instant.compare(now, call.starts) < 0)
        return no('not-yet', `MTG-${meeting} has not taken place yet.`)
      return [{ kind: 'call-outcome', meeting, outcome }]
    },
  },
  'hand-back': {
    stages: ['wp2'],
    capacities: ['wp2'],
    who: WP2,
    decide(_, { guidance, respondBy }, { now }) {
      const past = respondBy && assertDayAhead(respondBy, now)
      if (past) return past
      return [{ kind: 'handed-back', guidance, ...(respondBy && { respondBy: respondBy.toString() }) }]
    },
  },
  conclude: {
    stages: ['wp2'],
    capacities: ['wp2'],
    who: WP2,
    recorded: 'wp2',
    decide(state, { text, action, meeting, entrust, keepsCoordination, said }) {
      if (said !== undefined && state.pendingConclusion)
        return no(
          'conclusion-waits',
          'A conclusion is already recorded and waits to be confirmed; another is possible after that.',
        )
      const number = action?.number
      return [
        {
          kind: 'concluded',
          text,
          ...(action && number !== undefined && { action: { number, text: action.text } }),
          ...(action && number === undefined && { actionText: action.text }),
          ...(meeting !== undefined && { meeting }),
          ...(entrust !== undefined && { entrust }),
          ...(keepsCoordination && { keepsCoordination: true }),
        },
      ]
    },
  },
  correct: {
    stages: ['concluded'],
    capacities: ['wp2'],
    who: WP2,
    decide(state, { text }) {
      const conclusion = state.conclusion!
      return conclusion.text === text
        ? no('same-conclusion', 'The conclusion already has these words.')
        : [{ kind: 'corrected', corrects: conclusion.number, text }]
    },
  },
}
