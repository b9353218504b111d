/** Plans of meetings as files: CSV or JSON, one meeting a row. */

import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type Deadline, parseDeadline } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import { readTitle } from '../meetings/title.ts'
import { parseGroupId } from '../references/group-names.ts'
import { cmd, phrase } from '../text/spans.ts'
import { parseDate, parseTimeSpan, type TimeSpan } from '../time/parse.ts'

/** A meeting as a plan states it. */
export interface PlannedMeeting {
  group: string
  kind: 'RG_INTERIM' | 'WP_E_MEETING' | 'COORDINATION_E_MEETING'
  date: Temporal.PlainDate
  time: TimeSpan
  /** Undefined: the plan says nothing of a title. */
  title: string | undefined
  objective: string
  deadline: Deadline
}

/** The columns of a plan, in the order of the template. */
export const COLUMNS = ['group', 'kind', 'date', 'time', 'objective', 'deadline'] as const
/** And one that may be left out. */
export const OPTIONAL_COLUMN = 'title'

/** A plan to begin with: WP2's and a Rapporteur group's meeting. */
export const TEMPLATE = [
  COLUMNS.join(','),
  'RG-DT,interim,2026-03-11,13:00–15:00,Progress the work on its terms of reference,7 days before',
  'RG-DT,interim,2026-05-13,13:00–15:00,Progress the work on its terms of reference,2026-05-07',
  'WP2,coordination,2026-05-25,14:00–16:00,Issues brought by the SG chairs,none',
  "WP2,e-meeting,2027-01-25,14:00–16:30,Reviewing inputs on lead SG to TSAG,the TSAG meeting's contribution deadline",
].join('\n')

const KINDS: Record<string, PlannedMeeting['kind']> = {
  interim: 'RG_INTERIM',
  coordination: 'COORDINATION_E_MEETING',
  'e-meeting': 'WP_E_MEETING',
}

const Row = z.object({
  group: z.string(),
  kind: z.string(),
  date: z.string(),
  time: z.string(),
  objective: z.string(),
  deadline: z.string().default('none'),
  title: z.string().optional(),
})

/** Reads a plan. Throws a UserError that names the row and what is wrong in it; a plan is taken whole or not at all. */
export function readPlan(text: string): PlannedMeeting[] {
  const rows = text.trim().startsWith('[') || text.trim().startsWith('{') ? fromJson(text) : fromCsv(text)
  if (rows.length === 0)
    throw new UserError(
      'empty-plan',
      phrase`The plan holds no meeting; ${cmd('plan template')} shows how one looks.`,
      'plan',
    )
  return rows.map((row, i) => readRow(row, i + 1))
}

function fromCsv(text: string): unknown[] {
  try {
    return parse(text, {
      columns: header => header.map((h: string) => h.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
      bom: true,
    })
  } catch (error) {
    throw new UserError(
      'not-a-plan',
      phrase`The plan can't be read as CSV: ${error instanceof Error ? error.message : String(error)}. ${cmd('plan template')} shows how one looks.`,
      'plan',
    )
  }
}

function fromJson(text: string): unknown[] {
  try {
    const read: unknown = JSON.parse(text)
    return z
      .union([z.array(z.unknown()), z.object({ meetings: z.array(z.unknown()) }).transform(p => p.meetings)])
      .parse(read)
  } catch {
    throw new UserError(
      'not-a-plan',
      "The plan can't be read as JSON: it is a list of meetings, each with group, kind, date, time, objective and deadline.",
      'plan',
    )
  }
}

function readRow(row: unknown, number: number): PlannedMeeting {
  const read = Row.safeParse(row)
  if (!read.success)
    throw new UserError(
      'not-a-plan',
      `Row ${number} of the plan lacks ${read.error.issues.map(i => i.path.join('.')).join(', ')}.`,
      'plan',
    )
  try {
    const kind = KINDS[read.data.kind.trim().toLowerCase()]
    if (!kind)
      throw new UserError(
        'no-kind',
        `"${read.data.kind}" is not a kind; write interim, coordination or e-meeting.`,
      )
    return {
      group: parseGroupId(read.data.group),
      kind,
      date: parseDate(read.data.date),
      time: parseTimeSpan(read.data.time),
      title: read.data.title?.trim() ? readTitle(read.data.title) : undefined,
      objective: read.data.objective.trim(),
      deadline: parseDeadline(read.data.deadline),
    }
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError('not-a-plan', `Row ${number} of the plan: ${error.message}`, 'plan')
    throw error
  }
}
