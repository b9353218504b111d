/** The terminal as a platform: a notice is a line, whichever group or role it is for. */

import type { Clock } from '../../core/clock.ts'
import { plainText } from '../../core/messages/plain.ts'
import { formatDate, formatTime, inGeneva } from '../../core/time/geneva.ts'
import type { Bot } from '../bot.ts'
import { TERMINAL } from './manifest.ts'

export interface TerminalBotOptions {
  clock: Clock
  /** Writes a line to the person. */
  print(line: string): void
}

/** Prints each notice as `→ <Geneva time> <recipient>: <text>`. Lines printed before a crash can't be found again. */
export function createTerminalBot({ clock, print }: TerminalBotOptions): Bot {
  let sent = 0
  return {
    platform: TERMINAL.name,
    ordering: 'platform',
    connects: 'everywhere',
    start: async () => {},
    stop: async () => {},
    async send(address, message) {
      const at = inGeneva(clock.now())
      print(
        `→ ${formatDate(at)}, ${formatTime(at)} ${address.replace(/^@/, '')}: ${oneLine(plainText(message.summary))}`,
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
