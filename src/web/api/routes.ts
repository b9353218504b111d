/** The interface for programs: JSON under /api/v1, with a token and the rights of its owner. */
import type { MiddlewareHandler, Context as Request } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Context } from '../../core/commands/command.ts'
import { isUnreachable } from '../../core/database/unreachable.ts'
import { UserError } from '../../core/errors.ts'
import { listIssues } from '../../core/issues/listing.ts'
import { ALL_STAGES } from '../../core/issues/state.ts'
import { findIssue, findTimeline } from '../../core/issues/store.ts'
import { findMeeting, MEETING } from '../../core/meetings/meeting.ts'
import { meetingsOfYear, readYear } from '../../core/meetings/years.ts'
import { parseGroupId } from '../../core/references/group-names.ts'
import { ISSUE } from '../../core/references/issue.ts'
import { registerPage } from '../../core/references/pages.ts'
import { browse, countOf } from '../../core/registers/browse.ts'
import { findHistory } from '../../core/registers/history.ts'
import type { Filter } from '../../core/registers/register.ts'
import { REGISTERS } from '../../core/registers/registers.ts'
import { getEntry } from '../../core/registers/store.ts'
import { waitWords } from '../pace.ts'
import { readChoice, readPage, readPart, readValue } from '../pages/query.ts'
import { statusOf } from '../pages/refusals.ts'
import { keyOf, readFilters, registerAt } from '../pages/registers.ts'
import { AWAY_FOR_NOW, AWAY_SECONDS, plain, send } from '../responses.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { describeApi } from './description.ts'
import {
  presentEntry,
  presentIssue,
  presentMeeting,
  presentWholeEntry,
  presentWholeIssue,
} from './present.ts'
import { type ApiOptions, NO_TOKEN, readToken, secondsToWait } from './tokens.ts'

const ROOT = '/api/v1'
/** Meetings and issues on one page. */
const SIZE = 50
/** The longest request of a program, in bytes: a statement of the greatest length fits. */
const MOST_BYTES = 200_000
/** Lists of issues go on so far. */
const LAST_PAGE = 200

export function apiRoutes(options: ApiOptions): Routes {
  const description = JSON.stringify(describeApi(`${options.publicUrl ?? ''}${ROOT}`))

  const answer = (make: (c: Request, context: Context) => Promise<object>) => async (c: Request) => {
    try {
      const found = await readToken(c, options)
      if (!found) {
        c.header('www-authenticate', 'Bearer')
        return json(c, 401, { fault: NO_TOKEN, code: 'no-token' })
      }
      return json(c, 200, await make(c, found.context))
    } catch (error) {
      if (error instanceof UserError)
        return json(c, statusOf(error), { fault: error.message, code: error.code })
      if (!isUnreachable(error)) throw error
      c.header('retry-after', AWAY_SECONDS)
      return json(c, 503, { fault: AWAY_FOR_NOW, code: 'database-away' })
    }
  }

  const paced: MiddlewareHandler = async (c, next) => {
    const seconds = secondsToWait(c, options)
    if (seconds === 0) return next()
    c.header('retry-after', String(seconds))
    return json(c, 429, { fault: waitWords(seconds), code: 'too-many' })
  }

  return (
    createRoutes()
      .use(`${ROOT}/*`, paced)
      .use('/mcp', paced)
      .get(`${ROOT}/openapi.json`, c =>
        send(c, 200, description, {
          'content-type': 'application/json; charset=utf-8',
          'cache-control': 'public, max-age=300',
        }),
      )
      .get(`${ROOT}/registers`, answer(listRegisters))
      .get(`${ROOT}/registers/:register`, answer(listOfRegister))
      .get(`${ROOT}/registers/:register/:key`, answer(oneOfRegister))
      .get(`${ROOT}/meetings`, answer(listOfMeetings))
      .get(`${ROOT}/meetings/:reference`, answer(oneMeeting))
      .get(`${ROOT}/issues`, answer(listOfIssues))
      .get(`${ROOT}/issues/:reference`, answer(oneIssue))
      .get(`${ROOT}/*`, c =>
        json(c, 404, {
          fault: `There is nothing at this address; ${ROOT}/openapi.json describes the addresses that exist.`,
          code: 'no-address',
        }),
      )
      // Loaded when a program first asks: it is larger than all the rest of the pages.
      .on(['GET', 'POST', 'DELETE'], '/mcp', boundBody, async c =>
        (await import('./mcp.ts')).answerMcp(c, options),
      )
  )
}

