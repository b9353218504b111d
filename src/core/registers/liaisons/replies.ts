/** The state of replies to liaison statements, from the register. */
import type { Context } from '../../commands/command.ts'
import type { Transaction } from '../../database/client.ts'
import { knownStudyGroups } from '../../groups/registry.ts'
import { type Block, note, table } from '../../messages/message.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import { inGeneva } from '../../time/geneva.ts'
import { describePartial, type FieldValues } from '../field.ts'
import { PERIOD_CODES } from '../periods.ts'
import type { RegisterEntry } from '../register.ts'
import { findEntries } from '../store.ts'
import { type Row, toEntry } from '../store-rows.ts'
import { type AddresseeState, type FoundReply, findReplyState, type ReplyState } from './debts.ts'
import { type liaisonFields, storedLiaisons } from './fields.ts'
import { liaisonParts } from './key.ts'

export type Liaison = RegisterEntry<FieldValues<typeof liaisonFields>>

/**
 * The groups that replied, and those that owe a reply. `key`: of a statement whose number is known; `statement` is
 * undefined for one that the register knows from replies only.
 */
export async function findReplies(
  work: Pick<Context, 'tx' | 'now'>,
  key: string,
  statement: Liaison | undefined,
): Promise<ReplyState> {
  return (await findReplyStates(work, [{ key, statement }])).get(key)!
}

/**
 * The same of several statements, in as many queries as of one. A reply names its target without the study period, so
 * those of earlier periods than the statement's don't count; one that names the period answers that statement alone.
 */
export async function findReplyStates(
  { tx, now }: Pick<Context, 'tx' | 'now'>,
  asked: readonly { key: string; statement: Pick<Liaison, 'fields'> | undefined }[],
): Promise<Map<string, ReplyState>> {
  const codes = [...new Set(asked.flatMap(({ key }) => liaisonParts(key).code ?? []))]
  const periods = codes.flatMap(code => PERIOD_CODES.map(period => `${period}-${code}`))
  const found = await findReplyEntries(tx, [...codes, ...periods])
  const known = new Set((await findEntries(tx, storedLiaisons, periods)).map(entry => entry.key))
  const studyGroups = await knownStudyGroups(tx, now)
  const today = inGeneva(now).toPlainDate()
  return new Map(
    asked.map(({ key, statement }) => {
      const { code, period } = liaisonParts(key)
      const others = PERIOD_CODES.filter(other => other !== period).map(other => `${other}-${code}`)
      const named = found.get(key) ?? []
      const unnamed = (code === undefined ? [] : (found.get(code) ?? [])).filter(
        reply => liaisonParts(reply.key).period >= period,
      )
      const state = findReplyState({
        statement: {
          addressees: statement?.fields.addressees,
          replied: statement?.fields.replied ?? [],
          noReply: statement?.fields.noReply ?? [],
          later: statement?.fields.later ?? [],
        },
        certain: named.map(toFound),
        replies: unnamed.map(toFound),
        ambiguous: others.some(other => known.has(other)),
        studyGroups,
        today,
      })
      return [key, state]
    }),
  )
}

const toFound = ({ key, fields }: Liaison): FoundReply => ({
  groups: fields.senders ?? [],
  document: fields.document ?? liaisonParts(key).code ?? key,
})

/**
 * The statements that reply to one of these numbers, by the number as they name it. OFFSET 0, because PostgreSQL would
 * otherwise read all entries of the register for each number, beside the few that name it.
 */
async function findReplyEntries(tx: Transaction, named: readonly string[]): Promise<Map<string, Liaison[]>> {
  if (named.length === 0) return new Map()
  const rows = await tx.$queryRaw<(Row & { named: string })[]>`
    SELECT asked.named, e.id, e.key, e.fields, e.version, e.at
    FROM unnest(${[...named]}::text[]) AS asked(named) CROSS JOIN LATERAL (
      SELECT * FROM "RegisterEntry"
      WHERE fields @> jsonb_build_object('repliesTo', jsonb_build_array(asked.named)) OFFSET 0) AS e
    WHERE e.register = ${storedLiaisons.name} AND NOT e.removed ORDER BY e."sortKey"`
  return new Map(
    [...Map.groupBy(rows, row => row.named)].map(([name, of]) => [
      name,
      of.map(row => toEntry(storedLiaisons, row)),
    ]),
  )
}

/** Below a statement that awaits replies: its addressees and who replied, or the step that enters them. */
export async function replyBlocks(entry: Liaison, { tx, now }: Context): Promise<Block[]> {
  if (entry.fields.direction !== 'outgoing' && entry.fields.addressees === undefined) return []
  const state = await findReplies({ tx, now }, entry.key, entry)
  const rows = (state.addressees ?? []).map(({ group, is }): Text[] => [group, describeState(is)])
  return [
    ...(rows.length > 0 ? [table(['Addressee', 'Reply'], rows)] : []),
    ...(state.addressees === undefined ? [note(describeUnknown(state, entry.key.slice(4)))] : []),
    ...(state.undecided.length > 0 ? [note(describeUndecided(state))] : []),
  ]
}

/** "Its addressees are not on record; replied: SG2 (TSAG-TD226), …", with the step that enters them. */
export const describeUnknown = (state: ReplyState, reference: string): Text =>
  phrase`The addressees of ${reference} are not on record; replied: ${describeReplied(state)}. TSB enters them with ${cmd('liaison to', { liaison: reference, groups: 'all SGs', purpose: 'action' })}.`

export const describeReplied = ({ replied }: ReplyState): string =>
  replied.length === 0
    ? 'none so far'
    : replied
        .map(r => (r.documents.length > 0 ? `${r.group} (${r.documents.join(', ')})` : r.group))
        .join(', ')

export const describeUndecided = ({ undecided }: ReplyState): Text =>
  phrase`${undecided.map(r => r.document).join(', ')} may reply to the statement of another study period with this number; ${cmd('liaison replied')} says which.`

export function describeState(is: AddresseeState): string {
  switch (is.state) {
    case 'replied':
      return is.documents.length > 0 ? `replied: ${is.documents.join(', ')}` : 'replied'
    case 'owes':
      return `owes a reply${describeReplyBy(is)}${is.overdue ? ', overdue' : ''}`
    default:
      return is.state
  }
}

/** " by 1 June 2026, instead of 1 May 2026"; ", no date on record" */
function describeReplyBy({ replyBy, askedBy }: { replyBy: string | null; askedBy: string | null }): string {
  if (replyBy === null) return ', no date on record'
  const instead = askedBy === null || askedBy === replyBy ? '' : `, instead of ${describePartial(askedBy)}`
  return ` by ${describePartial(replyBy)}${instead}`
}
