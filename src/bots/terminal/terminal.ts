/** The terminal as a platform: a notice is a line, whichever group or role it is for, with its details where it is for a person. */

import type { Clock } from '../../core/clock.ts'
import type { Message } from '../../core/messages/message.ts'
import { plainMessage, plainText } from '../../core/messages/plain.ts'
import { formatDate, formatTime, inGeneva } from '../../core/time/geneva.ts'
import type { Bot } from '../bot.ts'
import { TERMINAL } from './manifest.ts'

export interface TerminalBotOptions {
  clock: Clock
  /** Writes a line to the person. */
  print(line: string): void
}

/**
 * Prints each notice as `→ <Geneva time> <recipient>: <text>`. Under a direct message stand its details and what can be
 * done, only under the first of several that say the same; a channel's is one line. Lines printed before a crash can't be found again.
 */
export function createTerminalBot({ clock, print }: TerminalBotOptions): Bot {
  let sent = 0
  let lastDetails = ''
  return {
    platform: TERMINAL.name,
    ordering: 'platform',
    connects: 'everywhere',
    start: async () => {},
    stop: async () => {},
    async send(address, message) {
      const at = inGeneva(clock.now())
      const summary = oneLine(plainText(message.summary))
      const details = address.startsWith('@') ? detailsOf(message, summary) : []
      const isNew = details.join('\n') !== lastDetails
      lastDetails = details.join('\n')
      print(
        [
          `→ ${formatDate(at)}, ${formatTime(at)} ${address.replace(/^@/, '')}: ${summary}`,
          ...(isNew ? details : []).map(line => `    ${line}`),
        ].join('\n'),
      )
      sent += 1
      return String(sent)
    },
    // A changed card is no new notice; the line in its thread says what happened.
    update: async () => {},
    find: async () => undefined,
  }
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')

/** The lines of a message that its summary doesn't say. */
const detailsOf = (message: Message, summary: string): string[] =>
  plainMessage(message)
    .split('\n')
    .filter(line => line.trim() !== '' && !summary.includes(line.trim()))
