/** The rules for each kind of meeting, with all lead times and reminders as they are set. */
import { command, everybody } from '../commands/command.ts'
import { readCutOffTime } from '../deadlines/cut-off.ts'
import { type Deadline, describeRule, toRule } from '../deadlines/rule.ts'
import { type LeadTimes, readLeadTimes } from '../lead-times/lead-times.ts'
import { KIND_RULES } from '../meetings/kinds.ts'
import { heading, list, table } from '../messages/message.ts'
import { DEADLINE_DAYS, MEETING_DAYS } from './reminders.ts'

export const meetingRules = command({
  path: 'meeting rules',
  summary: 'The rules for each kind of meeting, and where they come from',
  options: {},
  effect: 'read',
  who: everybody,
  async run(_, { tx }) {
    const rows = Object.values(KIND_RULES).map(r => [
      r.words,
      r.schedules,
      r.decides,
      r.condition,
      describeUsual(r.deadline),
      r.notice > 0 ? `${r.notice} days` : 'short',
      r.source,
    ])
    const columns = [
      'Kind',
      'Scheduled by',
      'Held: who decides',
      'Condition',
      'Contributions by',
      'Notice',
      'Source',
    ]
    return {
      summary: 'The rules for each kind of meeting.',
      blocks: [
        heading('Rules for meetings'),
        table(columns, rows),
        list(aheadLines(await readLeadTimes(tx), await readCutOffTime(tx))),
      ],
    }
  },
})

/** The reminders and questions before a meeting, for which meetings, and their sources. */
const aheadLines = ({ ask, warn, cancel }: LeadTimes, ends: Temporal.PlainTime): string[] => [
  `Reminders of every meeting: ${DEADLINE_DAYS.filter(d => d > 0).join(', ')} days before its contribution deadline and on the last day, ${MEETING_DAYS.join(' and ')} days before the meeting, all at 09:00 Geneva time; and one hour before its start (our choice).`,
  `A contribution deadline ends at ${ends.toString({ smallestUnit: 'second' })} Geneva time of its last day (a setting).`,
  `Interim RG meeting: on the first working day after the deadline the Rapporteur and TSB get what came in and are asked whether it will be held, and once more on the last working day before it (TD164R3, clause 7; the days: our choice).`,
  'If a meeting was never confirmed, its leaders are asked once whether it was held, on the first working day after it (our choice). Working days are those of Geneva.',
  `Interim coordination e-meeting: the SG chairs are asked for issues ${daysBefore(ask)}; without one, WP2's chair and TSB are warned ${daysBefore(warn)}, and it is cancelled ${cancel} hours before (TD164R3, clause 7; the times are settings).`,
]

const describeUsual = (deadline: Deadline): string => {
  const rule = toRule(deadline)
  return rule ? describeRule(rule) : 'none'
}

const daysBefore = (days: number) => `${days} day${days === 1 ? '' : 's'} before`
