/** Whether somebody comes to a meeting: counted on its card, and sent to no one. */
import { type AnyCommand, command, everybody } from '../../commands/command.ts'
import { option } from '../../commands/options.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import {
  ATTENDANCE,
  ATTENDANCE_CHOICES,
  type AttendanceChoice,
  describeAttendance,
  findAttendance,
} from '../../meetings/attendance.ts'
import { beforeItIsOver } from '../../meetings/before.ts'
import { assertOpen, lockMeeting, meetingRef } from '../../meetings/meeting.ts'
import { meetingOption } from '../../meetings/options.ts'
import { describeTime, meetingName } from '../../meetings/words.ts'
import { note, text } from '../../messages/message.ts'
import { requirePerson } from '../../people/require-person.ts'
import { countAnswer } from '../card.ts'

const WORDS: Record<AttendanceChoice, string> = {
  there: 'you will be there',
  'not needed': 'you are not needed there',
  cannot: 'you cannot come',
}

const attend = command({
  path: 'meeting attend',
  also: ['join', 'decline', 'rsvp'],
  form: { title: 'Attend {meeting}', submit: 'Answer' },
  summary: 'Say whether you come to a meeting; it is counted on its card',
  options: {
    meeting: meetingOption({ label: 'Meeting', example: 'MTG-2', positional: true }),
    answer: option.choice(ATTENDANCE_CHOICES, { label: 'Answer', example: 'there', positional: true }),
  },
  effect: 'change',
  who: everybody,
  before: beforeItIsOver,
  async run({ meeting, answer }, context) {
    const { tx, now, actor } = context
    const personId = requirePerson(actor)
    const m = await lockMeeting(tx, meeting)
    assertOpen(m, now)
    const key = { meetingId_personId: { meetingId: m.id, personId } }
    const before = await tx.attendance.findUnique({ where: key })
    if (before?.answer === ATTENDANCE[answer])
      throw new UserError('same', `You already said for ${meetingRef(m)} that ${WORDS[answer]}.`, 'answer')
    const row = { answer: ATTENDANCE[answer], at: toColumn(now) }
    await tx.attendance.upsert({ where: key, create: { meetingId: m.id, personId, ...row }, update: row })
    await countAnswer(context, m, personId)
    const summary = `Noted for the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}): ${WORDS[answer]}.`
    return {
      summary,
      blocks: [
        text(summary),
        note(
          `So far: ${describeAttendance(await findAttendance(tx, m.id))}. It is shown with the meeting; no message is sent.`,
        ),
      ],
    }
  },
})

export const attendingCommands: AnyCommand[] = [attend]
