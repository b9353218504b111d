import { expect, test } from 'vitest'
import { createCooldowns } from '../../src/scheduler/sync/cooldowns.ts'
import { NOW } from '../core/instants.ts'

const after = (seconds: number) => NOW.add({ seconds })

test('what failed rests, longer with each failure in a row, and a minute at most', () => {
  const cooldowns = createCooldowns(() => 0)
  const rests = Array.from({ length: 8 }, () => {
    cooldowns.failed('page', NOW)
    return cooldowns.next()!.since(NOW).total('seconds')
  })
  expect(rests).toEqual([2, 4, 8, 16, 32, 60, 60, 60])
  cooldowns.succeeded('page')
  cooldowns.failed('page', NOW)
  expect(cooldowns.next()).toEqual(after(2))
})

test('it rests as long as the platform asks, and ends at that instant', () => {
  const cooldowns = createCooldowns(() => 0)
  cooldowns.failed('slack', NOW, 30_000)
  cooldowns.failed('page', NOW)
  expect(cooldowns.next()).toEqual(after(2))
  expect(cooldowns.expire(after(1))).toBe(false)
  expect(cooldowns.expire(after(2))).toBe(true)
  expect([cooldowns.isCooling('page'), cooldowns.isCooling('slack')]).toEqual([false, true])
  expect(cooldowns.expire(after(30))).toBe(true)
  expect(cooldowns.isCooling('slack')).toBe(false)
  expect(cooldowns.next()).toBeUndefined()
})
