/** The answers to a report that is owed: given, by another date, none intended. */
import { type AnyCommand, type Context, command, type Permission } from '../../commands/command.ts'
import { type Option, option, optional, positional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import type { Message } from '../../messages/message.ts'
import type { Actor } from '../../roles/actor.ts'
import { originFrom, written } from '../commands/changing.ts'
import { fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { assertDateAhead, describeField, field, parseBody } from '../field.ts'
import { NEXT_TSAG } from '../periods.ts'
import type { Register } from '../register.ts'
import { addEntry, changeEntry, getEntry, listEntries } from '../store.ts'
import { nextTsagLabel } from '../tsag.ts'
import { hasRole, writesAll } from '../writers.ts'
import { isSameBody } from './debt.ts'
import { groupsAnsweredFor } from './debtors.ts'
import { findDebts } from './debts.ts'
import {
  describeMeeting,
  openMeetings,
  type Report,
  type ReportFields,
  readMeeting,
  reportFields,
  STANDING,
  type Standing,
} from './fields.ts'
import { reportName } from './reminder-message.ts'
import { MATTERS } from './tsag-brings.ts'

const NAME = /^(?:(.+?)['’]?s?\s+)?(lead[ -]sg|progress)(?: report)?$/i

/** A report-back, or a standing report of a group. */
type Named = { report: string } | { group: string; standing: Standing }

/** "RB-1"; "SG17 lead SG report", "RG-DT progress"; "progress" of the only group that somebody answers for. Throws a UserError. */
function parseName(
  raw: string,
  register: Register<typeof reportFields>,
  { now, actor }: Pick<Context, 'now' | 'actor'>,
): Named {
  const [, group, kind] = NAME.exec(raw.trim()) ?? []
  if (kind === undefined) return { report: register.key.parse(raw, now) }
  const standing = STANDING.find(s => s.toLowerCase() === kind.toLowerCase().replace('-', ' '))!
  if (group !== undefined) return { group: parseBody(group), standing }
  const own = writesAll(actor) ? [] : groupsAnsweredFor(actor)
  if (own.length === 1) return { group: own[0]!, standing }
  throw new UserError('whose-report', `Whose report is it? Write it like SG17 ${standing} report.`, 'report')
}

const reportOption: Option<string> = {
  ...shortOption(
    { label: 'Report-back, or whose report', example: 'SG17 lead SG report', positional: true },
    raw => raw,
  ),
  complete: async (typed, work) => {
    const names = (await findDebts(work)).flatMap(debt => (debt.kind === 'report' ? [reportName(debt)] : []))
    return [...new Set(names)]
      .filter(name => name.toLowerCase().includes(typed.trim().toLowerCase()))
      .slice(0, 25)
      .map(name => ({ label: name, value: name }))
  },
}

const meetingOption = optional(
  shortOption({ label: 'Meeting, as it stands there', example: '2026-05' }, readMeeting),
)

/** Permission for people who answer for the group that owes the report. */
const answers = (register: Register<typeof reportFields>): Permission<{ report: string }> => ({
  words: "TSB, WP2's chair and vice-chairs, and those who hold a role in the group that owes the report",
  reads: ['report'],
  couldAllow: hasRole,
  async allows(actor: Actor, { report }, { tx, now }) {
    if (writesAll(actor)) return true
    const named = parseName(report, register, { now, actor })
    const group =
      'group' in named ? named.group : (await getEntry(tx, register, named.report, now)).fields.group
    return groupsAnsweredFor(actor).some(own => isSameBody(own, group ?? ''))
  },
})

/** The entry, with the meeting that is meant; a standing report comes into the register with its first answer. */
interface Found {
  before: Report | undefined
  fields: ReportFields
  meeting: string
}

async function find(
  register: Register<typeof reportFields>,
  raw: string,
  asked: string | undefined,
  context: Context,
): Promise<Found> {
  const { tx, now } = context
  const named = parseName(raw, register, context)
  if ('report' in named) {
    const before = await getEntry(tx, register, named.report, now)
    return { before, fields: before.fields, meeting: chooseMeeting(before.fields, asked, named.report) }
  }
  const { group, standing } = named
  const all = await listEntries(tx, register, { contains: [[{ standing }]] })
  const owed = (await findDebts(context)).filter(
    debt => debt.kind === 'report' && debt.standing === standing && isSameBody(debt.group, group),
  )
  const known = owed.flatMap(debt => (debt.kind === 'report' && debt.report ? [debt.report] : []))[0]
  const before = known ?? all.find(({ fields }) => isSameBody(fields.group ?? '', group))
  const meeting =
    asked === undefined || asked === NEXT_TSAG
      ? (owed.flatMap(debt => (debt.kind === 'report' ? [debt.meeting] : []))[0] ??
        (await nextTsagLabel(tx, now)))
      : asked
  if (meeting === undefined)
    throw new UserError(
      'no-meeting',
      'The next TSAG meeting is not on the calendar yet; say which meeting is meant, like TSAG 10-2026.',
      'meeting',
    )
  const isKnown =
    before?.fields.meetings?.includes(meeting) || owed.some(d => d.kind === 'report' && d.meeting === meeting)
  if (!isKnown)
    throw new UserError(
      'not-owed',
      `${group} owes no such report for ${describeMeeting(meeting)}.`,
      'meeting',
    )
  const fields = before?.fields ?? { group, matter: MATTERS[standing], to: 'TSAG', standing, meetings: [] }
  const meetings = [...new Set([...(fields.meetings ?? []), meeting])]
  return { before, fields: { ...fields, meetings }, meeting }
}

/** The meeting named, or the first one to which the report is still owed. */
function chooseMeeting(fields: ReportFields, asked: string | undefined, key: string): string {
  const meeting = asked ?? openMeetings(fields)[0] ?? fields.meetings?.[0]
  if (meeting !== undefined && fields.meetings?.includes(meeting)) return meeting
  throw new UserError(
    'no-meeting',
    `No report is owed for ${meeting === undefined ? '' : describeMeeting(meeting)}; ${key} is owed for ${describeField(reportFields.meetings, fields.meetings)}.`,
    'meeting',
  )
}

/** The known values with those of one meeting replaced; undefined: there are still none. */
const replaced = <T>(
  known: readonly T[] | undefined,
  isOfMeeting: (value: T) => boolean,
  said: readonly T[] | undefined,
): T[] | undefined =>
  known === undefined && said === undefined
    ? undefined
    : [...(known ?? []).filter(value => !isOfMeeting(value)), ...(said ?? [])]

/** Writes what is said of a report at one meeting; an earlier word of it is replaced. */
async function answer(
  register: Register<typeof reportFields>,
  { before, fields, meeting }: Found,
  said: Pick<ReportFields, 'done' | 'later' | 'noReport'>,
  context: Context,
  source: string | undefined,
): Promise<Message> {
  const { done, later, noReport } = fields
  const whole = {
    ...fields,
    done: replaced(done, named => named === meeting, said.done),
    later: replaced(later, l => l.meeting === meeting, said.later),
    noReport: replaced(noReport, named => named === meeting, said.noReport),
  }
  const origin = originFrom(context, source)
  if (before) {
    const after = await changeEntry(context, register, before, { fields: whole }, origin)
    return written(register, before, after, context)
  }
  const known = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined))
  const added = await addEntry(context, register, { key: undefined, fields: known as ReportFields }, origin)
  return written(register, undefined, added, context)
}

export const reportCommands = (register: Register<typeof reportFields>): AnyCommand[] => [
  command({
    path: 'owed given',
    form: { title: '{report} was given', submit: 'Record' },
    summary: 'A report was given to a meeting, so it is owed no more',
    brief: 'A report was given to a meeting',
    options: {
      report: reportOption,
      meeting: meetingOption,
      source: optional(option.text({ label: 'Document of the report', example: 'TD350' })),
    },
    effect: 'change',
    who: answers(register),
    asksFor: () => ['source'],
    async run({ report, meeting, source }, context) {
      const found = await find(register, report, meeting, context)
      return answer(register, found, { done: [found.meeting] }, context, source)
    },
  }),
  command({
    path: 'owed later',
    form: { title: '{report} comes later', submit: 'Record' },
    summary: 'A report comes by another date than that of its meeting',
    brief: 'A report comes by another date',
    options: {
      report: reportOption,
      date: positional(fieldOption(field.date({ label: 'Date by which it comes', example: '2026-06-10' }))),
      meeting: meetingOption,
      source: sourceOption,
    },
    effect: 'change',
    who: answers(register),
    async run({ report, meeting, date, source }, context) {
      assertDateAhead(date, context.now)
      const found = await find(register, report, meeting, context)
      return answer(register, found, { later: [{ meeting: found.meeting, date }] }, context, source)
    },
  }),
  command({
    path: 'owed no-report',
    form: { title: 'No {report|report}', submit: 'Record' },
    summary: 'No report is intended for a meeting, so it is owed no more',
    brief: 'No report is intended for a meeting',
    options: { report: reportOption, meeting: meetingOption, source: sourceOption },
    effect: 'change',
    who: answers(register),
    async run({ report, meeting, source }, context) {
      const found = await find(register, report, meeting, context)
      return answer(register, found, { noReport: [found.meeting] }, context, source)
    },
  }),
]
