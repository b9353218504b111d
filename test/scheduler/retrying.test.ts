import { expect, test } from 'vitest'
import type { Retrying } from '../../src/core/notices/choose.ts'
import { createRetryingCache } from '../../src/scheduler/dispatch/retrying.ts'

const NONE: Retrying = new Map()
const SOME: Retrying = new Map([['#x MTG-1', 4n]])

/** A cache over these answers of the database, the last one repeated; and how often it was asked. */
function cacheOver(...answers: Retrying[]) {
  let reads = 0
  const cache = createRetryingCache(async () => answers[Math.min(reads++, answers.length - 1)]!)
  return { cache, reads: () => reads }
}

test('the database is asked until nothing waits, and then not any more', async () => {
  const { cache, reads } = cacheOver(SOME, SOME, NONE)
  expect(await cache.current()).toEqual(SOME)
  expect(await cache.current()).toEqual(SOME)
  expect(await cache.current()).toEqual(NONE)
  for (let i = 0; i < 3; i++) expect(await cache.current()).toEqual(NONE)
  expect(reads()).toBe(3)
})

test('it is asked again when a delivery has gone back to waiting', async () => {
  const { cache } = cacheOver(NONE, SOME)
  await cache.current()
  cache.invalidate()
  expect(await cache.current()).toEqual(SOME)
})

test('a delivery that goes back to waiting while the database answers is not forgotten', async () => {
  const answers = [NONE, SOME]
  const cache = createRetryingCache(async () => {
    const answer = answers.shift()!
    if (answer === NONE) cache.invalidate()
    return answer
  })
  expect(await cache.current()).toEqual(NONE)
  expect(await cache.current()).toEqual(SOME)
})
