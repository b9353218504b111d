/** What the web server answers, one route for each kind of address. */
import type { IncomingHttpHeaders, RequestListener } from 'node:http'

/** A request that may change nothing. */
export interface WebRequest {
  /** The named parts of the route's path, decoded. */
  params: Record<string, string>
  headers: IncomingHttpHeaders
}

export interface WebAnswer {
  status: number
  headers?: Record<string, string>
  /** Left out of the answer to a HEAD request. */
  body?: string
}

/** Answers GET and HEAD: a function from a request to an answer. */
export interface AnswerRoute {
  /** The path, or a URLPattern of it with named parts: "/calendar/:group.ics". */
  path: string
  answer(request: WebRequest): WebAnswer | Promise<WebAnswer>
}

/** Hands requests on as they come, to a library that reads and answers them itself. */
export interface ListenerRoute {
  path: string
  method: 'POST'
  listener: RequestListener
}

export type Route = AnswerRoute | ListenerRoute

export const methodsOf = (route: Route): readonly string[] =>
  'listener' in route ? [route.method] : ['GET', 'HEAD']

/** The named parts of a path under a route's; undefined when it is another one. */
export function paramsOf({ path }: Route, pathname: string): Record<string, string> | undefined {
  // Most routes name no part: those are compared, for a pattern costs ten times as much.
  if (!path.includes(':')) return path === pathname ? {} : undefined
  const found = patternOf(path).exec({ pathname })
  if (!found) return undefined
  const params: Record<string, string> = {}
  for (const [name, raw = ''] of Object.entries(found.pathname.groups)) {
    const value = decoded(raw)
    if (value === undefined) return undefined
    params[name] = value
  }
  return params
}

const patterns = new Map<string, URLPattern>()

function patternOf(path: string): URLPattern {
  const known = patterns.get(path)
  if (known) return known
  const made = new URLPattern({ pathname: path })
  patterns.set(path, made)
  return made
}

function decoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw)
  } catch {
    return undefined
  }
}

export const plain = (status: number, words: string): WebAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${words}\n`,
})

/** The same for an address that never was, one that is no more, and one that nobody may know of. */
export const notFound = (): WebAnswer => plain(404, 'There is nothing at this address.')

export const badRequest = (): WebAnswer => plain(400, 'This is not a request that can be read.')

export const failed = (): WebAnswer => plain(500, 'Something went wrong on our side. Please try again later.')

export function wrongMethod(allowed: string[]): WebAnswer {
  const answer = plain(405, `This address takes ${allowed.join(' and ')} only.`)
  return { ...answer, headers: { ...answer.headers, allow: allowed.join(', ') } }
}
