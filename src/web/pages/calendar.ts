/** The calendar: a year at a glance, and its meetings as a list. */
import type { Context } from 'hono'
import { UserError } from '../../core/errors.ts'
import { groupPath } from '../../core/feeds/addresses.ts'
import { knownGroups } from '../../core/groups/registry.ts'
import { isOver, type Meeting, meetingRef } from '../../core/meetings/meeting.ts'
import { meetingName } from '../../core/meetings/words.ts'
import { meetingsOfYear, readYear } from '../../core/meetings/years.ts'
import { parseGroupId } from '../../core/references/group-names.ts'
import { PAGES } from '../../core/references/pages.ts'
import { inGeneva } from '../../core/time/geneva.ts'
import { renderTable } from './blocks.ts'
import { renderFilters, toChoices } from './filters.ts'
import type { Page } from './layout.ts'
import { markup } from './markup.ts'
import { asKnown, MEETING_TITLES, meetingCells } from './meetings.ts'
import { addressWith } from './paging.ts'
import { readValue } from './query.ts'
import type { Reader } from './reader.ts'
import { type Marked, renderYear, renderYearKey } from './year-chart.ts'

/** The meetings of one year on one page. */
const MOST = 300

export async function calendarPage(c: Context, reader: Reader): Promise<Page> {
  const { tx, now } = reader.context
  const today = inGeneva(now).toPlainDate()
  const year = readYear(readValue(c, 'year'), now)
  const named = readValue(c, 'group')
  const group = named === undefined ? undefined : parseGroupId(named)
  const groups = (await knownGroups(tx, now)).map(g => g.id)
  if (group !== undefined && !groups.includes(group))
    throw new UserError(
      'unknown-group',
      `There is no group ${group}; there are ${groups.join(', ')}.`,
      'group',
    )
  const meetings = await meetingsOfYear(tx, year, group, { skip: 0, take: MOST + 1 })
  const shown = meetings.slice(0, MOST)
  const to = (target: number) => addressWith(c, reader, { year: String(target) })
  return {
    title: `Calendar ${year}${group === undefined ? '' : `, ${group}`}`,
    under: PAGES.calendar,
    commands: [
      { label: 'Schedule a meeting', line: `meeting schedule${group === undefined ? '' : ` ${group}`}` },
      { label: 'Move a meeting', line: 'meeting move' },
      { label: 'In your own calendar program', line: `calendar${group === undefined ? '' : ` ${group}`}` },
    ],
    body: markup`${renderFilters(`${reader.base}${PAGES.calendar}`, [
      { name: 'year', label: 'Year', value: String(year) },
      { name: 'group', label: 'Group', value: group, choices: toChoices(groups), none: 'all' },
    ])}
<p class="pages"><a href="${to(year - 1)}">${year - 1}</a><strong>${year}</strong><a href="${to(year + 1)}">${year + 1}</a>${
      group !== undefined &&
      markup`<a href="${reader.base}${groupPath(group)}">${group} for calendar programs (.ics)</a>`
    }</p>
${renderYear(
  year,
  shown.flatMap(m => marksOf(asKnown(m, reader.context), now, year)),
  today,
  date => `#d-${date}`,
)}
${renderYearKey()}
<h2>Meetings of ${year}</h2>
${
  shown.length === 0
    ? markup`<p>No meeting${group === undefined ? '' : ` of ${group}`} is on record for ${year}.</p>`
    : renderTable(
        `Meetings of ${year}`,
        MEETING_TITLES,
        shown.map(m => {
          const [when, ...cells] = meetingCells(m, reader)
          return [anchored(m, shown, when), ...cells]
        }),
      )
}
${meetings.length > MOST && markup`<p class="note">The first ${MOST} of the year are shown; choose a group to see fewer.</p>`}`,
  }
}

/** The days of a meeting and of its deadline, as far as they are in the year. */
function marksOf(m: Meeting, now: Temporal.Instant, year: number): Marked[] {
  const first = inGeneva(m.starts).toPlainDate()
  const last = inGeneva(m.ends).toPlainDate()
  const words = `${meetingName(m)}, ${meetingRef(m)}`
  const marks: Marked[] = []
  const mark = m.status === 'CANCELLED' ? 'cancelled' : isOver(m, now) ? 'over' : 'meeting'
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 }))
    marks.push({ date, mark, words: mark === 'cancelled' ? `${words}, cancelled` : words })
  if (m.deadline && m.status !== 'CANCELLED')
    marks.push({ date: m.deadline, mark: 'deadline', words: `last day for contributions to ${words}` })
  return marks.filter(each => each.date.year === year)
}

/** The anchors for the days in the picture: the first meeting of a day, and the one whose deadline it is. */
function anchored(m: Meeting, all: readonly Meeting[], when: unknown) {
  const days = [inGeneva(m.starts).toPlainDate().toString(), ...(m.deadline ? [m.deadline.toString()] : [])]
  const isFirst = (day: string) =>
    all.find(
      o =>
        inGeneva(o.starts).toPlainDate().toString() === day ||
        (o.deadline?.toString() === day && o.status !== 'CANCELLED'),
    ) === m
  const own = days.filter(isFirst)
  return markup`${own.map(day => markup`<span id="d-${day}"></span>`)}${when as ReturnType<typeof markup>}`
}
