/** Reminders planned ahead for an issue: a position that is awaited, and an issue that WP2 has not taken up. */
import { z } from 'zod'
import { describeDaysUntil } from '../meetings/words.ts'
import { actions, quote, text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY } from '../notices/notice.ts'
import { chairOf, TSB } from '../roles/role.ts'
import { atGeneva, endOfDay, formatDate, inGeneva } from '../time/geneva.ts'
import { MORNING } from '../time/morning.ts'
import { buttonsFor } from './buttons.ts'
import { HANDLER_LEADERS, muteButton, wholeOf } from './notices.ts'
import { offeredToAll } from './offered.ts'
import { type IssueState, issueRef } from './state.ts'
import { findIssue } from './store.ts'
import { dayOf, issueTitle } from './words.ts'

/** The series of notices planned ahead for an issue, to withdraw them. */
export const TIMELINE_SERIES = 'timeline'
export const TAKE_UP_SERIES = 'take-up'

const issueSchema = z.object({ issue: z.number() })
const timelineSchema = z.object({ issue: z.number(), group: z.string() })

export const positionAwaited = defineNotice<
  { state: IssueState; group: string; days: number },
  z.infer<typeof timelineSchema>
>({
  kind: 'issue-timeline',
  about:
    'The timeline of an issue comes near its end; to the chair of an SG concerned that has not taken a position.',
  schema: timelineSchema,
  priority: PRIORITY.reminder,
  plan({ state, group, days }) {
    const subject = issueRef(state)
    const last = Temporal.PlainDate.from(state.respondBy!)
    return {
      key: `timeline:${subject}:v${state.version}:${days}d:${group}`,
      subject,
      series: TIMELINE_SERIES,
      data: { issue: state.id, group },
      audience: [{ role: chairOf(group) }],
      dueAt: atGeneva(last.subtract({ days }), MORNING),
      expiresAt: endOfDay(last),
    }
  },
  async present({ issue, group }, { tx, now, readers }) {
    const state = await findIssue(tx, issue)
    const isAwaited = state.concerned.includes(group) && state.positions[group] === undefined
    if (state.stage !== 'chairs' || !state.respondBy || !isAwaited) return undefined
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
        actions([...buttonsFor(state, offeredToAll(state, await readers?.())), muteButton(state)]),
      ],
      whole: wholeOf(state),
    }
  },
})

export const takeUpAwaited = defineNotice<
  { state: IssueState; now: Temporal.Instant },
  z.infer<typeof issueSchema>
>({
  kind: 'issue-take-up',
  about: "An issue was brought to WP2 and not taken up; to WP2's chair and vice-chair and TSB, weekly.",
  schema: issueSchema,
  priority: PRIORITY.reminder,
  plan({ state, now }) {
    const subject = issueRef(state)
    return {
      key: `take-up:${subject}:v${state.version}`,
      subject,
      series: TAKE_UP_SERIES,
      data: { issue: state.id },
      audience: [...HANDLER_LEADERS, TSB].map(role => ({ role })),
      everyDays: 7,
      dueAt: atGeneva(inGeneva(now).toPlainDate().add({ days: 7 }), MORNING),
    }
  },
  async present({ issue }, { tx, readers }) {
    const state = await findIssue(tx, issue)
    if (state.stage !== 'escalated' || !state.escalation) return undefined
    const verbs = offeredToAll(state, await readers?.()).filter(verb => verb === 'take-up')
    const since = formatDate(inGeneva(Temporal.Instant.from(state.escalation.at)))
    const summary = `${issueTitle(state)} has been waiting for WP2's chair or vice-chair to take it up since ${since}.`
    return {
      summary,
      blocks: [text(summary), quote(state.escalation.reason), actions(buttonsFor(state, verbs))],
      whole: wholeOf(state),
    }
  },
})
