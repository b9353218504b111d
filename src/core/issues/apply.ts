import { inGeneva } from '../time/geneva.ts'
import { applyCoordination, closeOffer, groupJoins, groupLeaves } from './apply-coordination.ts'
import { isRecorded, takeBack, withActedOn, withConfirmed, withUnconfirmed } from './recorded.ts'
import type { Call, IssueEvent, IssueState } from './state.ts'

/** The state of an issue after one more event. Undefined before: the event must be 'raised'. */
export function applyEvent(before: IssueState | undefined, event: IssueEvent, id: number): IssueState {
  const state = before ?? begin(event, id)
  const after = apply(state, event, state.version + 1)
  const noted = withActedOn(after, event)
  const marked = isRecorded(event) ? withUnconfirmed(noted, state, event, state.version + 1) : noted
  return { ...marked, version: state.version + 1 }
}

/** Replays a timeline. */
export const replay = (events: readonly IssueEvent[], id: number): IssueState | undefined =>
  events.reduce<IssueState | undefined>((state, event) => applyEvent(state, event, id), undefined)

function begin(event: IssueEvent, id: number): IssueState {
  if (event.kind !== 'raised') throw new Error(`the timeline of issue ${id} begins with ${event.kind}`)
  return {
    id,
    topic: event.topic,
    summary: event.summary,
    documents: event.documents,
    stage: 'chairs',
    raisedBy: event.by,
    raisedFor: event.group,
    raisedAt: event.at,
    owner: event.group,
    concerned: event.concerned,
    notConcerned: [],
    coordination: {},
    lapsed: false,
    proposals: 0,
    positions: {},
    shownToWp2: event.shownToWp2 === true,
    escalated: false,
    calls: [],
    statements: 0,
    unconfirmed: [],
    disowned: [],
    disputed: [],
    version: 0,
    ...(event.link !== undefined && { link: event.link }),
    ...(event.respondBy !== undefined && { respondBy: event.respondBy }),
  }
}

