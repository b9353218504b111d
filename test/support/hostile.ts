/** Hostile text, a generator with a seed, and a measure of how long the program stands still: for all runs of fuzz. */
import { performance } from 'node:perf_hooks'

/** INTERSG_FUZZ="<seed> <runs>" repeats a run. */
export const [SEED = 20260420, RUNS = 400] = (process.env.INTERSG_FUZZ ?? '')
  .split(' ')
  .filter(Boolean)
  .map(Number)

/** A small generator with a seed (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

export const HOSTILE = [
  '\0',
  '\ud800',
  '\u202e',
  '\u200b',
  '\x1b]0;x\x07',
  'A\nISG-99 Fake: solved',
  '\'; DROP TABLE "Issue"; --',
  '%',
  '_%\\',
  '{{7*7}}',
  '<@U1> <!channel> @everyone',
  '"'.repeat(99),
  '('.repeat(400),
  'x'.repeat(501),
  'é'.repeat(4001),
  '9'.repeat(300),
  '-1',
  '0',
  '1e9',
  '999999999',
  '2147483648',
  'NaN',
  '__proto__',
  'constructor',
  '29 February 2027',
  '1 January 0000',
  '31 December 9999',
  '25:99–26:00',
  '02:30–03:15',
  'SG99, RG-ÿ, , WP2',
  'slack:U0000000A, discord:1',
  '👩‍👩‍👧‍👦'.repeat(50),
  '\ufdd0slack:U1\ufdd1TSB\ufdd2',
  'draft 00000000-0000-0000-0000-000000000000',
  'draft x',
]
/** At the limits of what is taken: the longest line, record, file, plan and list. */
export const AT_LIMITS = [
  'é'.repeat(500),
  'x '.repeat(2000).slice(0, 4000),
  '“word” '.repeat(2858).slice(0, 20_000),
  'SG13,'.repeat(100),
  '4 February 2026, '.repeat(29),
  `group,kind,date,time,objective\n${'RG-DT,interim,9 June 2026,13:00–15:00,Objective\n'.repeat(400)}`.slice(
    0,
    20_000,
  ),
]
/** Whether this is a run of `npm run fuzz`. */
export const MEASURES = process.env.INTERSG_FUZZ !== undefined
/** The longest that other people's commands may wait for one, in milliseconds. */
export const MAX_STALL_MS = 50

export interface Stall {
  /** By the clock, which other programs of the machine and pauses of it stretch. */
  ms: number
  /** Processor time of this thread. */
  cpuMs: number
}

/**
 * The longest turn of the event loop while `work` ran: for so long nothing else was answered. `cpuMs` is the measure on a
 * machine that others use. The least of three: the garbage collector's pauses are not the input's.
 */
export async function measureStall(work: () => Promise<unknown>): Promise<Stall> {
  let least: Stall = { ms: Number.POSITIVE_INFINITY, cpuMs: Number.POSITIVE_INFINITY }
  for (let i = 0; i < 3 && least.cpuMs > MAX_STALL_MS; i++) {
    const turns = watchTurns()
    await work().catch(() => {})
    const stall = await turns.end()
    least = { ms: Math.min(least.ms, stall.ms), cpuMs: Math.min(least.cpuMs, stall.cpuMs) }
  }
  return least
}

/** Measures each turn of the event loop, by an immediate in each. */
export function watchTurns(): { end(): Promise<Stall> } {
  const longest: Stall = { ms: 0, cpuMs: 0 }
  let [at, spent] = [performance.now(), cpuNow()]
  let isOver = false
  const turn = () => {
    const [now, cpu] = [performance.now(), cpuNow()]
    longest.ms = Math.max(longest.ms, now - at)
    longest.cpuMs = Math.max(longest.cpuMs, cpu - spent)
    ;[at, spent] = [now, cpu]
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  return {
    async end() {
      await new Promise(resolve => setImmediate(resolve))
      isOver = true
      turn()
      return longest
    },
  }
}

/** Milliseconds of the processor that this thread has spent. */
const cpuNow = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
