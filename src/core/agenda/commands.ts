/** The agenda of a meeting of WP2: what is brought to it, in an order its chair can change. */

import { assertOpen } from '../calendar/schedule.ts'
import { type AnyCommand, type Context, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { picksOf, UserError } from '../errors.ts'
import { findMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import { schedules } from '../meetings/permission.ts'
import { describeTime, meetingName } from '../meetings/words.ts'
import { heading, list, type Message, note, sentence, text } from '../messages/message.ts'
import { without } from '../notices/notice.ts'
import { describeActing, holds } from '../people/actor.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { cmd, phrase } from '../text/spans.ts'
import { type AgendaEntry, orderAgenda, putOnAgenda, readAgenda } from './agenda.ts'

const meeting = option.meeting({ label: 'Meeting of WP2', example: 'MTG-3', positional: true })

const agenda = command({
  path: 'meeting agenda',
  summary: "What is on the agenda of one of WP2's meetings; its chair can change the order",
  options: { meeting, order: optional(option.text({ label: 'New order', example: 'ISG-2, IN-1, ISG-1' })) },
  effect: 'change',
  who: everybody,
  async run({ meeting, order }, { tx, now, actor }) {
    const found = await findMeeting(tx, meeting)
    assertOfWp2(found)
    if (order !== undefined) {
      if (!schedules(actor, found.group))
        throw notAllowed(actor, "WP2's chair and TSB", 'change the order', 'order')
      assertOpen(found, now)
      await orderAgenda(tx, meeting, order)
    }
    return agendaMessage(found, await readAgenda(tx, meeting))
  },
})

function agendaMessage(m: Meeting, items: AgendaEntry[]): Message {
  const title = `Agenda of the ${meetingName(m)}, ${meetingRef(m)}`
  const lines = items.map(item => `${item.reference}: ${item.text}`)
  return {
    summary: `${title}: ${items.length === 0 ? 'nothing yet' : lines.join('; ')}.`,
    blocks: [
      heading(title),
      text(describeTime(m)),
      items.length === 0
        ? text(
            'Nothing is on it yet: issues that are escalated and inputs that SG chairs announce come here.',
          )
        : list(lines),
      note(phrase`${cmd('meeting input')} announces an input; attendance is on a need basis.`),
    ],
  }
}

const input = command({
  path: 'meeting input',
  summary: "Announce an input to one of WP2's meetings",
  options: {
    meeting,
    text: option.longText({ label: 'Input', example: 'Timelines for inter-SG issues' }),
    for: optional(
      option.studyGroup({ label: 'SG you act for, if you have roles in several', example: 'SG5' }),
    ),
  },
  effect: 'change',
  who: {
    words: 'a chair or vice-chair of an SG',
    allows: actor =>
      actor.roles.some(r => r.group?.startsWith('SG') && (r.kind === 'CHAIR' || r.kind === 'VICE_CHAIR')),
  },
  async run({ meeting, text, for: as }, context) {
    const { tx, now, actor, caller, notify } = context
    const found = await findMeeting(tx, meeting)
    assertOfWp2(found)
    assertOpen(found, now)
    const group = announcingGroup(context, as)
    const item = await putOnAgenda(tx, found, { group, text, by: describeActing(actor, group) }, now)
    await notify({
      key: `input:${item}`,
      kind: 'meeting-input',
      subject: meetingRef(found),
      data: { meeting, item },
      audience: [
        { channelOf: 'WP2' },
        { role: { kind: 'CHAIR', group: 'WP2' } },
        { role: { kind: 'TSB', group: null } },
        without(caller),
      ],
      dueAt: now,
    })
    return sentence(
      `Your input is on the agenda of the ${meetingName(found)} of ${describeTime(found)} (${meetingRef(found)}); WP2's chair and TSB are told.`,
    )
  },
})

function announcingGroup({ actor }: Context, as: string | undefined): string {
  const groups = [
    ...new Set(
      actor.roles.flatMap(r =>
        r.group?.startsWith('SG') && holds(actor, r.group, 'CHAIR', 'VICE_CHAIR') ? [r.group] : [],
      ),
    ),
  ]
  if (as !== undefined && !groups.includes(as))
    throw new UserError('not-for', `You can't act for ${as} here; you can for ${groups.join(' or ')}.`, 'for')
  if (as === undefined && groups.length > 1)
    throw new UserError(
      'which-group',
      `For which SG is it? Say ${groups.map(g => `for:${g}`).join(' or ')}.`,
      'for',
      picksOf(groups),
    )
  return as ?? groups[0]!
}

function assertOfWp2(m: Meeting): void {
  if (m.group !== 'WP2')
    throw new UserError(
      'not-wp2',
      `${meetingRef(m)} is a meeting of ${m.group}; agendas are kept here for WP2's.`,
      'meeting',
    )
}

export const agendaCommands: AnyCommand[] = [agenda, input]
