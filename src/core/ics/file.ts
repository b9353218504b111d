/** One meeting for a calendar program, where it is shown: as a file, and as a link where the program is on the web. */
import type { Transaction } from '../database/client.ts'
import { type Block, type File, link, note } from '../messages/message.ts'
import { calendarOf } from './calendar.ts'
import { meetingFeed } from './entries.ts'

/** The path of a meeting's calendar file on the web. */
export const meetingPath = (id: number): string => `/calendar/mtg-${id}.ics`

/** The .ics of a meeting that exists. `publicUrl`: where the program is on the web. */
export async function calendarFile(
  tx: Transaction,
  meeting: number,
  publicUrl: string | undefined,
): Promise<File> {
  const feed = (await meetingFeed(tx, meeting))!
  const file = { name: `mtg-${meeting}.ics`, type: 'text/calendar', content: calendarOf(feed) }
  return publicUrl ? { ...file, url: urlOf(publicUrl, meeting) } : file
}

export const linkNote = (publicUrl: string, meeting: number): Block =>
  note([link('This meeting as a calendar file', urlOf(publicUrl, meeting))])

const urlOf = (publicUrl: string, meeting: number) => `${publicUrl}${meetingPath(meeting)}`
