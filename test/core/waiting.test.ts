/** Waiting items: pages with a button for each item. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { action, type Message } from '../../src/core/messages/message.ts'
import type { WaitingItem } from '../../src/core/rooms/room.ts'
import { renderWaiting } from '../../src/core/waiting/waiting.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

const buttons = (message: Message) =>
  message.blocks.flatMap(block => (block.kind === 'actions' ? block.actions : [])).map(a => a.label)
const lines = (message: Message) =>
  message.blocks.flatMap(block => (block.kind === 'list' ? block.items : [])).map(String)

const items = (count: number, answers = 1): WaitingItem[] =>
  Array.from({ length: count }, (_, i) => ({
    text: `item ${i + 1}`,
    action: action(`Do ${i + 1}`, 'waiting', {}),
    others: Array.from({ length: answers - 1 }, () => action(`Or ${i + 1}`, 'waiting', {})),
  }))

test.for<[number, number, number[]]>([
  [1, 1, [1]],
  [8, 1, [8]],
  [9, 1, [8, 1]],
  [20, 1, [8, 8, 4]],
  [5, 2, [4, 1]],
  [2, 9, [1, 1]],
])('%i items with %i buttons each are pages of %j', ([count, answers, sizes]) => {
  const all = items(count, answers)
  for (const [i, size] of sizes.entries()) {
    const page = renderWaiting('Waiting for you', all, i + 1)
    expect(lines(page)).toHaveLength(size)
    // Each item has all its buttons on its page.
    for (const line of lines(page)) {
      const number = line.replace('item ', '')
      expect(buttons(page).filter(label => label.endsWith(` ${number}`))).toHaveLength(answers)
    }
    expect(buttons(page).includes('Next page')).toBe(i + 1 < sizes.length)
    expect(buttons(page).includes('Previous page')).toBe(i > 0)
  }
})

test('of a page that there is no longer, the last one is shown', () => {
  expect(lines(renderWaiting('Waiting for you', items(9), 7))).toEqual(['item 9'])
})

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

test('at the desk the next page is one press, and every item is on one', async () => {
  for (let i = 1; i <= 10; i++) {
    await office.done('SG13 chair', `issue raise topic:"Topic ${i}" summary:x with:SG17`)
    await office.done('SG13 chair', `issue propose ISG-${i} text:"A way forward"`)
  }
  const first = (await office.say('SG17 chair', 'waiting')).message
  expect(first.summary).toMatch(/^Waiting for you, page 1 of 2: ISG-1 Topic 1: SG17's position/)
  expect(buttons(first).at(-1)).toBe('Next page')
  const next = first.blocks.flatMap(b => (b.kind === 'actions' ? b.actions : [])).at(-1)!
  const line = `${next.invocation.path} page:${next.invocation.options.page}`
  const second = (await office.say('SG17 chair', line)).message
  expect([...lines(first), ...lines(second)]).toHaveLength(10)
  expect(buttons(second)).toEqual(['Position on ISG-9', 'Position on ISG-10', 'Previous page'])
  expect(await office.refused('SG17 chair', 'waiting page:two')).toContain('"two" is not a page')
})
