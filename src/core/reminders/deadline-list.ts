import { command, everybody } from '../commands/command.ts'
import { optional } from '../commands/options.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup } from '../groups/registry.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { awaitingContributions } from '../meetings/queries.ts'
import { describeCutOff, describeDeadline, describeTime, describeTimeLeft } from '../meetings/words.ts'
import { heading, table, text } from '../messages/message.ts'
import { formatDate } from '../time/geneva.ts'

const MOST = 40

export const deadlineList = command({
  path: 'deadline list',
  summary: 'By when contributions are awaited, the nearest first',
  options: { group: optional(groupOption({ label: 'Group', example: 'RG-DT', positional: true })) },
  effect: 'read',
  who: everybody,
  async run({ group }, { tx, now }) {
    if (group !== undefined) await findGroup(tx, group, now, 'group')
    const meetings = await awaitingContributions(tx, group, now, MOST)
    if (meetings.length === 0) {
      const summary = `No contribution deadline is ahead${group ? ` for ${group}` : ''}.`
      return { summary, blocks: [text(summary)] }
    }
    const rows = meetings.map(m => [deadlineCell(m, now), m.group, describeTime(m), meetingRef(m)])
    const first = meetings[0]!
    return {
      summary: first.deadline
        ? `The nearest contribution deadline is ${formatDate(first.deadline)}, for ${first.group}.`
        : `Contribution deadlines ahead: ${meetings.length}.`,
      blocks: [
        heading('Contribution deadlines'),
        table(['Contributions by', 'Group', 'Meeting', 'Ref.'], rows),
      ],
    }
  },
})

/** "7 May 2026, 23:59 Geneva time (17 days left)" */
const deadlineCell = (m: Meeting, now: Temporal.Instant): string =>
  m.cutOff ? `${describeCutOff(m.cutOff)} (${describeTimeLeft(m.cutOff, now)})` : describeDeadline(m, now)
