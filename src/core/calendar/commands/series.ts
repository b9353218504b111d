import { type AnyCommand, command } from '../../commands/command.ts'
import { answerOption, option, optional, shownOutside } from '../../commands/options.ts'
import { GO_AHEAD, UserError } from '../../errors.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { describeConflictBriefly, findConflicts } from '../../meetings/conflicts.ts'
import { KIND_RULES } from '../../meetings/kinds.ts'
import { meetingRef } from '../../meetings/meeting.ts'
import { schedulesGroup } from '../../meetings/permission.ts'
import { describeTime } from '../../meetings/words.ts'
import { list, text } from '../../messages/message.ts'
import { writeNotices } from '../../notices/outbox.ts'
import { describeBy, toBy } from '../../roles/by.ts'
import { formatDate, formatDay, inGeneva } from '../../time/geneva.ts'
import { toInstants } from '../../time/span.ts'
import { seriesScheduled } from '../notices.ts'
import { scheduleMeeting } from '../schedule.ts'
import { datesOfSeries, readLastDay, readRecurrence } from '../series.ts'

const series = command({
  path: 'meeting series',
  form: { title: 'Schedule a series', submit: 'Continue' },
  summary: 'Put a series of regular meetings on the calendar; each can be moved on its own',
  options: {
    group: groupOption({ label: 'Group', example: 'RG-DT', positional: true }, ['WP', 'RG']),
    every: option.own(
      { label: 'How often', example: 'every second Wednesday', positional: true },
      readRecurrence,
    ),
    time: option.time({ label: 'Start and end, Geneva time', example: '13:00–15:00', positional: true }),
    until: option.own({ label: 'Until', example: '31 July 2026', positional: true }, readLastDay, day => [
      day,
    ]),
    objective: shownOutside(option.text({ label: 'Objective', example: 'progress the work on the ToR' })),
    from: optional(option.date({ label: 'From', example: '4 March 2026' })),
    confirm: answerOption('Put these dates on the calendar'),
  },
  effect: 'change',
  who: schedulesGroup,
  async run({ group, every, time, until, objective, from, confirm }, context) {
    const { tx, now, actor } = context
    const info = await findGroup(tx, group, now, 'group')
    if (info.kind !== 'RG' && info.kind !== 'WP')
      throw new UserError('no-kind', `Meetings of ${group} are not scheduled here.`, 'group')
    const kind = info.kind === 'RG' ? 'RG_INTERIM' : 'WP_E_MEETING'
    const today = inGeneva(now).toPlainDate()
    if (from && Temporal.PlainDate.compare(from, today) <= 0)
      throw new UserError('past', `${formatDate(from)} is not ahead; the series can begin tomorrow.`, 'from')
    if (Temporal.PlainDate.compare(until, today) <= 0)
      throw new UserError('past', `${formatDate(until)} is not ahead; give a later last day.`, 'until')
    const first = from ?? today.add({ days: 1 })
    const dates = datesOfSeries(every, first, until)
    if (confirm !== 'yes') {
      const days: string[] = []
      for (const date of dates) {
        const { starts, ends } = toInstants(date, time)
        const conflicts = await findConflicts(tx, { kind, starts, ends, groups: [group] }, now)
        days.push(`${formatDay(date)}${conflicts.map(c => ` (${describeConflictBriefly(c)})`).join('')}`)
      }
      throw new UserError(
        'confirm',
        `${dates.length === 1 ? 'One meeting' : `${dates.length} meetings`} would be added: ${days.join('; ')}. Nothing has been changed; confirm:yes adds ${dates.length === 1 ? 'it' : 'them'}.`,
        'confirm',
        GO_AHEAD,
      )
    }
    const change = { by: toBy(actor, group) }
    const made = []
    for (const date of dates) {
      const wanted = {
        group,
        kind,
        date,
        time,
        objective,
        deadline: KIND_RULES[kind].deadline,
        source: describeBy(change.by),
      } as const
      const meeting = await scheduleMeeting(context, wanted, change)
      made.push(meeting)
    }
    await writeNotices(tx, [seriesScheduled.from({ meetings: made, group, now })])
    const summary = `${made.length} meetings of ${group} are on the calendar, from ${formatDate(dates[0]!)} to ${formatDate(dates.at(-1)!)}.`
    return { summary, blocks: [text(summary), list(made.map(m => `${meetingRef(m)}: ${describeTime(m)}`))] }
  },
})

export const seriesCommands: AnyCommand[] = [series]
