/** Meetings in lists of pages. Only those who take part in ad-hoc meetings and calls see their subjects. */
import type { Context } from '../../core/commands/command.ts'
import { isOver, type Meeting, meetingRef } from '../../core/meetings/meeting.ts'
import { mayKnow } from '../../core/meetings/permission.ts'
import { describeDeadline, describeStatus, meetingName } from '../../core/meetings/words.ts'
import { meetingPage } from '../../core/references/pages.ts'
import {
  formatDate,
  formatDay,
  formatTime,
  formatTimeSpanIn,
  GENEVA,
  genevaLabel,
  inGeneva,
} from '../../core/time/geneva.ts'
import { type Content, type Html, markup } from './markup.ts'
import type { Reader } from './reader.ts'

/** The meeting as this reader may know it. */
export const asKnown = (meeting: Meeting, { actor }: Pick<Context, 'actor'>): Meeting =>
  mayKnow(actor, meeting)
    ? meeting
    : {
        ...meeting,
        title: undefined,
        objective: 'known to the groups that take part',
        outcome: undefined,
        convenor: undefined,
        links: [],
        place: undefined,
        issue: undefined,
        matter: undefined,
        issueClosedAs: undefined,
      }

/** "Wednesday 13 May 2026, 13:00–15:00 (CEST)", and in the reader's zone where that differs. */
export function renderWhen({ starts, ends }: Pick<Meeting, 'starts' | 'ends'>, { zone }: Reader): Html {
  const [start, end] = [inGeneva(starts), inGeneva(ends)]
  const isOneDay = start.toPlainDate().equals(end.toPlainDate())
  const until = isOneDay ? formatTime(end) : `${formatDay(end)}, ${formatTime(end)}`
  return markup`<time datetime="${starts.toString()}">${formatDay(start)}, ${formatTime(start)}–${until} (${genevaLabel(starts)})</time>${
    isElsewhere(starts, zone) && markup` <span class="soft">· ${formatTimeSpanIn(starts, ends, zone!)}</span>`
  }`
}

/** Whether the reader's clocks show another time of day than Geneva's. */
export const isElsewhere = (at: Temporal.Instant, zone: string | undefined): boolean =>
  zone !== undefined && zone !== GENEVA && at.toZonedDateTimeISO(zone).offset !== inGeneva(at).offset

export const MEETING_TITLES = ['When (Geneva time)', 'Meeting', 'Objective', 'Contributions by', 'Status']

/** A row of a table of meetings. `issues`: on its agenda. */
export const meetingCells = (given: Meeting, reader: Reader): Content[] => {
  const m = asKnown(given, reader.context)
  const { now } = reader.context
  return [
    renderWhen(m, reader),
    markup`<a href="${reader.base}${meetingPage(meetingRef(m))}">${meetingName(m)}</a>`,
    m.objective,
    isOver(m, now) && m.cutOff ? formatDate(inGeneva(m.cutOff)) : describeDeadline(m, now),
    describeStatus(m, now),
  ]
}
