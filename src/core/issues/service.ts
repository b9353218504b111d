/** Commands on issues: the issue is locked, the rules decide, and the events are saved with their notices. */

import { putOnAgenda, type SettledAs, settleOnAgendas } from '../agenda/agenda.ts'
import type { MeetingChanged } from '../calendar/changes.ts'
import {
  askAboutMeetings,
  type ClosedAs,
  issueClosed,
  issueReopened,
  type MeetingsChoice,
} from '../calendar/closing.ts'
import type { Context } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { picksOf, UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { nextCoordination } from '../meetings/queries.ts'
import type { Account } from '../notices/notice.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import type { By } from '../roles/by.ts'
import type { RoleName } from '../roles/role.ts'
import { instantRead } from '../rooms/due.ts'
import type { DueWork } from '../rooms/room.ts'
import { settingValue } from '../settings/setting.ts'
import { applyEvent } from './apply.ts'
import { noticesFor } from './follow-up.ts'
import { decide, decideLapse, type Who } from './lifecycle.ts'
import type { IssueCommand } from './rules.ts'
import { ON_LAPSE } from './settings.ts'
import { type EventBody, type IssueEvent, type IssueState, issueRef, type Stage, WITH_WP2 } from './state.ts'
import { appendEvents, createIssue, findIssue, lockIssue } from './store.ts'

/**
 * Raises an issue: its timeline begins, its card goes to the channels concerned, its chairs are notified.
 * `coordinator`: the SG that offers itself to coordinate, where it is the raiser's own, or that is asked.
 */
export async function raiseIssue(
  context: Context,
  wanted: Omit<IssueEvent & { kind: 'raised' }, 'kind' | 'at' | 'by'>,
  role: RoleName,
  coordinator: string | undefined,
): Promise<{ state: IssueState; events: IssueEvent[] }> {
  const { tx, now, actor } = context
  const { person, name } = actor
  const by: By = { ...(person !== undefined && { person }), name, role }
  const { group, said } = wanted
  const act = { at: now.toString(), by, group, ...(said !== undefined && { said }) }
  const raised = { ...wanted, ...act, kind: 'raised' as const }
  const offer = coordinator !== undefined && {
    ...act,
    kind: 'coordination-offered' as const,
    to: coordinator,
  }
  const events: [typeof raised, ...IssueEvent[]] = offer ? [raised, offer] : [raised]
  const state = await createIssue(tx, events)
  await notify(tx, state, events, now, context.caller, actor.roles)
  return { state, events }
}

/**
 * Runs a command on an issue. An issue that is escalated goes onto the agenda of the next interim
 * coordination e-meeting. Throws a UserError with the reason when the rules refuse it.
 */
export async function act(
  context: Context,
  id: number,
  command: IssueCommand,
  as?: string,
  meetings?: MeetingsChoice,
): Promise<{ before: IssueState; after: IssueState; events: IssueEvent[] }> {
  const { person, name, roles } = context.actor
  return actAs(context, id, command, { person, name, roles, for: as }, context.caller, meetings)
}

/** The same for somebody who gave no command of their own. */
export async function actAs(
  work: Work,
  id: number,
  command: IssueCommand,
  who: Who,
  caller?: Account,
  meetings?: MeetingsChoice,
): Promise<{ before: IssueState; after: IssueState; events: IssueEvent[] }> {
  const before = await lockIssue(work.tx, id)
  const decision = decideOrRefuse(before, command, who, work.now)
  const done = await placeOnAgenda(work, decision.events, decision.after)
  const how = closedAs(before.stage, done.after.stage, done.events)
  // If the last agreement solves it, the caller of a meeting decides about the meeting; otherwise the person who
  // closes it.
  const chosen = how && how !== 'solved' ? await askAboutMeetings(work, id, meetings) : 'ask'
  await save(work, before, done.after, done.events, caller, who.roles, chosen)
  return { before, ...done }
}

/** Commands of one act, such as a series of calls: each is decided and kept by itself, and they are told together. */
export async function actTogether(
  context: Context,
  id: number,
  commands: readonly IssueCommand[],
): Promise<{ after: IssueState; events: IssueEvent[] }> {
  const { person, name, roles } = context.actor
  const before = await lockIssue(context.tx, id)
  let after = before
  const events: IssueEvent[] = []
  for (const command of commands) {
    const decision = decideOrRefuse(after, command, { person, name, roles, for: undefined }, context.now)
    events.push(...decision.events)
    after = decision.after
  }
  await save(context, before, after, events, context.caller, roles)
  return { after, events }
}

/** Throws a UserError with the reason when the rules refuse it. */
function decideOrRefuse(before: IssueState, command: IssueCommand, who: Who, now: Temporal.Instant) {
  const decision = decide(before, command, who, now)
  if (!('refusal' in decision)) return decision
  const { code, sentence, choices } = decision.refusal
  const option = choices ? 'for' : code === 'said-missing' ? 'said' : undefined
  throw new UserError(code, sentence, option, choices && picksOf(choices))
}

/** Keeps in the timeline of an issue that a meeting called for it is moved or cancelled. */
export async function followMeeting(
  work: Work,
  { kind, after: meeting, change }: MeetingChanged,
): Promise<void> {
  if (meeting.issue === undefined) return
  const body = toIssueEvent(kind, meeting, change)
  if (!body) return
  const before = await lockIssue(work.tx, meeting.issue)
  const act = { at: work.now.toString(), by: change.by, group: change.by.role?.group ?? meeting.group }
  const event: IssueEvent = { ...act, ...body }
  const after = applyEvent(before, event, before.id)
  await save(work, before, after, [event], change.caller)
}

/** The event that a change of a meeting adds to the timeline of its issue; undefined: none. */
function toIssueEvent(
  kind: MeetingChanged['kind'],
  meeting: Meeting,
  { reason = '', isPartOfLarger }: MeetingChanged['change'],
): EventBody | undefined {
  const times = {
    meeting: meeting.id,
    starts: meeting.starts.toString(),
    ends: meeting.ends.toString(),
  }
  switch (kind) {
    case 'MOVED':
      return { kind: 'meeting-moved', ...times }
    case 'CANCELLED':
      return { kind: 'meeting-cancelled', meeting: meeting.id, reason }
    case 'RESTORED':
      return {
        kind: 'meeting-restored',
        ...times,
        // A call is WP2's; an ad-hoc meeting is the group's that called it.
        ...(meeting.kind !== 'CALL' && { calledBy: meeting.group }),
        reason,
      }
    case 'OUTCOME':
      // One that the issue's own timeline kept already is not kept twice.
      return isPartOfLarger ? undefined : { kind: 'call-outcome', meeting: meeting.id, outcome: reason }
    case 'NOT_HELD':
      return {
        kind: 'call-outcome',
        meeting: meeting.id,
        outcome: `not held${reason ? `: ${reason}` : ''}`,
      }
    case 'SCHEDULED':
    case 'CHANGED':
    case 'CONFIRMED':
    case 'HELD':
    case 'ENTERED':
    case 'ISSUE_CLOSED':
    case 'KEPT':
      return undefined
  }
}

/** Timelines that end without a solution: the issue lapses, and goes to WP2 where the secretariat chose so. */
export const lapseTimelines: DueWork = {
  name: 'lapse',

  reads: Prisma.sql`(SELECT min("lapsesAt") FROM "Issue")`,
  next: instantRead,

  async run(work) {
    const { tx, now } = work
    const escalates = (await settingValue(tx, ON_LAPSE)) === 'escalate'
    const due = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM "Issue" WHERE "lapsesAt" <= ${toColumn(now)}::timestamptz
      ORDER BY "lapsesAt", id LIMIT 100 FOR UPDATE SKIP LOCKED`
    for (const { id } of due) {
      const before = await findIssue(tx, id)
      const events = decideLapse(before, now, escalates)
      const after = events.reduce((state, event) => applyEvent(state, event, id), before)
      const done = await placeOnAgenda(work, events, after)
      await save(work, before, done.after, done.events)
    }
    return due.length
  },
}

/** An escalated issue goes onto the agenda of the next coordination e-meeting, where there is one ahead. */
async function placeOnAgenda(work: Work, events: IssueEvent[], after: IssueState) {
  const escalated = events.find(e => e.kind === 'escalated')
  const meeting = escalated && (await nextCoordination(work.tx, work.now))
  if (!escalated || !meeting) return { events, after }
  const { at, by, group } = escalated
  await putOnAgenda(work, meeting, { issue: after.id, topic: after.topic, by })
  const placed: IssueEvent = {
    at,
    by,
    group,
    kind: 'on-agenda',
    meeting: meeting.id,
    starts: meeting.starts.toString(),
  }
  return { events: [...events, placed], after: applyEvent(after, placed, after.id) }
}

/** Appends the events, writes the notices that follow, and keeps agendas true. */
async function save(
  work: Work,
  before: IssueState,
  after: IssueState,
  events: readonly IssueEvent[],
  caller?: Account,
  roles: readonly RoleName[] = [],
  meetings: MeetingsChoice | 'ask' = 'ask',
): Promise<void> {
  const { tx, now } = work
  await appendEvents(tx, after, events)
  if (before.stage !== after.stage) await settleOnAgendas(tx, after.id, settledAs(after.stage, events))
  await notify(tx, after, events, now, caller, roles)
  const about = {
    issue: after.id,
    matter: issueRef(after),
    change: { by: events.at(-1)!.by, ...(caller && { caller }) },
  }
  const how = closedAs(before.stage, after.stage, events)
  if (how) await work.announce(issueClosed, { ...about, how, meetings })
  else if (CLOSED.includes(before.stage) && !CLOSED.includes(after.stage))
    await work.announce(issueReopened, about)
}

const CLOSED: readonly Stage[] = ['solved', 'concluded', 'withdrawn']

/** Whether the act takes back what TSB recorded in the name of somebody who says that it was not. */
const isTakenBack = (events: readonly IssueEvent[]): boolean =>
  events.some(e => e.kind === 'disowned' || e.kind === 'resolved')

/** How an issue closed, or left WP2, by going from one stage to another; undefined: it did not. */
function closedAs(before: Stage, after: Stage, events: readonly IssueEvent[]): ClosedAs | undefined {
  if (before === after) return undefined
  if (after === 'chairs' && WITH_WP2.includes(before))
    return isTakenBack(events) ? 'no longer with WP2' : 'handed back'
  if (after === 'chairs') return undefined
  return after === 'solved' || after === 'concluded' || after === 'withdrawn' ? after : undefined
}

async function notify(
  tx: Transaction,
  after: IssueState,
  events: readonly IssueEvent[],
  now: Temporal.Instant,
  caller: Account | undefined,
  roles: readonly RoleName[],
): Promise<void> {
  const { notices, withdrawn, replaced } = noticesFor(after, events, roles, now, caller)
  if (withdrawn.length > 0) await withdrawPlanned(tx, issueRef(after), withdrawn)
  for (const { subject, series } of replaced) await withdrawPlanned(tx, subject, [series])
  await writeNotices(tx, notices)
}

/**
 * The state of an issue's agenda item when the issue is at this stage; undefined: WP2 is still to take it up there.
 */
function settledAs(stage: Stage, events: readonly IssueEvent[]): SettledAs | undefined {
  switch (stage) {
    case 'chairs':
      return isTakenBack(events) ? 'taken back' : 'handed back'
    case 'escalated':
    case 'wp2':
      return undefined
    case 'solved':
    case 'concluded':
    case 'withdrawn':
      return stage
  }
}
