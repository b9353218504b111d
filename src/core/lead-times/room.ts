import type { Work } from '../events/events.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import type { Room } from '../rooms/room.ts'
import type { Setting } from '../settings/setting.ts'
import { joinWords } from '../text/sentences.ts'
import { cancelByPlan } from './cancel-by-plan.ts'
import { ASK_DAYS, CANCEL_HOURS, WARN_DAYS } from './lead-times.ts'
import { cancellationNear, cancellationStopped, decisionAsked, heldAsked, issuesAsked } from './notices.ts'
import { replanLeadTimes } from './replan.ts'
import { meetingsWaiting } from './waiting.ts'

/** A lead time that the meetings ahead follow at once. */
const followed = (setting: Setting<number>): Setting<number> => ({
  ...setting,
  async apply(work: Work, value: number) {
    const meetings = await replanLeadTimes(work)
    return describeFollowing(setting.name, value, meetings)
  },
})

const describeFollowing = (name: string, value: number, meetings: Meeting[]): string =>
  meetings.length === 0
    ? `The setting ${name} is ${value} from now on.`
    : `The setting ${name} is ${value} from now on, also for ${joinWords(meetings.map(meetingRef))}; no question is repeated.`

/** Lead times: questions, warnings and the cancellation by plan ahead of a meeting. */
export const leadTimesRoom: Room = {
  name: 'lead-times',
  waiting: meetingsWaiting,
  notices: [decisionAsked, heldAsked, issuesAsked, cancellationNear, cancellationStopped],
  due: [cancelByPlan],
  settings: [ASK_DAYS, WARN_DAYS, CANCEL_HOURS].map(followed),
}
