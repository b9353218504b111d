import { action, actions, type Block, instant, list, note, type Text } from '../messages/message.ts'
import { cmd, phrase } from '../text/spans.ts'
import type { DeadLetter } from './dead-letters.ts'

/** The commands that send again: all deliveries that reached no address, or one by its reference. */
export function retryBlocks(all: DeadLetter[]): Block[] {
  const elsewhere = all.filter(u => u.instead.some(i => i.sent))
  const again = elsewhere.length < all.length ? [actions([action('Try again', 'delivery retry', {})])] : []
  const [first] = elsewhere
  if (!first) return again
  return [
    note(
      phrase`To send a message again that went elsewhere, name it: ${cmd('delivery retry', { delivery: first.ref })}.`,
    ),
    ...again,
  ]
}

/** Lists each with its recipient, its subject, the reason and what happens next. */
export const renderDeadLetters = (all: DeadLetter[]): Block => list(all.map(line))

function line({ ref, to, about, failed, next, reason, instead }: DeadLetter): Text {
  const what = `${ref} to ${to}, about ${about}: ${reason.replace(/[.]$/, '')}. `
  return failed ? `${what}Given up${insteadWords(instead)}.` : [`${what}Tried again at `, instant(next), '.']
}

function insteadWords(instead: DeadLetter['instead']): string {
  const places = (sent: boolean) => instead.filter(i => i.sent === sent).map(i => i.to)
  const [there, coming] = [places(true), places(false)]
  if (there.length > 0) return `; it went to ${there.join(' and ')} instead`
  return coming.length > 0 ? `; it goes to ${coming.join(' and ')} instead` : ''
}
