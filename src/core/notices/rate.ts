/** How fast something may be done: `most` at once after a rest, and from then on one each `every` milliseconds. Pure. */
export interface Rate {
  every: number
  most: number
}

/** When what has been done so far would have been done at an even pace, in epoch milliseconds: all that must be kept. */
export type TheoreticalArrival = number

/** How many may be done at `now`. */
export const allowed = ({ every, most }: Rate, used: TheoreticalArrival, now: number): number =>
  Math.max(0, Math.floor((now + most * every - Math.max(used, now)) / every))

/** What is used up after one more at `now`. */
export const spend = ({ every }: Rate, used: TheoreticalArrival, now: number): TheoreticalArrival =>
  Math.max(used, now) + every

/** From when on one more may be done. */
export const freeFrom = ({ every, most }: Rate, used: TheoreticalArrival): number => used - (most - 1) * every
