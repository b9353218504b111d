/** Commands on issues carried out: held, decided, written with what follows, in the caller's transaction. */

import { putOnAgenda } from '../agenda/agenda.ts'
import type { Context } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { LOCK_CLASSES, lockNameUntilEnd } from '../database/locks.ts'
import { picksOf, UserError } from '../errors.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { nextCoordination } from '../meetings/queries.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { describeRole, type RoleName } from '../roles/role.ts'
import { applyEvent } from './apply.ts'
import { decide, decideLapse } from './lifecycle.ts'
import { noticesFor } from './notices.ts'
import type { IssueCommand } from './rules.ts'
import { type By, type IssueEvent, type IssueState, issueRef } from './state.ts'
import { appendEvents, createIssue, findIssue, lockIssue } from './store.ts'

/** Raises an issue: its timeline begins, its card goes to the channels concerned, its chairs are told. */
export async function raiseIssue(
  context: Context,
  wanted: Omit<IssueEvent & { kind: 'raised' }, 'kind' | 'at' | 'by'>,
  role: RoleName,
): Promise<IssueState> {
  const { tx, now, actor } = context
  const event = { ...wanted, kind: 'raised' as const, at: now.toString(), by: byOf(actor.name, role) }
  const state = await createIssue(tx, event)
  await follow(context, state, [event])
  return state
}

export const byOf = (name: string, role: RoleName): By => ({ name, role: describeRole(role) })

/**
 * Carries out a command on an issue. An issue that is escalated goes onto the agenda of the next interim
 * coordination e-meeting. Throws a UserError with the reason when the rules refuse it.
 */
export async function act(
  context: Context,
  id: number,
  command: IssueCommand,
  as?: string,
): Promise<{ before: IssueState; after: IssueState; events: IssueEvent[] }> {
  const { tx, now, actor } = context
  const before = await lockIssue(tx, id)
  const decision = decide(before, command, { name: actor.name, roles: actor.roles, for: as }, now)
  if ('refusal' in decision) {
    const { code, sentence, choices } = decision.refusal
    throw new UserError(code, sentence, choices ? 'for' : undefined, choices && picksOf(choices))
  }
  const done = await withAgenda(tx, decision.events, decision.after, now)
  await appendEvents(tx, done.after, done.events)
  await follow(context, done.after, done.events)
  return { before, ...done }
}

/** Keeps in the timeline of an issue that a meeting called for it is moved or cancelled. */
export async function meetingChanged(
  context: Context,
  meeting: Meeting,
  cancelled: string | undefined,
): Promise<void> {
  const { tx, now, actor } = context
  if (meeting.issue === undefined) return
  const before = await lockIssue(tx, meeting.issue)
  const role = actor.roles.find(r => r.group !== null && meeting.groups.includes(r.group)) ?? actor.roles[0]
  const act = {
    at: now.toString(),
    by: { name: actor.name, role: role ? describeRole(role) : '' },
    group: role?.group ?? meeting.group,
  }
  const event: IssueEvent =
    cancelled === undefined
      ? {
          ...act,
          kind: 'meeting-moved',
          meeting: meeting.id,
          starts: meeting.starts.toString(),
          ends: meeting.ends.toString(),
        }
      : { ...act, kind: 'meeting-cancelled', meeting: meeting.id, reason: cancelled }
  const after = applyEvent(before, event, before.id)
  await appendEvents(tx, after, [event])
  await follow(context, after, [event])
}

/** Lets the timelines lapse that are over; gives how many. */
export async function lapseDue(tx: Transaction, now: Temporal.Instant, escalates: boolean): Promise<number> {
  const due = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "Issue" WHERE "lapsesAt" <= ${toColumn(now)}::timestamptz ORDER BY "lapsesAt", id LIMIT 100 FOR UPDATE SKIP LOCKED`
  for (const { id } of due) {
    const before = await findIssue(tx, id)
    const events = decideLapse(before, now, escalates)
    const done = await withAgenda(
      tx,
      events,
      events.reduce((s, e) => applyEvent(s, e, id), before),
      now,
    )
    await appendEvents(tx, done.after, done.events)
    await follow({ tx, now }, done.after, done.events)
  }
  return due.length
}

/** What is escalated goes onto the next coordination e-meeting's agenda, where there is one ahead. */
async function withAgenda(tx: Transaction, events: IssueEvent[], after: IssueState, now: Temporal.Instant) {
  const escalated = events.find(e => e.kind === 'escalated')
  const meeting = escalated && (await nextCoordination(tx, now))
  if (!escalated || !meeting) return { events, after }
  await putOnAgenda(tx, meeting, { issue: after.id, by: escalated.by.name }, now)
  const { at, by, group } = escalated
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

/** Writes the notices that follow; without an actor it came by itself. */
async function follow(
  { tx, now, actor, caller }: Pick<Context, 'tx' | 'now'> & Partial<Context>,
  after: IssueState,
  events: readonly IssueEvent[],
): Promise<void> {
  const { notices, withdrawn } = noticesFor(after, events, actor?.roles ?? [], now, caller)
  if (withdrawn.length > 0) await withdrawPlanned(tx, issueRef(after), withdrawn)
  await writeNotices(tx, notices)
}

/** The number of the next action for TSAG in a group's sequence: "WP2-1". */
export async function numberAction(
  tx: Transaction,
  group: string,
  issueId: number,
  text: string,
  now: Temporal.Instant,
): Promise<string> {
  await lockNameUntilEnd(tx, LOCK_CLASSES.actionNumber, group)
  const { _max } = await tx.tsagAction.aggregate({ where: { group }, _max: { number: true } })
  const number = (_max.number ?? 0) + 1
  await tx.tsagAction.create({ data: { group, number, text, issueId, at: toColumn(now) } })
  return `${group}-${number}`
}
