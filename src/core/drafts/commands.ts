/** `report`, `agenda` and `liaison draft`: documents made of what is on record. They read, and change nothing. */
import { type AnyCommand, command, type Permission } from '../commands/command.ts'
import { declareOption, type Option, option, optional } from '../commands/options.ts'
import { UserError } from '../errors.ts'
import { HANDLER } from '../groups/handler.ts'
import { findMeeting, MEETING, meetingRef } from '../meetings/meeting.ts'
import { meetingOption } from '../meetings/options.ts'
import { fieldOption, shortOption } from '../registers/commands/options.ts'
import { menuOf } from '../registers/define.ts'
import { documentFields } from '../registers/documents/fields.ts'
import { field } from '../registers/field.ts'
import { storedLiaisons } from '../registers/liaisons/fields.ts'
import { formatLiaisonKey, liaisonParts, parseLiaisonKey } from '../registers/liaisons/key.ts'
import { liaisons } from '../registers/liaisons/register.ts'
import { describePeriod, NEXT_TSAG, parseMeetingLabel, toMeetingLabel } from '../registers/periods.ts'
import type { ReadEntry } from '../registers/reading/preview.ts'
import { completeKeys, findEntries, findEntry } from '../registers/store.ts'
import { writesAll } from '../registers/writers.ts'
import { cmd, phrase } from '../text/spans.ts'
import { inGeneva } from '../time/geneva.ts'
import { draftEMeetingAgenda } from './agenda/e-meeting.ts'
import { draftPlenaryAgenda } from './agenda/plenary.ts'
import { deliverDraft, deliverPart, FORMATS } from './deliver.ts'
import { findLeaders, gatherReport } from './gather.ts'
import { gatherEMeeting, gatherPlenary } from './gather-agenda.ts'
import { documentOf } from './gather-liaisons.ts'
import { draftLiaison } from './liaison.ts'
import { parsePart, takePart } from './part.ts'
import { citeDocument, citeKey } from './references.ts'
import { draftReport } from './report/report.ts'

const handlers: Permission<unknown> = {
  words: "TSB and WP2's chair and vice-chairs",
  allows: writesAll,
}

/** A Rapporteur drafts liaison statements for WP2. */
const drafters: Permission<unknown> = {
  words: "TSB, WP2's chair and vice-chairs, and Rapporteurs",
  allows: actor =>
    writesAll(actor) || actor.roles.some(r => r.kind === 'RAPPORTEUR' || r.kind === 'ASSOCIATE_RAPPORTEUR'),
}

const format = optional(option.choice(FORMATS, { label: 'Kind of file', example: 'docx' }))
const tsagMeeting = optional(
  fieldOption(field.tsagMeeting({ label: 'TSAG meeting, or next', example: 'TSAG 01-2026' })),
)

/** An action without a number is a gap already; read again it has no key by which it could be compared. */
const isNumbered = ({ register, fields }: ReadEntry): boolean =>
  register !== 'actions' || fields.number !== ''

/** "TSAG 10-2026" → "TSAG-10-2026": part of a file's name. */
const inName = (label: string): string => label.replaceAll(/[^A-Za-z0-9]+/g, '-')

const reportDraft = command({
  path: 'report draft',
  form: { title: 'Draft of a report', submit: 'Draft' },
  summary: "Draft WP2's report of a TSAG meeting from what is on record, with a sheet of what disagrees",
  options: { meeting: tsagMeeting, format },
  effect: 'read',
  who: handlers,
  async run({ meeting = NEXT_TSAG, format = 'docx' }, context) {
    const facts = await gatherReport(context, meeting)
    const { label } = facts.meeting
    return deliverDraft(
      {
        document: draftReport(facts),
        name: `WP2-report-${inName(label)}`,
        format,
        compares: isNumbered,
        more: phrase`${cmd('report part', { part: 'Annex 2', meeting: label })} makes one clause or annex alone.`,
      },
      context,
    )
  },
})

const reportPart = command({
  path: 'report part',
  form: { title: 'Part of a report', submit: 'Draft' },
  summary: "One clause or annex of WP2's report, as it can be drafted now",
  options: {
    part: shortOption({ label: 'Clause or annex', example: 'Annex 2', positional: true }, parsePart),
    meeting: tsagMeeting,
    format,
  },
  effect: 'read',
  who: handlers,
  async run({ part, meeting = NEXT_TSAG, format = 'docx' }, context) {
    const facts = await gatherReport(context, meeting)
    const document = takePart(draftReport(facts), part)
    return deliverPart(
      { document, name: `WP2-report-${inName(facts.meeting.label)}-${inName(part.number)}`, format },
      context,
    )
  },
})

