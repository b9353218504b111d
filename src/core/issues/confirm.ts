/** Confirms what TSB recorded, in as many issues as it is about. */
import type { Context } from '../commands/command.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { HANDLER } from '../groups/handler.ts'
import { askTsag } from '../registers/actions/from-issues.ts'
import type { HeldRole } from '../roles/actor.ts'
import { type By, toBy } from '../roles/by.ts'
import { TSB } from '../roles/role.ts'
import { withUnconfirmedFrom } from './listing.ts'
import { answerOwnStatement } from './own-statements.ts'
import type { EntryRef } from './records.ts'
import { act, actAs } from './service.ts'
import type { IssueEvent, IssueState } from './state.ts'
import { waitsToBeConfirmed } from './statements.ts'
import { lockIssue } from './store.ts'

/** The most issues that one report confirms something of. */
const MAX_ISSUES = 200

/**
 * Confirms exactly these entries, by somebody for whom they were recorded, and returns them; those that no longer wait are
 * left out. Throws a UserError where none waits, or where they are another group's.
 */
export async function confirmEntries(
  context: Context,
  entries: readonly EntryRef[],
  as: string | undefined,
): Promise<EntryRef[]> {
  const confirmed: EntryRef[] = []
  // In the order of their numbers, so that two who confirm at once don't wait for each other.
  const byIssue = Map.groupBy(
    entries.flatMap(e => ('issue' in e ? [e] : [])),
    e => e.issue,
  )
  for (const issue of [...byIssue.keys()].toSorted((a, b) => a - b)) {
    const before = await lockIssue(context.tx, issue)
    const waiting = byIssue
      .get(issue)!
      .map(e => e.number)
      .filter(number => before.unconfirmed.some(e => e.number === number))
    if (waiting.length === 0) continue
    const actionNumber = await askPending(context, before, waiting, toBy(context.actor, HANDLER))
    const { events } = await act(context, issue, { do: 'confirm', entries: waiting, actionNumber }, as)
    confirmed.push(...confirmedIn(events, issue))
  }
  for (const entry of entries)
    if ('statement' in entry && (await waitsToBeConfirmed(context.tx, entry.statement))) {
      await answerOwnStatement(context, entry.statement, true, as)
      confirmed.push(entry)
    }
  if (confirmed.length === 0)
    throw new UserError('nothing-to-confirm', 'None of these entries waits to be confirmed.', 'entries')
  return confirmed
}

/**
 * Confirms everything recorded as said at `said`, for all groups, because the approved report `source` says so. `by`:
 * who entered the report. Returns the entries.
 */
export async function confirmBySource(
  work: Work | Context,
  said: string,
  source: string,
  by?: By,
): Promise<EntryRef[]> {
  const confirmed: EntryRef[] = []
  if ('actor' in work) tsbGroup(work)
  for (const { id } of await withUnconfirmedFrom(work.tx, said, MAX_ISSUES)) {
    const before = await lockIssue(work.tx, id)
    const numbers = before.unconfirmed.filter(e => e.said === said).map(e => e.number)
    if (numbers.length === 0) continue
    const actionNumber = await askPending(work, before, numbers, byWhom(work, by))
    const command = { do: 'confirm', entries: numbers, source, actionNumber } as const
    const { events } =
      'actor' in work
        ? await act(work, id, command, tsbGroup(work))
        : await actAs(work, id, command, { name: by?.name ?? 'TSB', ...personOf(by), roles: [TSB_ROLE] })
    confirmed.push(...confirmedIn(events, id))
  }
  return confirmed
}

const TSB_ROLE: HeldRole = { kind: 'TSB', group: null, groupKind: null }

const personOf = (by: By | undefined) => (by?.person === undefined ? {} : { person: by.person })

/** TSB confirms by the report in its own name, whatever other roles the person has. */
function tsbGroup({ actor }: Context): string {
  if (actor.roles.some(r => r.kind === 'TSB' && (r.group === null || r.group === HANDLER))) return HANDLER
  throw new UserError('not-allowed', 'Only TSB can name the approved report that confirms records.')
}

const byWhom = (work: Work | Context, by: By | undefined): By =>
  'actor' in work ? toBy(work.actor, HANDLER) : (by ?? { name: 'TSB', role: TSB })

/** Enters the action that a conclusion asks of TSAG in the register of actions: only now that it is confirmed. */
async function askPending(
  work: Work,
  { id, stage, pendingConclusion }: IssueState,
  numbers: readonly number[],
  by: By,
): Promise<string | undefined> {
  if (!pendingConclusion?.actionText || stage !== 'wp2' || !numbers.includes(pendingConclusion.number))
    return undefined
  const { actionText: words, entrust } = pendingConclusion
  return askTsag(work, { issue: id, group: HANDLER, words, entrusts: entrust !== undefined, by })
}

const confirmedIn = (events: readonly IssueEvent[], issue: number): EntryRef[] =>
  events.flatMap(e => (e.kind === 'confirmed' ? e.entries.map(number => ({ issue, number })) : []))
