import { inGeneva } from '../time/geneva.ts'
import type { IssueEvent, IssueState } from './state.ts'

/** The state of an issue after one more event. Undefined before: the event must be 'raised'. */
export function applyEvent(before: IssueState | undefined, event: IssueEvent, id: number): IssueState {
  const state = before ?? begin(event, id)
  return { ...apply(state, event), version: state.version + 1 }
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
    concerned: event.concerned,
    notConcerned: [],
    lapsed: false,
    positions: {},
    calls: [],
    statements: 0,
    version: 0,
    ...(event.respondBy !== undefined && { respondBy: event.respondBy }),
  }
}

function apply(state: IssueState, event: IssueEvent): IssueState {
  const { at, by, group } = event
  switch (event.kind) {
    case 'raised':
      if (event.lead === undefined) return state
      return event.lead === group
        ? { ...state, lead: group }
        : { ...state, leadOffer: { group: event.lead, from: group } }
    case 'lead-offered':
      return { ...state, leadOffer: { group: event.to, from: group } }
    case 'lead-set': {
      const { leadOffer: _, ...rest } = state
      return { ...rest, lead: event.lead }
    }
    case 'proposed': {
      const proposal = { number: (state.proposal?.number ?? 0) + 1, text: event.text, group, by, at }
      // Who proposes agrees; everybody else is asked again.
      const own = state.concerned.includes(group) ? { [group]: { position: 'agrees' as const, by, at } } : {}
      return { ...state, proposal, positions: own }
    }
    case 'position': {
      const position = {
        position: event.position,
        by,
        at,
        ...(event.reason !== undefined && { reason: event.reason }),
      }
      return { ...state, positions: { ...state.positions, [group]: position } }
    }
    case 'solved':
      return { ...state, stage: 'solved', solution: event.text }
    case 'comment':
    case 'meeting-called':
    case 'on-agenda':
      return state
    case 'reminded':
      return { ...state, remindedAt: at }
    case 'meeting-moved': {
      const calls = state.calls.map(c =>
        c.meeting === event.meeting ? { ...c, starts: event.starts, ends: event.ends } : c,
      )
      return { ...state, calls }
    }
    case 'meeting-cancelled':
      return { ...state, calls: state.calls.filter(c => c.meeting !== event.meeting) }
    case 'statement':
      return { ...state, statements: state.statements + 1 }
    case 'added':
      return { ...state, ...withGroup(state, event.added) }
    case 'joined':
      return { ...state, ...withGroup(state, group) }
    case 'left': {
      const { [group]: _, ...positions } = state.positions
      return {
        ...state,
        positions,
        concerned: state.concerned.filter(g => g !== group),
        notConcerned: [...state.notConcerned, group],
      }
    }
    case 'withdrawn':
      return { ...state, stage: 'withdrawn' }
    case 'resumed': {
      const { escalation: _, respondBy, ...rest } = state
      // A timeline that ran out meanwhile is off; it can be set anew.
      const runs = respondBy !== undefined && respondBy >= dayInGeneva(at)
      return { ...rest, stage: 'chairs', raisedFor: group, ...(runs && { respondBy }) }
    }
    case 'extended':
      return { ...state, respondBy: event.to, lapsed: false }
    case 'lapsed':
      return { ...state, lapsed: true }
    case 'escalated':
      return { ...state, stage: 'escalated', escalation: { group, reason: event.reason, by, at } }
    case 'taken-up':
      return { ...state, stage: 'wp2' }
    case 'call-opened':
      return {
        ...state,
        calls: [...state.calls, { meeting: event.meeting, starts: event.starts, ends: event.ends }],
      }
    case 'call-outcome':
      return {
        ...state,
        calls: state.calls.map(c => (c.meeting === event.meeting ? { ...c, outcome: event.outcome } : c)),
      }
    case 'handed-back': {
      const { escalation: _, respondBy: __, ...rest } = state
      return {
        ...rest,
        stage: 'chairs',
        lapsed: false,
        guidance: { text: event.guidance, by, at },
        ...(event.respondBy !== undefined && { respondBy: event.respondBy }),
      }
    }
    case 'concluded':
      return {
        ...state,
        stage: 'concluded',
        conclusion: { text: event.text, by, at, ...(event.action && { action: event.action }) },
      }
  }
}

const withGroup = (state: IssueState, group: string) => ({
  concerned: [...state.concerned, group],
  notConcerned: state.notConcerned.filter(g => g !== group),
})

const dayInGeneva = (at: string): string => inGeneva(Temporal.Instant.from(at)).toPlainDate().toString()
