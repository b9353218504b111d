import { type Block, instant, list, type Text } from '../messages/message.ts'
import type { Undelivered } from './reading.ts'

/** Each with whom it did not reach, what it is about, why, and what is done about it. */
export const listOf = (all: Undelivered[]): Block => list(all.map(line))

function line({ ref, to, about, failed, next, reason }: Undelivered): Text {
  const what = `${ref} to ${to}, about ${about}: ${reason.replace(/[.]$/, '')}. `
  return failed ? `${what}Given up.` : [`${what}Tried again at `, instant(next), '.']
}
