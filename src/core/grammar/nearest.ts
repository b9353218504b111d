import { distance } from 'fastest-levenshtein'

/** The candidates most like what was typed, best first, at most `count`; none that is mostly different. */
export function nearest(typed: string, candidates: readonly string[], count: number): string[] {
  const wanted = typed.toLowerCase()
  return candidates
    .map(candidate => ({ candidate, far: distance(wanted, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, far }) => far <= Math.max(2, Math.floor(Math.min(candidate.length, wanted.length) / 2)),
    )
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}
