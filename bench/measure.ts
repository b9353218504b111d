/** Measuring, the same for every row: rounds in which each side has its turn, so that all meet the same noise. */
import { setTimeout as sleep } from 'node:timers/promises'

/** In which who was asked puts its things away, in ms. */
const REST = 5
/** After so many answers this process puts its own things away. */
const TIDY = 50

let untidied = 0

/**
 * Between what was answered and what is asked next. This process puts its own things away here: where it did
 * it while it waits for an answer, that would count as the time of who is asked.
 */
export async function rest(answered: number): Promise<void> {
  untidied += answered
  if (untidied >= TIDY) {
    untidied = 0
    await gc!({ type: 'minor', execution: 'async' })
  }
  await sleep(REST)
}

/** One of those compared: a round of it gives what was measured, one number each time. */
export interface Side {
  name: string
  round(): Promise<number[]>
}

/** What each side gave, a list for each round; in the order of the sides. */
export type Rounds = number[][][]

/** Runs the sides in turn, `rounds` times; the order turns around each time. The first `warmUps` are forgotten. */
export async function inTurn(sides: readonly Side[], rounds: number, warmUps = 1): Promise<Rounds> {
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

/** A program that was just started becomes faster for some thousand commands; people's runs for months. */
const WARM_UPS = 2

/** What was started for a round: what is compared on it, one after the other. */
export interface Started {
  comparisons: Side[][]
  end(): Promise<void>
}

/**
 * The same, all started anew for each round: one process is faster than another of the same program for as long as they
 * live, by up to a tenth. Gives the rounds of each comparison.
 */
export async function startedAnew(rounds: number, start: () => Promise<Started>): Promise<Rounds[]> {
  const measured: Rounds[] = []
  for (let round = 0; round < rounds; round++) {
    const { comparisons, end } = await start()
    for (const [i, sides] of comparisons.entries()) {
      const turn = <T>(list: T[]) => (round % 2 === 0 ? list : list.toReversed())
      const once = turn(await inTurn(turn(sides), 1, WARM_UPS))
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
