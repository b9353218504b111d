/**
 * The door before Bolt's receiver: looks at headers only, and refuses what can't be from Slack before any of its body is
 * kept. Bolt itself reads up to 4 MB of an unsigned body before it checks the signature, and checks only that a timestamp
 * isn't too old (docs/decisions/0016). The signature check itself is Bolt's.
 */
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { after } from '../../timing.ts'

/** The most that Slack's requests may have; its own are a few kilobytes. */
export const BODY_BYTES = 1024 * 1024
/** A request may have been recorded and sent again later; Slack's documentation allows five minutes. */
const CLOCK_SKEW_S = 5 * 60
/** Slack itself gives up after three seconds, so a body that takes longer isn't worth its memory. */
const BODY_MS = 3_000
/** Bodies above this size are few, and no more than so many are read at the same time. */
const LARGE_BODY_BYTES = 100 * 1024
const LARGE_BODIES = 10

export interface Refusal {
  status: 401 | 411 | 413 | 503
  /** For the operator's log. */
  reason: string
}

/** Why headers can't be those of a request from Slack at `now`; undefined when they can. */
export function findRefusal(headers: IncomingHttpHeaders, now: Temporal.Instant): Refusal | undefined {
  if (!/^v0=[0-9a-f]{64}$/.test(String(headers['x-slack-signature'])))
    return { status: 401, reason: 'it has no signature of Slack' }
  const timestamp = String(headers['x-slack-request-timestamp'])
  if (!/^\d{1,12}$/.test(timestamp)) return { status: 401, reason: 'it has no timestamp' }
  if (Math.abs(now.epochMilliseconds / 1000 - Number(timestamp)) > CLOCK_SKEW_S)
    return {
      status: 401,
      reason: "its timestamp is more than five minutes off, or this machine's clock is wrong",
    }
  const length = String(headers['content-length'])
  if (headers['transfer-encoding'] !== undefined || !/^\d{1,12}$/.test(length))
    return { status: 411, reason: 'it does not announce its length' }
  if (Number(length) > BODY_BYTES) return { status: 413, reason: `it announces ${length} bytes` }
  return undefined
}

export interface DoorOptions {
  /** Bolt's own. */
  listener: RequestListener
  /** Called with the reason of each refusal. */
  onRefused(reason: string): void
  clock: Clock
}

export function createDoor({ listener, onRefused, clock }: DoorOptions): RequestListener {
  let largeBodies = 0

  function limitReading(request: IncomingMessage, response: ServerResponse): void {
    const isLarge = isLargeBody(request)
    if (isLarge) largeBodies++
    const cancel = after(BODY_MS, () => request.socket.destroy())
    const done = () => {
      cancel()
      if (isLarge) largeBodies--
      request.off('end', done)
      response.off('close', done)
    }
    request.once('end', done)
    response.once('close', done)
  }

  return (request, response) => {
    const refusal = findRefusal(request.headers, clock.now()) ?? findOverload(request, largeBodies)
    if (refusal === undefined) {
      limitReading(request, response)
      return listener(request, response)
    }
    onRefused(refusal.reason)
    response.writeHead(refusal.status, { connection: 'close', 'content-type': 'text/plain; charset=utf-8' })
    // Without waiting for the body: what has come of it is dropped with the connection.
    response.end(`${REFUSED}\n`, () => request.socket.destroy())
  }
}

/** One sentence for every reason: only the operator learns more. */
const REFUSED = 'This address takes requests of Slack only.'

const isLargeBody = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length']) > LARGE_BODY_BYTES

const findOverload = (request: IncomingMessage, largeBodies: number): Refusal | undefined =>
  isLargeBody(request) && largeBodies >= LARGE_BODIES
    ? { status: 503, reason: 'too many large requests are being read' }
    : undefined

/** How often refusals are logged, at most: anybody can cause them. */
const LOG_EVERY_MS = 60_000

/** Logs a refusal at once, and those of the next minute as a number beside the next one. */
export function createRefusalLog(log: Log, clock: Clock): (reason: string) => void {
  let loggedAt: Temporal.Instant | undefined
  let unlogged = 0
  return reason => {
    const now = clock.now()
    if (loggedAt && now.epochMilliseconds - loggedAt.epochMilliseconds < LOG_EVERY_MS) {
      unlogged++
      return
    }
    log.warn({ reason, ...(unlogged > 0 && { unlogged }) }, 'Slack: a request was refused')
    loggedAt = now
    unlogged = 0
  }
}
