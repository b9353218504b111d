/** The edges of the process: its log, its last words, its signals. */
import pino from 'pino'
import { UserError } from './core/errors.ts'
import type { Log } from './core/log.ts'

/** The log goes to standard error, JSON a line; standard output is for answers. */
export const openLog = (level: string): Log =>
  pino({ level, base: { pid: process.pid } }, pino.destination({ dest: 2, sync: true }))

/** A line to the person who started the program. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Ends the program with status 1 and why. */
export function fail(why: unknown): never {
  const words =
    typeof why === 'string'
      ? why
      : why instanceof UserError
        ? why.message
        : why instanceof Error
          ? (why.stack ?? why.message)
          : String(why)
  say(words)
  process.exit(1)
}

/** Calls `stop` at the first Ctrl-C or SIGTERM; a second one ends at once. */
export function onSignals(stop: () => void): void {
  let asked = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (asked) process.exit(1)
      asked = true
      stop()
    })
}
