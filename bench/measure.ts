/** Measuring, the same for every row: rounds in which the sides alternate, so that all meet the same noise. */
import { setTimeout as sleep } from 'node:timers/promises'

/** A pause in which the process that answered collects its garbage. */
const PAUSE_MS = 5
/** After so many answers this process collects its own garbage. */
const ANSWERS_PER_COLLECTION = 50

let uncollected = 0

/**
 * Waits between an answer and the next request. This process collects its own garbage here: a collection while it waits
 * for an answer would count as time of the process that is measured.
 */
export async function rest(answered: number): Promise<void> {
  uncollected += answered
  if (uncollected >= ANSWERS_PER_COLLECTION) {
    uncollected = 0
    await gc!({ type: 'minor', execution: 'async' })
  }
  await sleep(PAUSE_MS)
}

/** One of those compared: a round of it returns the measurements, a number each. */
export interface Side {
  name: string
  round(): Promise<number[]>
}

/** The measurements of each side, a list for each round; in the order of the sides. */
export type Rounds = number[][][]

/** Runs the sides one after the other, `rounds` times, in reverse order each second time. The first `warmUps` rounds don't count. */
export async function alternate(sides: readonly Side[], rounds: number, warmUps = 1): Promise<Rounds> {
  const measured: Rounds = sides.map(() => [])
  for (let round = -warmUps; round < rounds; round++) {
    const order = [...sides.entries()]
    for (const [i, side] of round % 2 === 0 ? order : order.reverse()) {
      const samples = await side.round()
      if (round >= 0) measured[i]!.push(samples)
    }
  }
  return measured
}

/** A program that was just started becomes faster for some thousand commands; in use it runs for months. */
const WARM_UPS = 2

/** The programs started for a round, and the comparisons to make on them. */
export interface Started {
  comparisons: Side[][]
  end(): Promise<void>
}

/**
 * The same with programs started for each round: of two processes of one program, one may be faster than the other by a tenth
 * for as long as they live. Returns the rounds of each comparison.
 */
export async function restartEachRound(rounds: number, start: () => Promise<Started>): Promise<Rounds[]> {
  const measured: Rounds[] = []
  for (let round = 0; round < rounds; round++) {
    const { comparisons, end } = await start()
    for (const [i, sides] of comparisons.entries()) {
      const turn = <T>(list: T[]) => (round % 2 === 0 ? list : list.toReversed())
      const once = turn(await alternate(turn(sides), 1, WARM_UPS))
      measured[i] ??= sides.map(() => [])
      for (const [side, samples] of once.entries()) measured[i][side]!.push(...samples)
    }
    await end()
  }
  return measured
}

/** The value below which `part` (0…1) of the numbers are. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

/** One figure of a side: the median of the rounds. */
export const figure = (rounds: readonly number[][], of: (samples: number[]) => number): number =>
  median(rounds.map(of))

/** How a side compares with another, round by round: the median of the ratios, and between which they were. */
export function ratio(
  ours: readonly number[][],
  theirs: readonly number[][],
  of: (samples: number[]) => number,
): { middle: number; lowest: number; highest: number } {
  const all = ours.map((samples, i) => of(samples) / of(theirs[i]!))
  return { middle: median(all), lowest: Math.min(...all), highest: Math.max(...all) }
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
