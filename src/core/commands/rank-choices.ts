import type { Choice } from '../grammar/spec.ts'
import { searchKey } from '../text/compare.ts'

/** The most choices that a platform shows while somebody types. */
export const MAX_CHOICES = 25

/**
 * The choices that fit what was typed, at most 25: the value itself first, then values that begin with it, then
 * labels that contain it. Their order among equals is kept.
 */
export function rankChoices(all: readonly Choice[], typed: string): Choice[] {
  const wanted = searchKey(typed)
  return all
    .map(choice => ({ choice, rank: rankOf(choice, wanted) }))
    .filter(({ rank }) => rank < Infinity)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MAX_CHOICES)
    .map(({ choice }) => choice)
}

function rankOf({ label, value }: Choice, wanted: string): number {
  const [own, shown] = [searchKey(value), searchKey(label)]
  if (own === wanted) return 0
  if (own.startsWith(wanted)) return 1
  return shown.includes(wanted) ? 2 : Infinity
}
