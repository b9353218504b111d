import { nearlySame } from '../grammar/nearest.ts'
import type { Choice } from '../grammar/spec.ts'
import { searchKey } from '../text/compare.ts'

/** The most choices that a platform shows while somebody types. */
export const MAX_CHOICES = 25

/**
 * The choices that fit what was typed, at most 25: the value itself first, then values that begin with it, then
 * labels that begin with it, then those that contain it; where nothing fits, those that are written nearly so. Their
 * order among equals is kept; of several names for one value the best is offered.
 */
export function rankChoices(all: readonly Choice[], typed: string): Choice[] {
  const wanted = searchKey(typed)
  const fitting = ranked(all, choice => rankOf(choice, wanted))
  return fitting.length > 0 ? fitting : ranked(all, choice => (isNearly(choice, wanted) ? 0 : Infinity))
}

function ranked(all: readonly Choice[], rank: (choice: Choice) => number): Choice[] {
  return all
    .map(choice => ({ choice, rank: rank(choice) }))
    .filter(({ rank }) => rank < Infinity)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ choice }) => choice)
    .filter(isFirstOfItsValue())
    .slice(0, MAX_CHOICES)
}

function isFirstOfItsValue(): (choice: Choice) => boolean {
  const values = new Set<string>()
  return ({ value }) => !values.has(value) && Boolean(values.add(value))
}

function rankOf({ label, value }: Choice, wanted: string): number {
  const [own, shown] = [searchKey(value), searchKey(label)]
  if (own === wanted) return 0
  if (own.startsWith(wanted)) return 1
  if (shown.startsWith(wanted)) return 2
  return shown.includes(wanted) ? 3 : Infinity
}

/** Whether a value, the name in a label, or one word of either is what was typed but for a slip. */
function isNearly({ label, value }: Choice, wanted: string): boolean {
  const [own, shown] = [searchKey(value), searchKey(label)]
  const name = shown.split(/[(,]/)[0]!.trim()
  const words = `${own} ${shown}`.split(/[\s/_(),]+/)
  return [own, name, ...words].some(word => nearlySame(wanted, word))
}
