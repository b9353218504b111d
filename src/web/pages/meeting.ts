/** One meeting: when, for what, how it stands, its agenda, its history. */
import type { Context } from 'hono'
import { describeEntry, readAgenda } from '../../core/agenda/agenda.ts'
import { contributionsTo, contributionWords } from '../../core/agenda/contributions.ts'
import { attendanceBlocks } from '../../core/calendar/card.ts'
import { historyBlocks } from '../../core/calendar/history.ts'
import { meetingPath } from '../../core/ics/file.ts'
import { listStatements } from '../../core/issues/statements.ts'
import { describeAttendance, findAttendance } from '../../core/meetings/attendance.ts'
import { findMeeting, MEETING, type Meeting, meetingRef } from '../../core/meetings/meeting.ts'
import { decides, mayKnow, schedules } from '../../core/meetings/permission.ts'
import { meetingFields, meetingName } from '../../core/meetings/words.ts'
import type { Block } from '../../core/messages/message.ts'
import { PAGES } from '../../core/references/pages.ts'
import { renderBlocks, type ShownCommand } from './blocks.ts'
import type { Page } from './layout.ts'
import { markup } from './markup.ts'
import { asKnown, isElsewhere } from './meetings.ts'
import { readPart } from './query.ts'
import type { Reader } from './reader.ts'
import { linked } from './text.ts'

export async function meetingPageOf(c: Context, reader: Reader): Promise<Page> {
  const { context, base } = reader
  const { tx, actor } = context
  const found = await findMeeting(tx, MEETING.parse(readPart(c, 'reference')))
  const m = asKnown(found, context)
  const isKnown = mayKnow(actor, found)
  const agenda = isKnown ? await readAgenda(tx, m.id) : []
  const contributions = isKnown ? (await contributionsTo(tx, m.id)).map(contributionWords) : []
  const attending = isKnown ? await findAttendance(tx, m.id) : []
  const statements = isKnown ? await listStatements(tx, { meeting: m.id }) : []
  return {
    title: `${meetingName(m)}, ${meetingRef(m)}`,
    under: PAGES.calendar,
    commands: commandsFor(found, reader),
    body: markup`${m.matter !== undefined && markup`<p>It was called for ${linked(m.matter, reader)}.</p>`}
${renderBlocks([shownFields(m, describeAttendance(attending), reader), ...attendanceBlocks(attending)], reader)}
${
  agenda.length > 0 &&
  markup`<h2>Agenda</h2><ol>${agenda.map(entry => markup`<li>${linked(entry.issue === undefined ? describeEntry(entry) : `${entry.reference} ${describeEntry(entry)}`, reader)}</li>`)}</ol>`
}
${contributions.length > 0 && markup`<h2>Contributions</h2><ul>${contributions.map(words => markup`<li>${words}</li>`)}</ul>`}
${statements.length > 0 && markup`<h2>Statements for the record</h2><ul>${statements.map(words => markup`<li>${linked(words, reader)}</li>`)}</ul>`}
${isKnown && renderBlocks(await historyBlocks(tx, m.id), reader)}
<p><a href="${base}${meetingPath(m.id)}">This meeting as a calendar file</a></p>`,
  }
}

/** The fields of a meeting; the reader's own time only where it is another one than Geneva's. */
function shownFields(m: Meeting, attendance: string | undefined, { context: { now }, zone }: Reader): Block {
  const block = meetingFields(m, now, [], attendance)
  if (block.kind !== 'fields' || isElsewhere(m.starts, zone)) return block
  return { ...block, fields: block.fields.filter(({ label }) => !/your time$/i.test(label)) }
}

/** The commands that this reader may use on it, as on its card in chat. */
function commandsFor(m: Meeting, { context: { actor, now } }: Reader): ShownCommand[] {
  const line = (path: string) => `${path} ${meetingRef(m)}`
  const isOpen = m.status !== 'CANCELLED' && Temporal.Instant.compare(m.ends, now) > 0
  if (!isOpen)
    return decides(actor, m) && m.status !== 'CANCELLED'
      ? [
          { label: 'It was held', line: line('meeting held') },
          { label: 'It was not held', line: line('meeting not-held') },
          { label: 'Outcome', line: line('meeting outcome') },
        ]
      : []
  return [
    ...(decides(actor, m) ? [{ label: 'Hold', line: line('meeting hold') }] : []),
    ...(schedules(actor, m)
      ? [
          { label: 'Move', line: line('meeting move') },
          { label: 'Change', line: line('meeting change') },
        ]
      : []),
    ...(decides(actor, m) ? [{ label: 'Cancel', line: line('meeting cancel') }] : []),
    { label: 'I’ll be there, or not', line: line('meeting attend') },
    { label: 'Announce a contribution', line: line('contribution announce') },
  ]
}
