/** What is owed, in words. */
import { describeState } from '../liaisons/replies.ts'
import type { OwedReply, OwedReport } from './debts.ts'

/** "SG3 owes a reply to TSAG-LS4 by 2026-05-01, overdue" */
export const describeOwedReply = ({ group, reference, is }: OwedReply): string =>
  `${group} ${describeState(is).replace('owes a reply', `owes a reply to ${reference}`)}`

/** "SG17 owes WP2 a report on WTSA Action 8 at its meeting of 2026-05" */
export const describeOwedReport = ({ group, report, meeting }: OwedReport): string =>
  `${group} owes ${report.fields.to === undefined ? '' : `${report.fields.to} `}a report on ${report.fields.matter ?? ''} at the meeting of ${meeting} (${report.key})`
