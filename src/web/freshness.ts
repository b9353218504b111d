/** Whether a client has the present version, by time (RFC 9110, 13.1.3). Entity tags are compared by hono's `etag`. */

/**
 * Whether nothing has changed since the client's "If-Modified-Since". False when the client names entity tags, which take
 * precedence, and when `lastModified` is undefined.
 */
export function isUnchangedSince(
  headers: Record<string, string>,
  lastModified: Temporal.Instant | undefined,
): boolean {
  if (headers['if-none-match'] !== undefined) return false
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return lastModified !== undefined && !Number.isNaN(since) && toSeconds(lastModified) * 1000 <= since
}

export const formatHttpDate = (at: Temporal.Instant): string => new Date(toSeconds(at) * 1000).toUTCString()

/** HTTP writes times in whole seconds. */
const toSeconds = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1000)

/**
 * The time of a change, if it can tell that version from the next one: HTTP's times have whole seconds, and a change that
 * is being written may carry an instant slightly in the past. After a minute neither matters.
 */
export const findLastModified = (
  changed: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined =>
  Temporal.Instant.compare(changed.add({ seconds: 60 }), now) <= 0 ? changed : undefined
