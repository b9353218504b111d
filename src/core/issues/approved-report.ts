/** Which records are from the meeting of a report: by the day and the group that they name. Pure. */
import { findDates } from '../reading/codes/dates.ts'
import { groupsIn } from '../reading/codes/groups.ts'
import { squeeze } from '../reading/codes/words.ts'

export interface ReportOfMeeting {
  name: string
  content: { group: string | null; meeting: { from: string; until: string } | null }
}

/**
 * Whether "TSAG meeting, 28 January 2026" was said at the meeting of the report: a day of it is named and no other
 * group than the report's, or the report itself is named. Without a day nothing is assumed.
 */
export function saidAtMeeting(said: string, { name, content: { group, meeting } }: ReportOfMeeting): boolean {
  const words = squeeze(said)
  if (namesReport(words, name)) return true
  if (!meeting) return false
  const groups = groupsIn(words)
  if (groups.length > 0 && !(group !== null && groups.includes(group))) return false
  return findDates(words).some(({ date, until = date }) => date <= meeting.until && until >= meeting.from)
}

/** "TD164R3" in "TD164R3, clause 3.1.3", and not in "TD164R31". */
function namesReport(words: string, name: string): boolean {
  const at = /^(?:TD|C) ?\d+/.test(name) ? words.indexOf(name) : -1
  return at >= 0 && !/[\p{L}\d]/u.test(words.charAt(at + name.length))
}
