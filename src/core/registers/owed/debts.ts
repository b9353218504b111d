/** What is owed: replies to liaison statements and report-backs, found in the registers. */
import type { Transaction } from '../../database/client.ts'
import type { FieldValues } from '../field.ts'
import { ALL_STUDY_GROUPS } from '../liaisons/addressees.ts'
import type { AddresseeState } from '../liaisons/debts.ts'
import { storedLiaisons } from '../liaisons/fields.ts'
import { formatLiaisonKey } from '../liaisons/key.ts'
import { findReplies, type Liaison } from '../liaisons/replies.ts'
import type { RegisterEntry } from '../register.ts'
import { listEntries } from '../store.ts'
import { type reportFields, storedReports } from './fields.ts'

export interface OwedReply {
  statement: Liaison
  /** "TSAG-LS4" */
  reference: string
  group: string
  is: Extract<AddresseeState, { state: 'owes' }>
}

export type Report = RegisterEntry<FieldValues<typeof reportFields>>

export interface OwedReport {
  report: Report
  group: string
  /** A meeting to which the report has not been given. */
  meeting: string
}

interface Work {
  tx: Transaction
  now: Temporal.Instant
}

/** Replies that are owed, all or those of one group. Statements whose addressees are not on record owe nothing here. */
export async function findOwedReplies(work: Work, group?: string): Promise<OwedReply[]> {
  const contains =
    group === undefined
      ? [[{ direction: 'outgoing' }]]
      : [[{ addressees: [{ group }] }, { addressees: [{ group: ALL_STUDY_GROUPS }] }]]
  const statements = await listEntries(work.tx, storedLiaisons, { contains })
  const owed: OwedReply[] = []
  for (const statement of statements.filter(s => s.fields.addressees !== undefined)) {
    const { addressees = [] } = await findReplies(work, statement.key, statement)
    for (const { group: addressee, is } of addressees)
      if (is.state === 'owes' && (group === undefined || addressee === group))
        owed.push({
          statement,
          reference: formatLiaisonKey(statement.key, work.now),
          group: addressee,
          is,
        })
  }
  return owed
}

/** Report-backs that are owed, of one group, or to a meeting. */
export async function findOwedReports(
  { tx }: Work,
  wanted: { group?: string | undefined; meeting?: string | undefined } = {},
): Promise<OwedReport[]> {
  const contains = wanted.group === undefined ? [] : [[{ group: wanted.group }]]
  const reports = await listEntries(tx, storedReports, { contains })
  return reports.flatMap(report =>
    (report.fields.meetings ?? [])
      .filter(meeting => !report.fields.done?.includes(meeting))
      .filter(meeting => wanted.meeting === undefined || isMeeting(meeting, wanted.meeting))
      .map(meeting => ({ report, group: report.fields.group ?? '', meeting })),
  )
}

/** "2026-05" is the meeting of "2026-05-25"; names are compared as they are. */
const isMeeting = (owed: string, asked: string): boolean =>
  owed === asked || (/^\d{4}-\d{2}/.test(owed) && asked.startsWith(owed))
