/** Seeded random numbers: the same seed gives the same numbers. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
  /** One of 0 … below - 1. */
  below(below: number): number
  pick<T>(from: readonly T[]): T
  /** True once in so many times. */
  once(inSoMany: number): boolean
  /** A generator for another use that does not depend on how many numbers were taken here. */
  branch(name: string): Random
}

export function createRandom(seed: number | string): Random {
  let state = [...String(seed)].reduce((hash, c) => Math.imul(hash ^ c.charCodeAt(0), 0x01000193), 0x811c9dc5)
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  return {
    next,
    below,
    pick: from => from[below(from.length)]!,
    once: inSoMany => next() < 1 / inSoMany,
    branch: name => createRandom(`${seed} ${name}`),
  }
}
