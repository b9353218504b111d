import { describe, expect, it } from 'vitest'
import { openCast, play } from './play.ts'
import { ACTS, ALL_DUE, FROM, TO } from './years.ts'

describe('2025–2027 with both plans, hour by hour on three platforms', () => {
  it('tells everything at its instant, once', { timeout: 60_000 }, async () => {
    const cast = await openCast(FROM)
    const t = performance.now()
    const { hours, messages } = await play(cast, { from: FROM, to: TO, acts: ACTS, due: ALL_DUE })
    console.log(performance.now() - t)
    expect(hours).toBe(26_280)
    expect(messages).toBe(ALL_DUE.length)
    await cast.world.close()
    expect(cast.world.faults).toEqual([])
  })
})
