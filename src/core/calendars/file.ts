/** One meeting for a calendar program, where it is shown: as a file, and as a link where the program is on the web. */
import type { Transaction } from '../database/client.ts'
import { type Block, type File, link, note } from '../messages/message.ts'
import { meetingPath } from './addresses.ts'
import { calendarOf } from './calendar.ts'
import { meetingFeed } from './reading.ts'

/** The .ics of a meeting that exists. */
export async function calendarFile(tx: Transaction, meeting: number): Promise<File> {
  const feed = (await meetingFeed(tx, meeting))!
  return { name: `mtg-${meeting}.ics`, type: 'text/calendar', content: calendarOf(feed) }
}

export const linkNote = (publicUrl: string, meeting: number): Block =>
  note([link('This meeting as a calendar file', `${publicUrl}${meetingPath(meeting)}`)])
