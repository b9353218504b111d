import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { dateColumn } from '../database/time.ts'
import { findGroup } from '../groups/registry.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { awaitingContributions } from '../meetings/reading.ts'
import { deadlineWords, leftWords, whenWords } from '../meetings/words.ts'
import { heading, note, table, text } from '../messages/message.ts'
import { dateWords, inGeneva } from '../time/geneva.ts'

const MOST = 40

const list = command({
  path: 'deadline list',
  summary: 'By when contributions are awaited, the nearest first',
  options: { group: optional(option.group({ label: 'Group', example: 'RG-DT', positional: true })) },
  effect: 'read',
  who: everybody,
  async run({ group }, { tx, now }) {
    if (group !== undefined) await findGroup(tx, group, now, 'group')
    const today = dateColumn(inGeneva(now).toPlainDate())
    const meetings = await awaitingContributions(tx, group, today, now, MOST)
    if (meetings.length === 0) {
      const summary = `No contribution deadline is ahead${group ? ` for ${group}` : ''}.`
      return { summary, blocks: [text(summary)] }
    }
    const rows = meetings.map(m => [deadlineCell(m, now), m.group, whenWords(m), meetingRef(m)])
    const first = meetings[0]!
    return {
      summary: first.deadline
        ? `The nearest contribution deadline is ${dateWords(first.deadline)}, for ${first.group}.`
        : `Contribution deadlines ahead: ${meetings.length}.`,
      blocks: [
        heading('Contribution deadlines'),
        table(['Contributions by', 'Group', 'Meeting', 'Ref.'], rows),
        note('A deadline ends at 23:59:59 Geneva time.'),
      ],
    }
  },
})

/** "7 May 2026 (17 days left)"; the zone and the hour stand below the table. */
const deadlineCell = (m: Meeting, now: Temporal.Instant): string =>
  m.deadline ? `${dateWords(m.deadline)} (${leftWords(m.deadline, now)})` : deadlineWords(m, now)

export const deadlineCommands: AnyCommand[] = [list]
