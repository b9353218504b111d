/** The stage of a meeting, asked before a form opens for an act on it. */
import type { Context } from '../commands/command.ts'
import { assertOpen, findMeeting, type Meeting } from './meeting.ts'

/** The check as a command declares it; `check` throws a UserError where the act isn't possible now. */
export const beforeOnMeeting =
  (check: (meeting: Meeting, now: Temporal.Instant) => void) =>
  async ({ meeting }: { meeting?: number | undefined }, { tx, now }: Context): Promise<void> => {
    if (meeting !== undefined) check(await findMeeting(tx, meeting), now)
  }

/** For what is possible only while a meeting is ahead. */
export const beforeItIsOver = beforeOnMeeting(assertOpen)
