/** Rate limits by GCRA: `most` at once after a rest, and from then on one each `every` milliseconds. Pure. */
export interface Rate {
  every: number
  most: number
}

/** When everything done so far would have been done at an even pace, in epoch milliseconds. It is the only state. */
export type TheoreticalArrival = number

/** How many are allowed at `now`. */
export const allowed = ({ every, most }: Rate, used: TheoreticalArrival, now: number): number =>
  Math.max(0, Math.floor((now + most * every - Math.max(used, now)) / every))

/** The state after one more at `now`. */
export const spend = ({ every }: Rate, used: TheoreticalArrival, now: number): TheoreticalArrival =>
  Math.max(used, now) + every

/** When one more is allowed, in epoch milliseconds. */
export const freeFrom = ({ every, most }: Rate, used: TheoreticalArrival): number => used - (most - 1) * every
