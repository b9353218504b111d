/** Whether somebody has what is there already (RFC 9110, 13): then it need not be sent. */
import type { IncomingHttpHeaders } from 'node:http'

export interface Validators {
  /** Quoted, as it is sent. */
  etag: string
  /** Undefined when a time can't tell versions apart. */
  lastModified: Temporal.Instant | undefined
}

/** Whether the request names the present version. An entity tag is believed before a time. */
export function isFresh(asked: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const tags = asked['if-none-match']
  if (tags !== undefined) {
    const named = tags.split(',').map(tag => tag.trim().replace(/^W\//, ''))
    return named.includes('*') || named.includes(etag)
  }
  const since = Date.parse(asked['if-modified-since'] ?? '')
  return lastModified !== undefined && !Number.isNaN(since) && seconds(lastModified) * 1000 <= since
}

export const validatorHeaders = ({ etag, lastModified }: Validators): Record<string, string> => ({
  etag,
  ...(lastModified && { 'last-modified': new Date(seconds(lastModified) * 1000).toUTCString() }),
})

/** The finest time that HTTP writes. */
const seconds = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1000)

/**
 * When something changed, if that tells it from its next version: HTTP's times have whole seconds, and a change
 * under way may be written with an instant that is past. After a minute neither can be.
 */
export const settledSince = (
  changed: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined =>
  Temporal.Instant.compare(changed.add({ seconds: 60 }), now) <= 0 ? changed : undefined
