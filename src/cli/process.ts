/** The edges of the process: its log, its last words, its signals. */
import pino from 'pino'
import { UserError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { redactByShape } from '../redact.ts'

/**
 * The log goes to standard error, JSON a line; standard output is for answers. Each line passes through `hide` as it
 * is written: whatever a library hangs on an error, there is one place where it could leave.
 */
export const openLog = (level: string, hide = redactByShape): Log =>
  pino(
    { level, base: { pid: process.pid }, hooks: { streamWrite: hide } },
    pino.destination({ dest: 2, sync: true }),
  )

/** Ends the program as Node does when nobody caught an error, without printing all that hangs on it. */
export function onCrash(hide: (text: string) => string): void {
  process.on('uncaughtException', why => fail(hide(errorWords(why))))
}

/** A line to the person who started the program. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Ends the program with status 1 and why. */
export function fail(why: unknown): never {
  say(errorWords(why))
  process.exit(1)
}

/** What went wrong. Where an error was thrown helps nobody whose address or token is wrong; a defect has its place. */
export function errorWords(why: unknown): string {
  if (!(why instanceof Error)) return String(why)
  return why instanceof UserError || why.constructor === Error ? why.message : (why.stack ?? why.message)
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
