/** Entries of the core as programs get them. */
import type { z } from 'zod'
import type { Context } from '../../core/commands/command.ts'
import { type IssueEvent, type IssueState, issueRef } from '../../core/issues/state.ts'
import { describeEvent, findStatus } from '../../core/issues/words.ts'
import { type Meeting, meetingRef } from '../../core/meetings/meeting.ts'
import { meetingName } from '../../core/meetings/words.ts'
import { entryPage, issuePage, meetingPage } from '../../core/references/pages.ts'
import type { RegisterChange } from '../../core/registers/history.ts'
import type { AnyRegister, RegisterEntry } from '../../core/registers/register.ts'
import { asKnown } from '../pages/meetings.ts'
import type { issueSchema, meetingSchema, wholeIssueSchema } from './schemas.ts'

type Given = Pick<Context, 'actor' | 'now' | 'publicUrl'>

const urlOf = ({ publicUrl = '' }: Given, path: string): string => `${publicUrl}${path}`

export function presentMeeting(meeting: Meeting, given: Given): z.infer<typeof meetingSchema> {
  const m = asKnown(meeting, given)
  return {
    reference: meetingRef(m),
    name: meetingName(m),
    group: m.group,
    kind: m.kind,
    starts: m.starts.toString(),
    ends: m.ends.toString(),
    objective: m.objective,
    deadline: m.cutOff?.toString() ?? null,
    status: m.status,
    outcome: m.outcome ?? null,
    issue: m.matter ?? null,
    version: m.version,
    url: urlOf(given, meetingPage(meetingRef(m))),
  }
}

export const presentIssue = (state: IssueState, given: Given): z.infer<typeof issueSchema> => ({
  reference: issueRef(state),
  topic: state.topic,
  summary: state.summary,
  stage: state.stage,
  concerned: state.concerned,
  raised: { at: state.raisedAt, by: state.raisedBy, group: state.raisedFor },
  respondBy: state.respondBy ?? null,
  proposal: state.proposal
    ? { number: state.proposal.number, group: state.proposal.group, text: state.proposal.text }
    : null,
  positions: Object.fromEntries(
    Object.entries(state.positions).map(([group, { position, reason, unconfirmed }]) => [
      group,
      { position, reason: reason ?? null, unconfirmed: unconfirmed !== undefined },
    ]),
  ),
  conclusion: state.conclusion?.text ?? null,
  version: state.version,
  url: urlOf(given, issuePage(issueRef(state))),
})

export const presentWholeIssue = (
  state: IssueState,
  timeline: readonly IssueEvent[],
  given: Given,
): z.infer<typeof wholeIssueSchema> => ({
  ...presentIssue(state, given),
  timeline: timeline.map((event, i) => ({
    number: i + 1,
    at: event.at,
    by: event.by,
    group: event.group,
    kind: event.kind,
    words: describeEvent(event, findStatus(state, i + 1)),
    said: event.said ?? null,
    status: event.said === undefined ? null : findStatus(state, i + 1),
  })),
})

export const presentEntry = (
  register: AnyRegister,
  { key, version, at, fields }: RegisterEntry,
  given: Given,
): object => ({
  key,
  reference: register.key.format(key, given.now),
  version,
  changed: at.toString(),
  fields,
  url: urlOf(given, entryPage(register.name, key)),
})

export const presentWholeEntry = (
  register: AnyRegister,
  entry: RegisterEntry,
  history: readonly RegisterChange[],
  given: Given,
): object => ({
  ...presentEntry(register, entry, given),
  history: history.map(({ number, at, by, source, clause }) => ({
    version: number,
    at: at.toString(),
    by,
    source,
    clause,
  })),
})
