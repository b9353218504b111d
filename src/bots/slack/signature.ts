/**
 * Slack's signature of what it sends over HTTP, v0 of "Verifying requests from Slack". Bolt's own check was rejected for
 * its time (docs/decisions/0015); a test holds the two alike.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** What is older may have been kept by somebody and sent again. */
const OLDEST_SECONDS = 5 * 60

export interface Signed {
  /** X-Slack-Signature. */
  signature: string
  /** X-Slack-Request-Timestamp: seconds since 1970. */
  stamp: string
  body: Buffer
}

/** Why `signed` is not from Slack, in words for an administrator; undefined when it is. */
export function refusalOf(
  { signature, stamp, body }: Signed,
  secret: string,
  now: Temporal.Instant,
): string | undefined {
  const seconds = Number(stamp)
  if (stamp === '' || Number.isNaN(seconds)) return 'it has no time'
  if (seconds < Math.floor(now.epochMilliseconds / 1000) - OLDEST_SECONDS)
    return "it is older than five minutes, or this machine's clock is wrong"
  const right = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex')
  return isSame(signature, `v0=${right}`) ? undefined : 'SLACK_SIGNING_SECRET is not what it was signed with'
}

/** Takes as long for a wrong one as for a right one. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
