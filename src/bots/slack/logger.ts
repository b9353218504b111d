/** Log lines of Slack's libraries in our log, without payloads and secrets. */
import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import { redactByShape } from '../../redact.ts'

/** An error for our log: its message alone, since the libraries attach requests and headers to theirs. */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return redactByShape(String(error))
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return redactByShape(`${error.message}${cause}`)
}

/** Bolt's logger on ours. Its debug lines contain whole payloads, and are dropped. */
export function createBoltLogger(log: Log): Logger {
  const line = (words: unknown[]) =>
    words.map(word => (typeof word === 'string' ? redactByShape(word) : errorWords(word))).join(' ')
  return {
    debug: () => {},
    info: (...words) => log.debug({ part: 'slack' }, line(words)),
    warn: (...words) => log.warn({ part: 'slack' }, line(words)),
    error: (...words) => log.warn({ part: 'slack' }, line(words)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