type AgendaOf = { meeting: number } | { label: string }

/** "MTG-3" of the calendar, a TSAG meeting by its label, or the next one. */
function parseAgendaMeeting(raw: string): AgendaOf {
  if (/^MTG/i.test(raw.trim())) return { meeting: MEETING.parse(raw) }
  try {
    return { label: parseMeetingLabel(raw) }
  } catch {
    throw new UserError(
      'no-meeting',
      `"${raw.trim().slice(0, 60)}" is no meeting; write it like MTG-3, TSAG 10-2026, or next for the TSAG meeting to come.`,
    )
  }
}

const AGENDA_MEETING = { label: 'Meeting, or a TSAG meeting', example: 'MTG-3', positional: true } as const

const agendaMeeting: Option<AgendaOf> = {
  ...declareOption('text', AGENDA_MEETING, parseAgendaMeeting),
  complete: meetingOption(AGENDA_MEETING).complete!,
}

const agendaDraft = command({
  path: 'agenda draft',
  form: { title: 'Agenda of {meeting}', submit: 'Draft' },
  summary: "Draft the agenda of WP2's plenary at a TSAG meeting, or of a meeting between TSAG meetings",
  options: { meeting: agendaMeeting, format },
  effect: 'read',
  who: handlers,
  async run({ meeting, format = 'docx' }, context) {
    const found = 'meeting' in meeting ? await findMeeting(context.tx, meeting.meeting) : undefined
    if (found && found.kind !== 'TSAG_MEETING') {
      if (found.group !== HANDLER && !found.group.startsWith('RG-'))
        throw new UserError(
          'no-agenda',
          `${meetingRef(found)} is a meeting of ${found.group}; agendas are drafted for WP2 and its Rapporteur groups.`,
          'meeting',
        )
      const document = draftEMeetingAgenda(await gatherEMeeting(context, found))
      return deliverDraft({ document, name: `Agenda-${meetingRef(found)}`, format }, context)
    }
    const label = found
      ? toMeetingLabel(inGeneva(found.starts).toPlainDate().toString())
      : (meeting as { label: string }).label
    const facts = await gatherPlenary(context, label)
    const name = `WP2-agenda-${inName(facts.meeting.label)}`
    return deliverDraft(
      { document: draftPlenaryAgenda(facts), name, format, compares: entry => entry.register !== 'actions' },
      context,
    )
  },
})

const liaisonDraft = command({
  path: 'liaison draft',
  form: { title: 'Draft of a statement', submit: 'Draft' },
  summary: 'Draft an outgoing liaison statement in the form of Rec. ITU-T A.1',
  brief: 'Draft an outgoing one',
  menu: menuOf(liaisons, drafters),
  options: {
    liaison: {
      ...shortOption({ label: 'Liaison statement', example: 'TSAG-LS4', positional: true }, raw => raw),
      complete: async (typed, { tx, now }) =>
        (await completeKeys(tx, { name: storedLiaisons.name }, typed.trim(), 25)).map(key => ({
          label: formatLiaisonKey(key, now),
          value: formatLiaisonKey(key, now),
        })),
    },
    format,
  },
  effect: 'read',
  who: drafters,
  async run({ liaison, format = 'docx' }, context) {
    const { tx, now } = context
    const key = parseLiaisonKey(liaison, now)
    const entry = await findEntry(tx, storedLiaisons, key)
    const reference = formatLiaisonKey(key, now)
    if (!entry)
      throw new UserError(
        'no-entry',
        phrase`${reference} is not in the register of liaison statements; ${cmd('liaison add', { liaison: reference })} enters it.`,
        'liaison',
      )
    if (entry.fields.direction !== 'outgoing')
      throw new UserError(
        'incoming',
        `${reference} is an incoming liaison statement; only outgoing ones are drafted.`,
        'liaison',
      )
    const document = documentOf(entry, now)
    const [listed] = document
      ? await findEntries(tx, { name: 'documents', fields: documentFields }, [document])
      : []
    const { code, period } = liaisonParts(key)
    const people = await findLeaders(tx)
    return deliverDraft(
      {
        document: draftLiaison({
          entry,
          code,
          document: listed ? citeDocument(listed) : document && citeKey(document),
          studyPeriod: describePeriod(period),
          chairs: people(HANDLER, 'CHAIR'),
        }),
        name: `Liaison-${inName(reference)}`,
        format,
      },
      context,
    )
  },
})

export const draftCommands: AnyCommand[] = [reportDraft, reportPart, agendaDraft, liaisonDraft]
