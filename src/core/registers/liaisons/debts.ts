/**
 * Finds who owes a reply to a liaison statement. Pure. A reply is owed only by an addressee on record who was asked
 * for action or comment. No reply is never agreement. A reply names its target without the study period, and early
 * replies of a period answer the last one's: if two periods have the number on record, nothing is concluded.
 */
import { type Addressee, ALL_STUDY_GROUPS, type LaterReply, type RecordedReply } from './addressees.ts'

/** A reply found in the register: who sent it, in which document. */
export interface FoundReply {
  groups: readonly string[]
  /** "TSAG-TD226" */
  document: string
}

export interface Statement {
  addressees: readonly Addressee[] | undefined
  replied: readonly RecordedReply[]
  /** Groups that said that they intend no reply. */
  noReply: readonly string[]
  /** Groups that can't meet the date that was asked for, with the date that they named instead. */
  later: readonly LaterReply[]
}

export type AddresseeState =
  | { state: 'replied'; documents: string[] }
  | { state: 'no reply intended' }
  /** `askedBy`: the date that was asked for, where the addressee named another one. */
  | { state: 'owes'; replyBy: string | null; askedBy: string | null; overdue: boolean }
  | { state: 'for information' }
  /** Unknown whether a reply is owed. */
  | { state: 'purpose not on record' }

export interface ReplyState {
  /** Undefined: the addressees are not on record. */
  addressees: { group: string; is: AddresseeState }[] | undefined
  /** All who replied, addressees or not, with their documents. */
  replied: { group: string; documents: string[] }[]
  /** Replies that may be to a statement of another study period with the same number. */
  undecided: readonly FoundReply[]
}

export interface DebtInput {
  statement: Statement
  /** Replies that name its number with its study period. */
  certain: readonly FoundReply[]
  /** Replies that name its number alone. */
  replies: readonly FoundReply[]
  /** Another study period has a statement with this number on record. */
  ambiguous: boolean
  /** The study groups that exist, for "all SGs". */
  studyGroups: readonly string[]
  today: Temporal.PlainDate
}

export function findReplyState({
  statement,
  certain,
  replies,
  ambiguous,
  studyGroups,
  today,
}: DebtInput): ReplyState {
  const replied = new Map<string, string[]>()
  const add = (group: string, document: string | null) => {
    const documents = replied.get(group) ?? []
    replied.set(
      group,
      document === null || documents.includes(document) ? documents : [...documents, document],
    )
  }
  for (const { group, document } of statement.replied) add(group, document)
  for (const { groups, document } of [...certain, ...(ambiguous ? [] : replies)])
    for (const group of groups) add(group, document)
  const state = ({ group, purpose, replyBy }: Addressee): AddresseeState => {
    const documents = replied.get(group)
    if (documents) return { state: 'replied', documents }
    if (statement.noReply.includes(group)) return { state: 'no reply intended' }
    if (purpose === 'information') return { state: 'for information' }
    if (purpose === null) return { state: 'purpose not on record' }
    const by = statement.later.find(l => l.group === group)?.date ?? replyBy
    return { state: 'owes', replyBy: by, askedBy: replyBy, overdue: by !== null && isPast(by, today) }
  }
  return {
    addressees: statement.addressees
      ?.flatMap(addressee => expand(addressee, studyGroups))
      .map(addressee => ({ group: addressee.group, is: state(addressee) })),
    replied: [...replied].map(([group, documents]) => ({ group, documents })),
    undecided: ambiguous ? replies : [],
  }
}

const expand = (addressee: Addressee, studyGroups: readonly string[]): Addressee[] =>
  addressee.group === ALL_STUDY_GROUPS ? studyGroups.map(group => ({ ...addressee, group })) : [addressee]

/** Whether a date is over; one known to the month or the year, when its month or year is. */
export function isPast(replyBy: string, today: Temporal.PlainDate): boolean {
  const day = today.toString()
  return day.slice(0, replyBy.length) > replyBy
}

/** The groups that owe a reply. */
export const findDebtors = ({ addressees }: ReplyState): string[] =>
  (addressees ?? []).flatMap(({ group, is }) => (is.state === 'owes' ? [group] : []))
