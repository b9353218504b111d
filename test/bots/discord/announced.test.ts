/** A message as it is sent first. */
import { expect, test } from 'vitest'
import { toMarker } from '../../../src/bots/discord/marker.ts'
import { findButtons, renderAnnounced } from '../../../src/bots/discord/render.ts'
import {
  action,
  actions,
  type Block,
  heading,
  type Message,
  text,
} from '../../../src/core/messages/message.ts'
import { Checker, type Json } from '../../fakes/discord/validate.ts'

const say = (...blocks: Block[]): Message => ({ summary: 'The summary.', blocks })
const sent = (message: Message) =>
  renderAnnounced(
    message,
    findButtons(message).map((_, i) => `${i}:x`),
    { marker: toMarker('a key') },
  )
const go = (count: number) => actions(Array.from({ length: count }, (_, i) => action(`B${i}`, 'help', {})))
const isPlain = (message: Message) => 'content' in sent(message)

test('is plain content where it fits, which phones announce', () => {
  const { outer, inner } = toMarker('a key')
  expect(sent(say(heading('Trust'), text('word'), go(2)))).toMatchObject({
    content: '### Trust\nword',
    components: [{ id: outer, components: [{ label: 'B0', id: inner }, { label: 'B1' }] }],
  })
})

test.each<[string, Message, boolean]>([
  ['25 buttons', say(text('x'), go(25)), true],
  ['26 buttons', say(text('x'), go(26)), false],
  ['no buttons', say(text('x')), false],
  ['a text between buttons', say(text('x'), go(1), text('y'), go(1)), false],
  ['1800 characters', say(text('x'.repeat(1800)), go(1)), true],
  ['2000 characters', say(text('x'.repeat(2000)), go(1)), false],
])('with %s', (_, message, plain) => {
  expect(isPlain(message)).toBe(plain)
  const checker = new Checker()
  checker.message(JSON.parse(JSON.stringify(sent(message))) as Json, 32768 | 4)
  expect(checker.faults).toEqual([])
})
