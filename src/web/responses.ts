/** Answers that several routes give. */
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isUnreachable } from '../core/database/unreachable.ts'
import { DATABASE_AWAY, SOMETHING_WENT_WRONG } from '../core/messages/failure.ts'

/** A text with its length, which an answer to HEAD has as well. */
export const send = (
  c: Context,
  status: ContentfulStatusCode,
  body: string,
  headers: Record<string, string>,
): Response => c.body(body, status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })

/** One plain sentence. */
export const plain = (
  c: Context,
  status: ContentfulStatusCode,
  sentence: string,
  headers: Record<string, string> = {},
): Response =>
  send(c, status, `${sentence}\n`, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  })

/** The same for an address that never existed, one that is gone, and one that must stay secret. */
export const notFound = (c: Context): Response => plain(c, 404, 'There is nothing at this address.')

/** The answer to a request that failed by a fault of ours. Without the database, with the seconds after which to ask again. */
export const failed = (c: Context, error: unknown): Response =>
  isUnreachable(error)
    ? plain(c, 503, AWAY_FOR_NOW, { 'retry-after': AWAY_SECONDS })
    : plain(c, 500, `${SOMETHING_WENT_WRONG}. Please try again later.`)

export const AWAY_FOR_NOW = `${DATABASE_AWAY}. Please try again in a few minutes.`
export const AWAY_SECONDS = '60'

export const wrongMethod = (c: Context, allowed: readonly string[]): Response =>
  plain(c, 405, `This address takes ${allowed.join(' and ')} only.`, { allow: allowed.join(', ') })
