/** The agenda of a meeting of WP2: what is brought to it, in an order its chair can change. */

import { type AnyCommand, type Context, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { picksOf, UserError } from '../errors.ts'
import { HANDLER } from '../groups/handler.ts'
import { ownStudyGroups, studyGroupOption } from '../groups/options.ts'
import { beforeItIsOver } from '../meetings/before.ts'
import { assertOpen, findMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import { meetingOption } from '../meetings/options.ts'
import { schedules } from '../meetings/permission.ts'
import { describeTime, meetingName } from '../meetings/words.ts'
import { heading, list, type Message, note, sentence, text } from '../messages/message.ts'
import { writeNotices } from '../notices/outbox.ts'
import { actsForSeveral, leadsStudyGroup, ledStudyGroups } from '../roles/actor.ts'
import { toBy } from '../roles/by.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { cmd, phrase } from '../text/spans.ts'
import { type AgendaEntry, describeEntry, orderAgenda, putOnAgenda, readAgenda } from './agenda.ts'
import { inputAnnounced } from './notices.ts'

const meeting = meetingOption({ label: 'Meeting of WP2', example: 'MTG-3', positional: true })

const agenda = command({
  path: 'meeting agenda',
  form: { title: 'Agenda of {meeting}', submit: 'Show' },
  summary: "Show the agenda of one of WP2's meetings; its chair can change the order",
  options: { meeting, order: optional(option.text({ label: 'New order', example: 'ISG-2, IN-1, ISG-1' })) },
  effect: 'change',
  who: everybody,
  async run({ meeting, order }, { tx, now, actor }) {
    const found = await findMeeting(tx, meeting)
    assertOfWp2(found)
    if (order !== undefined) {
      if (!schedules(actor, found))
        throw notAllowed(actor, "WP2's chair and TSB", 'change the order', 'order')
      assertOpen(found, now)
      await orderAgenda(tx, meeting, order)
    }
    return agendaMessage(found, await readAgenda(tx, meeting))
  },
})

function agendaMessage(m: Meeting, items: AgendaEntry[]): Message {
  const title = `Agenda of the ${meetingName(m)}, ${meetingRef(m)}`
  const toLine = (item: AgendaEntry) => `${item.reference}: ${describeEntry(item)}`
  const lines = items.filter(item => item.settledAs === undefined).map(toLine)
  const settled = items.filter(item => item.settledAs !== undefined).map(toLine)
  const left = settled.length > 0 ? ` No longer on it: ${settled.join('; ')}.` : ''
  return {
    summary: `${title}: ${lines.length > 0 ? lines.join('; ') : settled.length > 0 ? 'nothing any more' : 'nothing yet'}.${left}`,
    blocks: [
      heading(title),
      text(describeTime(m)),
      lines.length === 0
        ? text(
            'Nothing is on it yet. It will list issues that were brought to WP2, and inputs from SG chairs.',
          )
        : list(lines),
      ...(settled.length > 0 ? [note(left.trim())] : []),
      note(
        phrase`${cmd('meeting input')} adds an input. You need to attend only for the items that concern you.`,
      ),
    ],
  }
}

const input = command({
  path: 'meeting input',
  form: { title: 'Input to {meeting}', submit: 'Add to agenda' },
  summary: "Announce an input to one of WP2's meetings",
  options: {
    meeting,
    text: option.longText({ positional: true, label: 'Input', example: 'Timelines for inter-SG issues' }),
    for: {
      ...optional(
        studyGroupOption({ label: 'SG you act for, if you have roles in several', example: 'SG5' }),
      ),
      isFor: actsForSeveral,
      picks: ownStudyGroups,
    },
  },
  effect: 'change',
  who: {
    words: 'a chair or vice-chair of an SG',
    allows: actor => actor.roles.some(leadsStudyGroup),
  },
  before: beforeItIsOver,
  async run({ meeting, text, for: as }, context) {
    const { tx, now, actor, caller } = context
    const found = await findMeeting(tx, meeting)
    assertOfWp2(found)
    assertOpen(found, now)
    const group = announcingGroup(context, as)
    const item = await putOnAgenda(context, found, { group, text, by: toBy(actor, group) })
    await writeNotices(tx, [inputAnnounced.from({ meeting: found, item, caller, now })])
    return sentence(
      `Your input is on the agenda of the ${meetingName(found)} of ${describeTime(found)} (${meetingRef(found)}); WP2's chair and TSB are notified.`,
    )
  },
})

function announcingGroup({ actor }: Context, as: string | undefined): string {
  const groups = ledStudyGroups(actor)
  if (as !== undefined && !groups.includes(as))
    throw new UserError(
      'not-for',
      `You can't act for ${as} here; you can act for ${groups.join(' or ')}.`,
      'for',
    )
  if (as === undefined && groups.length > 1)
    throw new UserError(
      'which-group',
      `For which SG is the input? Add ${groups.map(g => `for:${g}`).join(' or ')}.`,
      'for',
      picksOf(groups),
    )
  return as ?? groups[0]!
}

function assertOfWp2(m: Meeting): void {
  if (m.group !== HANDLER)
    throw new UserError(
      'not-wp2',
      `${meetingRef(m)} is a meeting of ${m.group}; only meetings of WP2 have an agenda here.`,
      'meeting',
    )
}

export const agendaCommands: AnyCommand[] = [agenda, input]
