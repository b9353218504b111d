/** What comes at the same time is acknowledged, all of it, before anything of it is carried out. */
import { setImmediate, setTimeout } from 'node:timers/promises'

/** So many within so short a time are a crowd, in ms; who is alone does not wait. */
const CROWD = { count: 3, within: 5 }
/** Where a crowd was, the next is expected for so long, in ms. */
const EXPECTED = 100
/** A crowd is over when nobody else has come for so long, and is not waited for longer, in ms. */
const QUIET = 3
const LONGEST = 30

/** Gives what to await between acknowledging and carrying out; it tells whether others were waited for. */
export function createCrowd(): () => Promise<boolean> {
  const came: number[] = []
  let crowdedAt = -Infinity

  function note(now: number): void {
    came.push(now)
    if (came.length > CROWD.count) came.shift()
    if (came.length === CROWD.count && now - came[0]! < CROWD.within) crowdedAt = now
  }

  function othersMayCome(): boolean {
    const now = performance.now()
    return now - crowdedAt < EXPECTED && now - came.at(-1)! < QUIET
  }

  return async () => {
    const begun = performance.now()
    note(begun)
    // Until a turn of the event loop brings nobody else: for who is alone that is the next one.
    for (let last: number | undefined; last !== came.at(-1); ) {
      last = came.at(-1)
      await setImmediate()
    }
    const crowded = othersMayCome()
    while (othersMayCome() && performance.now() - begun < LONGEST) await setTimeout(1)
    return crowded
  }
}
