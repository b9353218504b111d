/** A row of the table, and what a benchmark needs to make its rows. */

import { figure, type Rounds, ratio } from './measure.ts'
import type { BenchServer } from './server.ts'

export interface Row {
  what: string
  ours: string
  /** Against what, with its figure. */
  against: string
  /** Between which values the ratio was, over the rounds. */
  ratio: string
  goal: string
  /** Undefined: for information. */
  met: boolean | undefined
}

export interface Bench {
  name: string
  about: string
  run(given: Given): Promise<Row[]>
}

export interface Given {
  server: BenchServer
  /** Small counts: to see that it works, not how fast it is. */
  quick: boolean
  rounds: number
  /** Reports progress. */
  say(line: string): void
}

/** "0.23 ms", "12 ms", "1.4 s" */
export function ms(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(value >= 10_000 ? 0 : 1)} s`
  return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ms`
}

export const times = (value: number): string => `${value.toFixed(2)}×`

interface Compared {
  what: string
  rival: string
  /** The most that ours may take: in theirs ("1.3×"), or as a time, whatever theirs is. */
  most: number | { ms: number }
  of(samples: number[]): number
}

/** A row in which ours should take at most `most` times as long as the rival, or at most so many milliseconds in every round. */
export function comparedRow([ours, theirs]: Rounds, { what, rival, most, of }: Compared): Row {
  const { middle, lowest, highest } = ratio(ours!, theirs!, of)
  return {
    what,
    ours: ms(figure(ours!, of)),
    against: `${rival}: ${ms(figure(theirs!, of))}`,
    ratio: `${times(middle)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`,
    ...(typeof most === 'number'
      ? { goal: `≤ ${most}×`, met: middle <= most }
      : { goal: `≤ ${most.ms} ms`, met: Math.max(...ours!.map(of)) <= most.ms }),
  }
}
