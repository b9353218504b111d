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

/** Words that are longer than this are no names. */
const LONGEST_NAME = 60

/**
 * Whether two names differ by a slip alone: one letter, two in a name of seven or more, or two letters in the wrong
 * order. Other digits are another name.
 */
export function nearlySame(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length)
  if (length < 3 || Math.max(a.length, b.length) > LONGEST_NAME) return false
  if (inOrder(a.replace(/\D/g, '')) !== inOrder(b.replace(/\D/g, ''))) return false
  const far = distance(a, b)
  return far <= (length >= 7 ? 2 : 1) || (far === 2 && inOrder(a) === inOrder(b))
}

const inOrder = (word: string): string => [...word].toSorted().join('')
