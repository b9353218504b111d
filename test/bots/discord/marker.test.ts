import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toMarker, toNonce } from '../../../src/bots/discord/marker.ts'

test('markers and nonces fit Discord and differ by key', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const marker = toMarker(a)
      for (const id of [marker.outer, marker.inner])
        expect(Number.isInteger(id) && id > 40 && id < 2 ** 31).toBe(true)
      expect(marker.outer).not.toBe(marker.inner)
      expect(toNonce('c', a)).toMatch(/^[\w-]{25}$/)
      if (a !== b) expect([toMarker(b), toNonce('c', b)]).not.toEqual([marker, toNonce('c', a)])
    }),
  )
})
