import { CUT_OFF_TIME } from '../deadlines/cut-off.ts'
import { MEETING, meetingRef } from '../meetings/meeting.ts'
import type { Room } from '../rooms/room.ts'
import type { Setting } from '../settings/setting.ts'
import { joinWords } from '../text/sentences.ts'
import { meetingScheduled } from './card.ts'
import { changeCutOffTime } from './change-cut-off.ts'
import { meetingNeeded } from './closing.ts'
import { calendarCommands } from './commands.ts'
import { meetingsAhead } from './home-part.ts'
import {
  cutOffTimeChanged,
  meetingCancelled,
  meetingConfirmed,
  meetingKept,
  meetingMoved,
  meetingRestored,
  meetingRevised,
  seriesScheduled,
} from './notices.ts'

/** Deadlines ahead follow at once: otherwise people would have to look up which time applies to which deadline. */
const cutOffTime: Setting<Temporal.PlainTime> = {
  ...CUT_OFF_TIME,
  async apply(work, value, change) {
    const changed = await changeCutOffTime(work, value, change)
    const ends = value.second === 0 ? value.toString({ smallestUnit: 'minute' }) : value.toString()
    const follow =
      changed.length === 0
        ? 'No coming deadline changes.'
        : `This changes the ${changed.length === 1 ? 'deadline' : 'deadlines'} of ${joinWords(changed.map(meetingRef))}; their groups are notified.`
    return `From now on contribution deadlines end at ${ends} Geneva time. ${follow}`
  },
}

/** The calendar of meetings: scheduled, moved, changed, confirmed, cancelled, and shown. */
export const calendarRoom: Room = {
  name: 'calendar',
  commands: calendarCommands,
  notices: [
    meetingScheduled,
    meetingMoved,
    meetingRevised,
    meetingConfirmed,
    meetingCancelled,
    meetingRestored,
    meetingKept,
    meetingNeeded,
    seriesScheduled,
    cutOffTimeChanged,
  ],
  home: [meetingsAhead],
  settings: [cutOffTime],
  references: [MEETING],
}
