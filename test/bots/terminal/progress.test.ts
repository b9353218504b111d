/** Work that takes longer than two seconds says so to a person at the terminal. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSession } from '../../../src/bots/terminal/session.ts'
import type { Desk, Reply } from '../../../src/core/desk/port.ts'
import { sentence } from '../../../src/core/messages/message.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open(hasPerson: boolean) {
  const printed: string[] = []
  const { promise, resolve } = Promise.withResolvers<Reply>()
  const invocation = { path: 'document import', options: {} }
  const desk = {
    catalog: [],
    read: () => ({ invocation }),
    prepare: async () => ({ kind: 'run', invocation }),
    execute: () => promise,
  } as unknown as Desk
  const session = createSession({
    desk,
    print: line => void printed.push(line),
    runUntilIdle: async () => {},
    now: () => Temporal.Instant.from('2026-02-02T09:00:00Z'),
    moveTo: undefined,
    filesFolder: '.',
    ...(hasPerson && { ask: async () => undefined }),
  })
  const finish = () => resolve({ message: sentence('Done.'), answer: 'private', refused: false })
  return { printed, session, finish }
}

test('after two seconds, once', async () => {
  const { printed, session, finish } = open(true)
  const running = session.run('/sg document import')
  await vi.advanceTimersByTimeAsync(1900)
  expect(printed).toEqual([])
  await vi.advanceTimersByTimeAsync(5000)
  expect(printed).toEqual(['Working on it…'])
  finish()
  await running
  expect(printed).toEqual(['Working on it…', 'Done.'])
})

test('not where the lines come from a file', async () => {
  const { printed, session, finish } = open(false)
  const running = session.run('/sg document import')
  await vi.advanceTimersByTimeAsync(5000)
  finish()
  await running
  expect(printed).toEqual(['Done.'])
})
