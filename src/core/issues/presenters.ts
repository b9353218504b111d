/** What is told of issues, in words. Cards and reminders show the present state, whenever they are sent. */

import type { Transaction } from '../database/client.ts'
import { describeDaysUntil } from '../meetings/words.ts'
import { action, actions, heading, list, type Message, note, quote, text } from '../messages/message.ts'
import type { Presenters, View } from '../notices/notice.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { buttonsFor, cardVerbs, renderCard } from './card.ts'
import { type IssueEvent, type IssueState, issueRef } from './state.ts'
import { findIssue, findTimeline } from './store.ts'
import { dayOf, describeEvent, describeNextStep, issueTitle, renderTimelineLine } from './words.ts'

async function card({ issue }: { issue: number }, { tx }: View): Promise<Message> {
  const state = await findIssue(tx, issue)
  return renderCard(state, cardVerbs(state))
}

async function eventOf(tx: Transaction, issue: number, number: number): Promise<IssueEvent> {
  const row = await tx.issueEvent.findUniqueOrThrow({ where: { issueId_number: { issueId: issue, number } } })
  return row.data as unknown as IssueEvent
}

/** A line of the timeline, in the thread under the card. */
async function line({ issue, event }: { issue: number; event: number }, { tx }: View): Promise<Message> {
  const [state, happened] = [await findIssue(tx, issue), await eventOf(tx, issue, event)]
  const summary = `${issueTitle(state)}: ${describeEvent(happened)}`
  if (happened.kind === 'statement')
    return {
      summary,
      blocks: [
        text(`Statement for the record by ${happened.by.name} for ${happened.group}:`),
        quote(happened.text),
      ],
    }
  return { summary, blocks: [text(describeEvent(happened))] }
}

/** To somebody in person: what happened, how the issue stands, and what they may do. */
async function told({ issue, event }: { issue: number; event: number }, { tx }: View): Promise<Message> {
  const [state, happened] = [await findIssue(tx, issue), await eventOf(tx, issue, event)]
  const summary = `${issueTitle(state)}: ${describeEvent(happened)}`
  const history =
    happened.kind === 'escalated'
      ? [heading('What happened so far'), list((await findTimeline(tx, issue, 100)).map(renderTimelineLine))]
      : []
  return {
    summary,
    blocks: [
      heading(issueTitle(state)),
      text(describeEvent(happened)),
      ...summaryBlocks(state, happened),
      ...history,
      note(describeNextStep(state)),
      actions(buttonsFor(state, cardVerbs(state))),
    ],
  }
}

const summaryBlocks = (state: IssueState, event: IssueEvent) =>
  event.kind === 'raised' ||
  event.kind === 'escalated' ||
  event.kind === 'added' ||
  event.kind === 'lead-offered'
    ? [quote(state.summary)]
    : []

/** To an SG that has not taken a position while the timeline runs. */
async function timeline(
  { issue, group }: { issue: number; group: string },
  { tx, now }: View,
): Promise<Message | undefined> {
  const state = await findIssue(tx, issue)
  if (
    state.stage !== 'chairs' ||
    !state.respondBy ||
    state.positions[group] ||
    !state.concerned.includes(group)
  )
    return undefined
  const until = Temporal.PlainDate.from(state.respondBy)
  const asked = state.proposal
    ? `${group} has not taken a position on the proposal`
    : 'there is no proposal yet'
  const summary = `${issueTitle(state)}: the timeline ends ${describeDaysUntil(until, now)}, on ${dayOf(state.respondBy)}, and ${asked}.`
  return {
    summary,
    blocks: [
      text(summary),
      ...(state.proposal ? [quote(state.proposal.text)] : []),
      actions(buttonsFor(state, cardVerbs(state))),
    ],
  }
}

/** Each week to WP2's leadership and TSB, until somebody takes it up. */
async function takeUp({ issue }: { issue: number }, { tx }: View): Promise<Message | undefined> {
  const state = await findIssue(tx, issue)
  if (state.stage !== 'escalated' || !state.escalation) return undefined
  const summary = `${issueTitle(state)} waits for WP2's chair or vice-chair to take it up, since ${formatDate(inGeneva(Temporal.Instant.from(state.escalation.at)))}.`
  return {
    summary,
    blocks: [
      text(summary),
      quote(state.escalation.reason),
      actions([action('Take up for WP2', 'issue take-up', { issue: issueRef(state) }, 'primary')]),
    ],
  }
}

export const issuePresenters: Presenters = {
  'issue-card': card,
  'issue-line': line,
  'issue-told': told,
  'issue-timeline': timeline,
  'issue-take-up': takeUp,
}
