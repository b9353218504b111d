/** Answers with a page, and the headers that every page has. */
import type { Context, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { send } from '../responses.ts'
import type { Html } from './markup.ts'

/** No script, nothing from elsewhere, in no frame of others; forms lead to ourselves. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  c.header('content-security-policy', POLICY)
  // Addresses hold what somebody looks at, and a link's secret: no other site gets them.
  c.header('referrer-policy', 'same-origin')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
  await next()
}

export const respond = (c: Context, status: ContentfulStatusCode, page: Html): Response =>
  send(c, status, page.toString(), {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-store',
  })
