import type { Room } from '../rooms/room.ts'
import { deadlineList } from './deadline-list.ts'
import { deadlinesAhead } from './home-part.ts'
import { meetingRules } from './meeting-rules.ts'
import { deadlineNear, meetingNear } from './notices.ts'
import { snooze } from './snooze.ts'

/** Reminders of deadlines and meetings. */
export const remindersRoom: Room = {
  name: 'reminders',
  commands: [meetingRules, deadlineList, snooze],
  notices: [deadlineNear, meetingNear],
  home: [deadlinesAhead],
}
