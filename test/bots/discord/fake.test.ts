/** The fake must be as strict as Discord, or passing against it proves nothing. */
import { expect, test } from 'vitest'
import { FakeDiscord } from '../../fakes/discord/discord.ts'
import { display } from '../../fakes/discord/display.ts'
import { Checker, type Json } from '../../fakes/discord/validate.ts'

const text = (content: string, more: Json = {}): Json => ({ type: 10, content, ...more })
const button = (custom_id: string, label = 'Go'): Json => ({ type: 2, style: 2, custom_id, label })
const row = (...components: Json[]): Json => ({ type: 1, components })
const message = (...components: Json[]): Json => ({ flags: 32768, components: [{ type: 17, components }] })

const check = (body: Json): Checker => {
  const checker = new Checker()
  checker.message(body, 32768 | 4)
  return checker
}

test('a good message is taken', () => {
  const body = { ...message(text('Hello'), row(button('a'), button('b'))), nonce: 'n'.repeat(25) }
  expect(check(body).faults).toEqual([])
})

test.each<[string, Json]>([
  ['an empty message', {}],
  ['content beside components of version 2', { ...message(text('x')), content: 'x' }],
  ['an empty container', message()],
  ['an empty text', message(text(' \n'))],
  ['a lone surrogate', message(text('\ud800'))],
  ['41 components', message(...Array.from({ length: 40 }, () => text('x')))],
  ['4001 characters', message(text('x'.repeat(2000)), text('x'.repeat(2001)))],
  ['an id twice', message(text('x', { id: 7 }), text('y', { id: 7 }))],
  ['an id of 33 bits', message(text('x', { id: 2 ** 32 }))],
  ['a custom id twice', message(row(button('a'), button('a')))],
  ['a custom id of 101', message(row(button('a'.repeat(101))))],
  ['a label of 81', message(row(button('a', 'x'.repeat(81))))],
  ['six buttons in a row', message(row(...['a', 'b', 'c', 'd', 'e', 'f'].map(id => button(id))))],
  ['an empty row', message(row())],
  ['a nonce of 26', { ...message(text('x')), nonce: 'n'.repeat(26) }],
  ['a flag that is not for it', { ...message(text('x')), flags: 32768 | 64 }],
  ['a field that does not exist', message(text('x', { colour: 1 }))],
])('%s is refused', (_, body) => {
  expect(check(body).faults).not.toEqual([])
})

test('too many bytes make Discord fail, though the characters are few enough', () => {
  expect(check(message(text('漢'.repeat(3500)))).breaks).toBe(true)
})

test('what is alive in a text is seen', () => {
  expect(display('<t:5:R> **b** \\*c\\* <@123> `<@1>` @everyone [a](https://x.y)').alive).toEqual([
    'time 5',
    'strong',
    'mention <@123>',
    'code',
    'mention @everyone',
    'masked https://x.y',
  ])
  expect(display('# a\n- b\n> c').text).toBe('a\n• b\nc')
})

test('a mention alarms unless it is not allowed to', () => {
  const { world } = new FakeDiscord()
  const { id } = world.addChannel('x')
  world.post(id, { content: '@everyone', allowed_mentions: { parse: [] } })
  expect(world.pings).toEqual([])
  world.post(id, { content: '@everyone' })
  expect(world.pings).toEqual(['@everyone'])
})

test('ids given to components are kept, others are counted around them', () => {
  const { world } = new FakeDiscord()
  const { id } = world.addChannel('x')
  const posted = world.post(id, {
    flags: 32768,
    components: [{ type: 17, id: 900, components: [text('a', { id: 1 }), text('b')] }],
  })
  expect(posted.components).toMatchObject([{ id: 900, components: [{ id: 1 }, { id: 2 }] }])
})