function apply(state: IssueState, event: IssueEvent, number: number): IssueState {
  const { at, by, group } = event
  const unconfirmed = event.said !== undefined && { unconfirmed: number }
  switch (event.kind) {
    case 'raised':
    case 'lead-offered':
    case 'lead-set':
    case 'coordination-offered':
    case 'coordination-accepted':
    case 'coordination-agreed':
    case 'coordination-objected':
    case 'coordination-declined':
    case 'coordination-withdrawn':
    case 'coordination-stands':
    case 'coordination-end-wanted':
    case 'coordination-ended':
    case 'coordination-entrusted':
    case 'coordination-not-entrusted':
      return { ...state, coordination: applyCoordination(state, event, number) }
    case 'proposed': {
      const proposals = state.proposals + 1
      const proposal = { number: proposals, text: event.text, group, by, at, ...unconfirmed }
      // The SG that proposes agrees; all others are asked again.
      const own = state.concerned.includes(group)
        ? { [group]: { position: 'agrees' as const, by, at, ...unconfirmed } }
        : {}
      return { ...state, proposals, proposal, positions: own }
    }
    case 'position': {
      const position = {
        position: event.position,
        by,
        at,
        ...(event.reason !== undefined && { reason: event.reason }),
        ...unconfirmed,
      }
      return { ...state, positions: { ...state.positions, [group]: position } }
    }
    case 'solved':
      return { ...closed(state), stage: 'solved', solution: event.text }
    case 'comment':
    case 'on-agenda':
      return state
    case 'reminded':
      return { ...state, remindedAt: at }
    case 'meeting-called':
      return withCall(state, { ...timesOf(event), calledBy: group })
    case 'meeting-moved': {
      const calls = state.calls.map(c => (c.meeting === event.meeting ? { ...c, ...timesOf(event) } : c))
      return { ...state, calls }
    }
    case 'meeting-cancelled':
      return { ...state, calls: state.calls.filter(c => c.meeting !== event.meeting) }
    case 'meeting-restored': {
      const { calledBy } = event
      return withCall(state, { ...timesOf(event), ...(calledBy !== undefined && { calledBy }) })
    }
    case 'statement':
      return { ...state, statements: state.statements + 1 }
    case 'added':
      return groupJoins({ ...state, ...withGroup(state, event.added) }, event.added)
    case 'joined':
      return groupJoins({ ...state, ...withGroup(state, group) }, group)
    case 'left': {
      const { [group]: _, ...positions } = state.positions
      return groupLeaves(
        {
          ...state,
          positions,
          concerned: state.concerned.filter(g => g !== group),
          notConcerned: [...state.notConcerned, group],
        },
        group,
      )
    }
    case 'withdrawn':
      return { ...closed(state), stage: 'withdrawn' }
    case 'resumed': {
      const { escalation: _, respondBy, ...rest } = state
      // A timeline that ran out while it was withdrawn is off; a new one can be set.
      const runs = respondBy !== undefined && respondBy >= dayInGeneva(at)
      return {
        ...rest,
        stage: 'chairs',
        owner: group,
        resumed: { group, at },
        ...(runs && { respondBy }),
      }
    }
    case 'reopened': {
      // The proposal that was agreed is put aside, with the positions on it: the SGs are asked again.
      const { proposal: _, solution: __, conclusion: ___, respondBy, escalation, ...rest } = state
      const runs = respondBy !== undefined && respondBy >= dayInGeneva(at)
      const back = event.from === 'concluded'
      return {
        ...rest,
        stage: back ? 'wp2' : 'chairs',
        positions: {},
        lapsed: false,
        reopened: { group, reason: event.reason, at },
        ...(back && escalation && { escalation }),
        ...(runs && { respondBy }),
      }
    }
    case 'extended':
      return { ...state, respondBy: event.to, lapsed: false }
    case 'lapsed':
      return { ...state, lapsed: true }
    case 'escalated':
      return {
        ...state,
        stage: 'escalated',
        shownToWp2: true,
        escalated: true,
        escalation: {
          group,
          reason: event.reason,
          by,
          at,
          ...(event.said !== undefined && { record: number }),
        },
      }
    case 'taken-up':
      return { ...state, stage: 'wp2' }
    case 'call-opened':
      return withCall(state, timesOf(event))
    case 'call-outcome': {
      const known = state.calls.some(c => c.meeting === event.meeting)
      if (!known) return state
      return {
        ...state,
        calls: state.calls.map(c => (c.meeting === event.meeting ? { ...c, outcome: event.outcome } : c)),
      }
    }
    case 'handed-back': {
      const { escalation: _, respondBy: __, pendingConclusion: ___, ...rest } = state
      return {
        ...rest,
        stage: 'chairs',
        lapsed: false,
        guidance: { text: event.guidance, by, at },
        ...(event.respondBy !== undefined && { respondBy: event.respondBy }),
      }
    }
    case 'concluded': {
      const { text, action, actionText, meeting, entrust, keepsCoordination } = event
      const common = { number, text, ...(meeting !== undefined && { meeting }) }
      if (event.said !== undefined) {
        const pendingConclusion = {
          ...common,
          ...(actionText !== undefined && { actionText }),
          ...(entrust !== undefined && { entrust }),
          ...(keepsCoordination && { keepsCoordination }),
        }
        return { ...state, pendingConclusion }
      }
      return {
        ...closed(state),
        stage: 'concluded',
        coordination: applyCoordination(state, event, number),
        conclusion: { ...common, by, at, corrections: 0, ...(action && { action }) },
      }
    }
    case 'corrected': {
      const { conclusion } = state
      if (!conclusion) return state
      return {
        ...state,
        conclusion: {
          ...conclusion,
          number,
          text: event.text,
          by,
          at,
          corrections: conclusion.corrections + 1,
        },
      }
    }
    case 'confirmed':
      return withConfirmed(state, event.entries)
    case 'disowned':
    case 'resolved':
      return takeBack(state, event)
  }
}

/** Matters that are still to be decided lapse when an issue closes. */
function closed(state: IssueState): IssueState {
  const { pendingConclusion: _, ...rest } = state
  return { ...rest, coordination: closeOffer(state.coordination) }
}

const timesOf = ({ meeting, starts, ends }: { meeting: number; starts: string; ends: string }) => ({
  meeting,
  starts,
  ends,
})

const withCall = (state: IssueState, call: Call): IssueState => ({ ...state, calls: [...state.calls, call] })

const withGroup = (state: IssueState, group: string) => ({
  concerned: [...state.concerned, group],
  notConcerned: state.notConcerned.filter(g => g !== group),
})

const dayInGeneva = (at: string): string => inGeneva(Temporal.Instant.from(at)).toPlainDate().toString()
