/** What people should have seen against what they saw. Pure. */

/** Something told in a place: "slack #SG17", "discord @Ben". */
export interface Telling {
  place: string
  /** What it is about: an issue, a meeting. Within one, order matters. */
  matter: string
  /** What it says, the same for all tellings of it. */
  what: string
}

export interface Expected extends Telling {
  /** From when on, in epoch milliseconds. */
  at: number
  /** It makes no difference whether it is seen. */
  optional?: boolean
}

export interface Seen extends Telling {
  at: number
  /** Which message of the place says it, counted from the oldest. */
  message: number
}

/** A message with the mark by which the program would find it again. */
export interface Marked {
  place: string
  mark: string
  at: number
}

export interface Verdicts {
  lost: Expected[]
  twice: { place: string; what: string; at: number }[]
  /** Said, but nothing had happened of which it could be told. */
  unexpected: Seen[]
  /** Of one matter in one place, an earlier thing after a later one. */
  disorder: Seen[]
  late: { seen: Seen; seconds: number }[]
  met: number
}

export interface Comparing {
  expected: readonly Expected[]
  seen: readonly Seen[]
  marked: readonly Marked[]
  /** Times in which nobody was up. */
  outages: readonly { from: number; to: number }[]
  /** From how many seconds on something is late. */
  lateAfter: number
}

/** A platform's stamps have whole seconds. */
const STAMP_MS = 1_000

export function compare({ expected, seen, marked, outages, lateAfter }: Comparing): Verdicts {
  const verdicts: Verdicts = { lost: [], twice: [], unexpected: [], disorder: [], late: [], met: 0 }
  const keyOf = ({ place, matter, what }: Telling) => `${place}|${matter}|${what}`
  const wanted = Map.groupBy(expected, keyOf)
  const found = Map.groupBy(seen, keyOf)
  const pairs: { seen: Seen; expected: Expected }[] = []

  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    const due = (wanted.get(key) ?? []).toSorted((a, b) => a.at - b.at)
    const said = (found.get(key) ?? []).toSorted((a, b) => a.at - b.at || a.message - b.message)
    const taken = new Set<Expected>()
    const matched: Seen[] = []
    for (const one of said) {
      // The latest that it can be: what was due before and did not come is lost, and not this one late.
      const its = due.findLast(e => !taken.has(e) && e.at < one.at + STAMP_MS)
      if (its) {
        taken.add(its)
        matched.push(one)
      } else if (due.length > 0) verdicts.twice.push(one)
      else verdicts.unexpected.push(one)
    }
    const met = due.filter(e => taken.has(e))
    for (const [i, e] of met.entries()) pairs.push({ expected: e, seen: matched[i]! })
    verdicts.lost.push(...due.filter(e => !taken.has(e) && !e.optional))
  }

  for (const same of Map.groupBy(marked, m => `${m.place}|${m.mark}`).values())
    for (const again of same.slice(1))
      if (!verdicts.twice.some(t => t.place === again.place && t.at === again.at))
        verdicts.twice.push({ place: again.place, what: `the message marked ${again.mark}`, at: again.at })

  verdicts.met = pairs.length
  verdicts.disorder = disorderOf(pairs)
  verdicts.late = pairs
    .map(({ seen, expected }) => ({ seen, seconds: awake(expected.at, seen.at, outages) / 1000 }))
    .filter(({ seconds }) => seconds > lateAfter)
  return verdicts
}

/** Of each matter in each place: what was said after something that happened later. */
function disorderOf(pairs: readonly { seen: Seen; expected: Expected }[]): Seen[] {
  const lanes = Map.groupBy(pairs, ({ seen }) => `${seen.place}|${seen.matter}`)
  return [...lanes.values()].flatMap(lane => {
    let latest = { at: -Infinity, message: -1 }
    return lane
      .toSorted((a, b) => a.seen.message - b.seen.message)
      .flatMap(({ seen, expected }) => {
        const wrong = expected.at < latest.at && seen.message !== latest.message
        if (expected.at >= latest.at) latest = { at: expected.at, message: seen.message }
        return wrong ? [seen] : []
      })
  })
}

/** How much of a time somebody was up, in milliseconds. */
function awake(from: number, to: number, outages: Comparing['outages']): number {
  const asleep = outages.reduce((sum, o) => sum + Math.max(0, Math.min(to, o.to) - Math.max(from, o.from)), 0)
  return Math.max(0, to - from - asleep)
}
