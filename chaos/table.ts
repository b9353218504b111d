/** The result of a run: a table, and below it a line for each failure. */
import type { Options, Outcome } from './chaos.ts'

const day = (at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO('Europe/Zurich')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })

/** Nothing was lost, nothing came twice, and nothing was late. */
export const isGood = (o: Outcome): boolean =>
  o.lost.length + o.notDone.length + o.stale.length + o.twice.length + o.actedTwice.length + o.late.length ===
  0

export function tableOf(o: Outcome, { seed, instances }: Pick<Options, 'seed' | 'instances'>): string {
  const longest = Math.max(0, ...o.late.map(l => l.seconds))
  const sum = (pattern: RegExp) =>
    o.injected.reduce((all, [what, n]) => all + (pattern.test(what) ? n : 0), 0)
  const rows: [string, string | number][] = [
    ['seed', seed],
    ['instances at once', instances],
    ['kills (SIGKILL)', o.kills],
    ['… while a message, edit, reply or look-up was under way', sum(/^killed (before|after) its/)],
    ['… around a command', sum(/^killed (before|after) a command/)],
    ['… of all at once, for hours or days', o.outages],
    ['injected faults of platforms, connections and the database', sum(/^(?!killed|stopped)/)],
    ['processes started / failed starts / stopped in order', `${o.starts} / ${o.failedStarts} / ${o.stops}`],
    ['commands / without a reply', `${o.commands} / ${o.unanswered}`],
    ['messages seen', o.messages],
    ['expected statements that were seen', o.matched],
    ['lost', o.lost.length + o.notDone.length + o.stale.length],
    ['twice', o.twice.length + o.actedTwice.length],
    ['out of order', o.outOfOrder.length],
    ['without a cause', o.unexpected.length],
    [
      'late: more than a minute after it was due, while an instance was up',
      `${o.late.length}${longest > 0 ? ` (the longest ${Math.round(longest)} s)` : ''}`,
    ],
    ['given up by the program itself', o.givenUp.length],
    ['wrongly refused', o.refused.length],
    ['crashed processes', o.crashed.length],
    ['duration', `${o.seconds} s`],
  ]
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

/** A line for each failure: what, where, when. */
export const faultLines = (o: Outcome): string[] => [
  ...o.lost.map(e => `lost: ${e.place}: ${e.matter}: ${e.what}, due ${day(e.at)}`),
  ...o.notDone.map(words => `lost: ${words}`),
  ...o.stale.map(words => `lost: ${words}`),
  ...o.twice.map(t => `twice: ${t.place}: ${'matter' in t ? `${t.matter}: ` : ''}${t.what}, ${day(t.at)}`),
  ...o.actedTwice.map(words => `twice: ${words}`),
  ...o.outOfOrder.map(s => `wrong order: ${s.place}: ${s.matter}: ${s.what}, ${day(s.at)}`),
  ...o.unexpected.map(s => `unexpected: ${s.place}: ${s.matter}: ${s.what}, ${day(s.at)}`),
  ...o.late.map(
    ({ seen, seconds }) =>
      `late by ${Math.round(seconds)} s: ${seen.place}: ${seen.matter}: ${seen.what}, ${day(seen.at)}`,
  ),
  ...o.givenUp.map(words => `given up: ${words}`),
  ...o.refused.map(words => `refused: ${words}`),
  ...o.crashed.map(words => `crashed: ${words}`),
]
