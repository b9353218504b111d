/** HTTP of the fake Discord: bodies, routes and answers. */
import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import type { Json } from './validate.ts'

/** A body of JSON, or a form with JSON and files, which become the message's attachments. */
export async function readBody(bytes: Buffer<ArrayBuffer>, type: string): Promise<Json | undefined> {
  if (bytes.length === 0) return undefined
  if (!type.startsWith('multipart/')) return JSON.parse(bytes.toString()) as Json
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const attachments: Json[] = []
  for (const [key, value] of form.entries())
    if (/^files\[\d+\]$/.test(key) && typeof value !== 'string')
      attachments.push({ filename: value.name, content: await value.text() })
  return { ...(JSON.parse(String(form.get('payload_json'))) as Json), attachments }
}

type RateLimit = Extract<Fault, { kind: 'rate limit' }>

/** "/channels/:id/messages" for a path with ids. */
export const toRoute = (path: string): string =>
  path
    .replace(/^\/interactions\/\d+\/[^/]+/, '/interactions/:id/:token')
    .replace(/^\/webhooks\/\d+\/[^/]+/, '/webhooks/:id/:token')
    .replace(/\/\d{17,19}(?=\/|$)/g, '/:id')

/** Answers to interactions carry their token in the path. */
export const needsToken = (route: string): boolean => !/^\w+ \/(interactions|webhooks)/.test(route)

export function sendRateLimit(response: ServerResponse, { seconds, global }: RateLimit): void {
  response.setHeader('retry-after', String(seconds))
  if (global) response.setHeader('x-ratelimit-global', 'true')
  send(response, 429, {
    message: 'You are being rate limited.',
    retry_after: seconds,
    global: global ?? false,
  })
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  if (body === undefined) {
    response.writeHead(204).end()
    return
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
