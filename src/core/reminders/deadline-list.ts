import { command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup } from '../groups/registry.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { awaitingContributions } from '../meetings/queries.ts'
import { describeCutOff, describeDeadline, describeTime, describeTimeLeft } from '../meetings/words.ts'
import { action, actions, heading, sentence, table, text } from '../messages/message.ts'
import { parsePage } from '../messages/pages.ts'
import { PAGES, withQuery } from '../references/pages.ts'
import { formatDate } from '../time/geneva.ts'

const MOST = 40

export const deadlineList = command({
  path: 'deadline list',
  form: { title: 'Contribution deadlines', submit: 'Show' },
  summary: 'Contribution deadlines, the nearest first',
  options: {
    group: optional(groupOption({ label: 'Group', example: 'RG-DT', positional: true })),
    page: optional(option.own({ label: 'Page', example: '2' }, parsePage)),
  },
  effect: 'read',
  who: everybody,
  page: ({ group }) => withQuery(PAGES.calendar, { group }),
  async run({ group: asked, page = 1 }, { tx, now }) {
    const group = asked && (await findGroup(tx, asked, now, 'group')).id
    const upTo = await awaitingContributions(tx, group, now, page * MOST + 1)
    const meetings = upTo.slice((page - 1) * MOST, page * MOST)
    const hasMore = upTo.length > page * MOST
    if (meetings.length === 0 && page > 1)
      return sentence('There are no more contribution deadlines on that page.')
    if (meetings.length === 0) {
      const summary = `There are no coming contribution deadlines${group ? ` for ${group}` : ''}.`
      return { summary, blocks: [text(summary)] }
    }
    const rows = meetings.map(m => [deadlineCell(m, now), m.group, describeTime(m), meetingRef(m)])
    const first = meetings[0]!
    return {
      summary: first.deadline
        ? `The nearest contribution deadline is ${formatDate(first.deadline)}, for ${first.group}.`
        : `Coming contribution deadlines: ${meetings.length}.`,
      blocks: [
        heading('Contribution deadlines'),
        table(['Contributions by', 'Group', 'Meeting', 'Ref.'], rows),
        ...(hasMore
          ? [
              actions([
                action('Later deadlines', 'deadline list', {
                  ...(group && { group }),
                  page: String(page + 1),
                }),
              ]),
            ]
          : []),
      ],
    }
  },
})

/** "7 May 2026, 23:59 Geneva time (17 days left)" */
const deadlineCell = (m: Meeting, now: Temporal.Instant): string =>
  m.cutOff ? `${describeCutOff(m.cutOff)} (${describeTimeLeft(m.cutOff, now)})` : describeDeadline(m, now)