/** Refuses a body that is too long, or that does not say how long it is. */
const boundBody: MiddlewareHandler = async (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined)
    return plain(c, 411, 'A request to this address says its length, in Content-Length.')
  if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES)
    return plain(c, 413, `A request to this address has at most ${MOST_BYTES} bytes.`)
  return next()
}

const json = (c: Request, status: ContentfulStatusCode, value: object): Response =>
  send(c, status, `${JSON.stringify(value)}\n`, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-store',
  })

async function listRegisters(_: Request, { tx }: Context): Promise<object> {
  const registers = await Promise.all(
    REGISTERS.map(async register => ({
      name: register.name as string,
      title: register.title as string,
      path: registerPage(register.name),
      entries: (await countOf(tx, register)).total,
      filters: Object.keys(register.filters as Record<string, Filter>),
    })),
  )
  return { registers }
}

async function listOfRegister(c: Request, context: Context): Promise<object> {
  const register = registerAt(c)
  const page = readPage(c)
  const { entries, total, hasMore, pages } = await browse(context.tx, register, {
    ...readFilters(c, register),
    page,
  })
  return {
    entries: entries.map(entry => presentEntry(register, entry, context)),
    total,
    counted: !hasMore,
    page,
    more: page < pages,
  }
}

async function oneOfRegister(c: Request, context: Context): Promise<object> {
  const register = registerAt(c)
  const { tx, now } = context
  const entry = await getEntry(tx, register, await keyOf(register, readPart(c, 'key'), context), now)
  return presentWholeEntry(register, entry, await findHistory(tx, register, entry), context)
}

async function listOfMeetings(c: Request, context: Context): Promise<object> {
  const year = readYear(readValue(c, 'year'), context.now)
  const group = readValue(c, 'group')
  const page = readPage(c)
  const found = await meetingsOfYear(
    context.tx,
    year,
    group === undefined ? undefined : parseGroupId(group),
    {
      skip: (page - 1) * SIZE,
      take: SIZE + 1,
    },
  )
  if (found.length === 0 && page > 1) throw noPage(page)
  return {
    meetings: found.slice(0, SIZE).map(m => presentMeeting(m, context)),
    page,
    more: found.length > SIZE,
  }
}

const oneMeeting = async (c: Request, context: Context): Promise<object> =>
  presentMeeting(await findMeeting(context.tx, MEETING.parse(readPart(c, 'reference'))), context)

async function listOfIssues(c: Request, context: Context): Promise<object> {
  const stage = readChoice(c, 'stage', ['all', ...ALL_STAGES])
  const group = readValue(c, 'group')
  const page = readPage(c)
  if (page > LAST_PAGE) throw noPage(page)
  const wanted = {
    stages: stage === 'all' ? undefined : [stage],
    groups: group === undefined ? undefined : [parseGroupId(group)],
    words: readValue(c, 'text'),
  }
  const found = await listIssues(context.tx, wanted, SIZE + 1, (page - 1) * SIZE)
  if (found.length === 0 && page > 1) throw noPage(page)
  return {
    issues: found.slice(0, SIZE).map(state => presentIssue(state, context)),
    page,
    more: found.length > SIZE,
  }
}

async function oneIssue(c: Request, context: Context): Promise<object> {
  const state = await findIssue(context.tx, ISSUE.parse(readPart(c, 'reference')))
  return presentWholeIssue(state, await findTimeline(context.tx, state.id), context)
}

const noPage = (page: number): UserError =>
  new UserError('no-page', `There is no page ${page} of this list.`, 'page')
