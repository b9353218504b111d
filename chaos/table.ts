/** What came of a run, in one table; and under it each fault. */
import type { Options, Outcome } from './chaos.ts'

const day = (at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO('Europe/Zurich')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })

/** Nothing was lost, nothing came twice, and nothing was late. */
export const isGood = (o: Outcome): boolean =>
  o.lost.length +
    o.forgotten.length +
    o.stale.length +
    o.twice.length +
    o.actedTwice.length +
    o.late.length ===
  0

export function tableOf(o: Outcome, { seed, instances }: Pick<Options, 'seed' | 'instances'>): string {
  const longest = Math.max(0, ...o.late.map(l => l.seconds))
  const sum = (pattern: RegExp) =>
    o.troubles.reduce((all, [what, n]) => all + (pattern.test(what) ? n : 0), 0)
  const rows: [string, string | number][] = [
    ['seed', seed],
    ['instances at once', instances],
    ['kills (SIGKILL)', o.kills],
    ['… while a message, edit, answer or look was under way', sum(/^killed (before|after) its/)],
    ['… around a command', sum(/^killed (before|after) a command/)],
    ['… of all at once, for hours or days', o.outages],
    ['faults of the platforms, of connections and of the database', sum(/^(?!killed|stopped)/)],
    ['processes started / not come up / stopped in order', `${o.starts} / ${o.unstarted} / ${o.stops}`],
    ['commands / without an answer', `${o.commands} / ${o.unanswered}`],
    ['messages seen', o.messages],
    ['things told, as they should be', o.met],
    ['lost', o.lost.length + o.forgotten.length + o.stale.length],
    ['twice', o.twice.length + o.actedTwice.length],
    ['in the wrong order', o.disorder.length],
    ['told though nothing had happened', o.unexpected.length],
    [
      'late: more than a minute after its time, while an instance was up',
      `${o.late.length}${longest > 0 ? ` (the longest ${Math.round(longest)} s)` : ''}`,
    ],
    ['uncertain: given up by the program itself', o.givenUp.length],
    ['refused wrongly', o.refused.length],
    ['processes that ended by themselves', o.fallen.length],
    ['duration', `${o.seconds} s`],
  ]
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

/** Each fault: what, where, when. */
export const faultLines = (o: Outcome): string[] => [
  ...o.lost.map(e => `lost: ${e.place}: ${e.matter}: ${e.what}, due ${day(e.at)}`),
  ...o.forgotten.map(words => `lost: ${words}`),
  ...o.stale.map(words => `lost: ${words}`),
  ...o.twice.map(t => `twice: ${t.place}: ${'matter' in t ? `${t.matter}: ` : ''}${t.what}, ${day(t.at)}`),
  ...o.actedTwice.map(words => `twice: ${words}`),
  ...o.disorder.map(s => `wrong order: ${s.place}: ${s.matter}: ${s.what}, ${day(s.at)}`),
  ...o.unexpected.map(s => `unexpected: ${s.place}: ${s.matter}: ${s.what}, ${day(s.at)}`),
  ...o.late.map(
    ({ seen, seconds }) =>
      `late by ${Math.round(seconds)} s: ${seen.place}: ${seen.matter}: ${seen.what}, ${day(seen.at)}`,
  ),
  ...o.givenUp.map(words => `given up: ${words}`),
  ...o.refused.map(words => `refused: ${words}`),
  ...o.fallen.map(words => `ended by itself: ${words}`),
]
