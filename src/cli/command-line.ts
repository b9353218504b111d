/** Every command line of ours, from its environment to its exit status. */
import pino from 'pino'
import { type Config, findSecrets, readConfig } from '../config.ts'
import { forLog } from '../core/database/unreachable.ts'
import { UserError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { leaveEmbeddedServers } from '../postgres/embedded-server.ts'
import { createRedactor, redactByShape } from '../redact.ts'

/** The parts that a command line works with. */
export interface CommandLine {
  config: Config
  log: Log
  /**
   * Aborted at the first Ctrl-C or SIGTERM, when the terminal is closed, and when npm or the reader of our output has
   * gone.
   */
  stop: AbortSignal
  /** Writes a line to the person who started the program, on standard error. */
  say(line: string): void
}

/** One press of Ctrl-C reaches us twice, from the terminal and from npm: signals within this time are one. */
const SAME_SIGNAL_MS = 500

/** How often we look whether npm is still there. */
const PARENT_INTERVAL_MS = 500

/** The longest we wait for our database server when the program ends otherwise than planned. */
const LEAVE_TIMEOUT_MS = 15_000

/**
 * Runs a command line and ends the process with the status that `work` returns, 1 for an error. All faults of the
 * environment are told together, before anything is touched. However the process ends, short of SIGKILL, it leaves the
 * database server it uses: a second Ctrl-C cuts only the rest of the stop short.
 */
export async function runCommandLine(
  variables: Record<string, string | undefined>,
  work: (line: CommandLine) => Promise<number>,
): Promise<never> {
  let redact = redactByShape
  // A closed terminal must not end the program by an error of its own messages.
  process.stderr.on('error', () => {})
  const say = (line: string) => void process.stderr.write(`${redact(line)}\n`)
  const fail = (error: unknown) => {
    say(describeError(error))
    return end(1)
  }
  process.on('uncaughtException', error => void fail(error))
  const stop = stopSignal(() => void end(1), variables.npm_lifecycle_event !== undefined)

  const read = readConfig(variables)
  if ('faults' in read) {
    say(["intersg can't start with this environment:", ...read.faults.map(f => `- ${f}`)].join('\n'))
    return end(1)
  }
  const { config } = read
  redact = createRedactor(findSecrets(config))
  return work({ config, log: openLog(config.logLevel, redact), stop, say }).then(end, fail)
}

/**
 * The log goes to standard error, one JSON object a line; whatever a library puts on an error passes through
 * `redact`.
 */
export function openLog(level: string, redact = redactByShape): Log {
  const destination = pino.destination({ dest: 2, sync: true })
  destination.on('error', () => {}) // its reader is gone
  return pino({ level, base: { pid: process.pid }, hooks: { streamWrite: redact } }, destination)
}

/**
 * Only Ctrl-C is impatience when it is repeated: a closed window hangs up twice, and a service manager may ask again.
 */
function stopSignal(cutShort: () => void, isUnderNpm: boolean): AbortSignal {
  const stop = new AbortController()
  let stoppedAt = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!stop.signal.aborted) {
        stoppedAt = performance.now()
        stop.abort()
      } else if (signal === 'SIGINT' && performance.now() - stoppedAt > SAME_SIGNAL_MS) cutShort()
    })
  // The reader of our answers has gone, as in `npm run demo | head`.
  process.stdout.on('error', () => stop.abort())
  if (isUnderNpm) whenParentEnds(() => stop.abort())
  return stop.signal
}

/**
 * npm runs us below a shell, and hands a SIGTERM to that shell alone: it ends, and we are not told. Without npm the end of
 * our parent means nothing, as after nohup.
 */
function whenParentEnds(act: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    act()
  }, PARENT_INTERVAL_MS)
  timer.unref()
}

let ending: Promise<never> | undefined

/** Leaves the database server and ends the process. */
function end(status: number): Promise<never> {
  ending ??= (async () => {
    await Promise.race([
      leaveEmbeddedServers(),
      new Promise(resolve => setTimeout(resolve, LEAVE_TIMEOUT_MS)),
    ])
    // Sockets of the platforms may be open still; everything of ours is closed.
    process.exit(status)
  })()
  return ending
}

/**
 * Describes a failure. A stack doesn't help when an address or a token is wrong; a defect of ours needs its place.
 */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error instanceof UserError || error.constructor === Error ? error.message : forLog(error)
}
