/** Compares what people should have seen with what they saw. Pure. */

/** A statement in a place: "slack #SG17", "discord @Ben". */
export interface Statement {
  place: string
  /** Its subject: an issue, a meeting. Statements about one subject have an order. */
  matter: string
  /** The kind of statement: "raised", "deadline". The same in every place. */
  what: string
}

export interface Expected extends Statement {
  /** When it is due, in epoch milliseconds. */
  at: number
  /** It may be missing. */
  optional?: boolean
}

export interface Seen extends Statement {
  at: number
  /** The message of the place that says it, counted from the oldest. */
  message: number
}

/** A message with the mark by which the program finds it again. */
export interface Marked {
  place: string
  mark: string
  at: number
}

export interface Verdicts {
  lost: Expected[]
  twice: { place: string; what: string; at: number }[]
  /** Said without any cause. */
  unexpected: Seen[]
  /** An earlier statement that came after a later one about the same subject in the same place. */
  outOfOrder: Seen[]
  late: { seen: Seen; seconds: number }[]
  matched: number
}

export interface Comparing {
  expected: readonly Expected[]
  seen: readonly Seen[]
  marked: readonly Marked[]
  /** Times in which no process was up. */
  outages: readonly { from: number; to: number }[]
  /** How many seconds after it was due a statement counts as late. */
  lateAfter: number
}

/** A platform's time stamps have whole seconds. */
const STAMP_MS = 1_000

export function compare({ expected, seen, marked, outages, lateAfter }: Comparing): Verdicts {
  const verdicts: Verdicts = { lost: [], twice: [], unexpected: [], outOfOrder: [], late: [], matched: 0 }
  const keyOf = ({ place, matter, what }: Statement) => `${place}|${matter}|${what}`
  const wanted = Map.groupBy(expected, keyOf)
  const found = Map.groupBy(seen, keyOf)
  const pairs: { seen: Seen; expected: Expected }[] = []

  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    const due = (wanted.get(key) ?? []).toSorted((a, b) => a.at - b.at)
    const said = (found.get(key) ?? []).toSorted((a, b) => a.at - b.at || a.message - b.message)
    const taken = new Set<Expected>()
    const inOrder: Seen[] = []
    for (const one of said) {
      // The latest one that it can be: an earlier one that did not come is lost, and this one is not late.
      const its = due.findLast(e => !taken.has(e) && e.at < one.at + STAMP_MS)
      if (its) {
        taken.add(its)
        inOrder.push(one)
      } else if (due.length > 0) verdicts.twice.push(one)
      else verdicts.unexpected.push(one)
    }
    const met = due.filter(e => taken.has(e))
    for (const [i, e] of met.entries()) pairs.push({ expected: e, seen: inOrder[i]! })
    verdicts.lost.push(...due.filter(e => !taken.has(e) && !e.optional))
  }

  for (const same of Map.groupBy(marked, m => `${m.place}|${m.mark}`).values())
    for (const again of same.slice(1))
      if (!verdicts.twice.some(t => t.place === again.place && t.at === again.at))
        verdicts.twice.push({ place: again.place, what: `the message marked ${again.mark}`, at: again.at })

  verdicts.matched = pairs.length
  verdicts.outOfOrder = findOutOfOrder(pairs)
  verdicts.late = pairs
    .map(({ seen, expected }) => ({ seen, seconds: awake(expected.at, seen.at, outages) / 1000 }))
    .filter(({ seconds }) => seconds > lateAfter)
  return verdicts
}

/** For each subject in each place: statements that came after one about something that happened later. */
function findOutOfOrder(pairs: readonly { seen: Seen; expected: Expected }[]): Seen[] {
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

/** How long a process was up in this time, in milliseconds. */
function awake(from: number, to: number, outages: Comparing['outages']): number {
  const asleep = outages.reduce((sum, o) => sum + Math.max(0, Math.min(to, o.to) - Math.max(from, o.from)), 0)
  return Math.max(0, to - from - asleep)
}
