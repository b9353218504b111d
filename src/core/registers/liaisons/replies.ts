/** The state of replies to liaison statements, from the register. */
import type { Context } from '../../commands/command.ts'
import { knownStudyGroups } from '../../groups/registry.ts'
import { type Block, note, table } from '../../messages/message.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import { inGeneva } from '../../time/geneva.ts'
import type { FieldValues } from '../field.ts'
import { PERIOD_CODES } from '../periods.ts'
import type { RegisterEntry } from '../register.ts'
import { findEntries, listEntries } from '../store.ts'
import { type AddresseeState, findReplyState, type ReplyState } from './debts.ts'
import { type liaisonFields, storedLiaisons } from './fields.ts'
import { liaisonParts } from './key.ts'

export type Liaison = RegisterEntry<FieldValues<typeof liaisonFields>>

/**
 * Who replied and who owes a reply. `key`: of a statement whose number is known; `statement` is undefined for one that
 * the register knows from replies only. Replies of earlier study periods than the statement's don't count.
 */
export async function findReplies(
  { tx, now }: Pick<Context, 'tx' | 'now'>,
  key: string,
  statement: Liaison | undefined,
): Promise<ReplyState> {
  const { code, period } = liaisonParts(key)
  const found =
    code === undefined ? [] : await listEntries(tx, storedLiaisons, { contains: [[{ repliesTo: [code] }]] })
  const others = PERIOD_CODES.filter(other => other !== period).map(other => `${other}-${code}`)
  const ambiguous = code !== undefined && (await findEntries(tx, storedLiaisons, others)).length > 0
  return findReplyState({
    statement: {
      addressees: statement?.fields.addressees,
      replied: statement?.fields.replied ?? [],
      noReply: statement?.fields.noReply ?? [],
    },
    replies: found
      .filter(reply => liaisonParts(reply.key).period >= period)
      .map(({ key, fields }) => ({
        groups: fields.senders ?? [],
        document: fields.document ?? liaisonParts(key).code ?? key,
      })),
    ambiguous,
    studyGroups: await knownStudyGroups(tx, now),
    today: inGeneva(now).toPlainDate(),
  })
}

/** Below an outgoing statement: its addressees and who replied, or the step that enters them. */
export async function replyBlocks(entry: Liaison, { tx, now }: Context): Promise<Block[]> {
  if (entry.fields.direction !== 'outgoing') return []
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
      return `owes a reply${is.replyBy === null ? ', no date on record' : ` by ${is.replyBy}`}${is.overdue ? ', overdue' : ''}`
    default:
      return is.state
  }
}
