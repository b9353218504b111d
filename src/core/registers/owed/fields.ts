/** Report-backs: who reports on what, to which meetings. */
import { z } from 'zod'
import { UserError } from '../../errors.ts'
import {
  describePartial,
  type Field,
  field,
  parsePartialDate,
  parseWords,
  readPartialDate,
} from '../field.ts'
import type { RegisterEntry } from '../register.ts'

/** Reports that every TSAG meeting brings: of an SG on its lead SG roles, of a Rapporteur group or a JCA on its work. */
export const STANDING = ['lead SG', 'progress'] as const
export type Standing = (typeof STANDING)[number]

/** A report that comes by another date than that of its meeting. */
export interface LaterReport {
  /** The meeting as it stands in the report-back: "2026-05". */
  meeting: string
  date: string
}

const laterSchema: z.ZodType<LaterReport> = z.object({ meeting: z.string(), date: z.string() })

/** "2026-05 (2026-06-10)" */
const later: Field<LaterReport[]> = field.list(
  { label: 'Reports by another date', example: '2026-05 (2026-06-10)' },
  laterSchema,
  raw => {
    const [, meeting, date] = /^(.*?)\s*\((.*)\)$/.exec(parseWords(raw)) ?? []
    if (meeting === undefined || date === undefined)
      throw new UserError('no-date', `"${raw.trim()}" has no date; write it like 2026-05 (2026-06-10).`)
    return { meeting: readMeeting(meeting), date: parsePartialDate(date) }
  },
  ({ meeting, date }) => `${meeting} (${date})`,
  ({ meeting, date }) => `${describeMeeting(meeting)} (${describePartial(date)})`,
)

/** "2026-05" → "May 2026"; a label or a number of a meeting stays. */
export const describeMeeting = (meeting: string): string =>
  /^\d{4}-\d{2}(?:-\d{2})?$/.test(meeting) ? describePartial(meeting) : meeting

/** "May 2026" → "2026-05", as a report-back names its meetings; a label or a number of a meeting stays. */
export const readMeeting = (raw: string): string => readPartialDate(raw) ?? parseWords(raw)

/** Meetings as they are named in a report-back. */
const meetings = (label: string, example: string): Field<string[]> =>
  field.list({ label, example }, z.string(), readMeeting, meeting => meeting, describeMeeting)

export const reportFields = {
  group: field.group({ label: 'Reporting group', example: 'SG17' }),
  matter: field.text({ label: 'Subject', example: 'WTSA Action 8' }),
  to: field.group({ label: 'To', example: 'WP2' }),
  meetings: meetings('At the meetings of', '2026-05, 2026-09'),
  done: meetings('Already given at', '2026-05'),
  later,
  noReport: meetings('No report intended at', '2026-05'),
  standing: field.choice(STANDING, { label: 'Standing report', example: 'lead SG' }),
}

export type ReportFields = {
  [K in keyof typeof reportFields]?: (typeof reportFields)[K] extends Field<infer T> ? T : never
}
export type Report = RegisterEntry<ReportFields>

/** The name under which its entries are stored, and their fields. */
export const storedReports = { name: 'report-backs', fields: reportFields }

/** The meetings to which a report is still owed, as they stand in it. */
export const openMeetings = ({ meetings = [], done = [], noReport = [] }: ReportFields): string[] =>
  meetings.filter(meeting => !done.includes(meeting) && !noReport.includes(meeting))
