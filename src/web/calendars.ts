/** Calendars on the web: of a group, of one meeting, of a person. */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { etag } from 'hono/etag'
import type { Clock } from '../core/clock.ts'
import type { Database } from '../core/database/client.ts'
import { groupFeed, personalFeed } from '../core/feeds/reading.ts'
import { calendarOf } from '../core/ics/calendar.ts'
import { meetingFeed } from '../core/ics/entries.ts'
import type { Entry, Feed } from '../core/ics/feed.ts'
import { parseGroupId } from '../core/references/group-names.ts'
import { cleanLine } from '../core/text/clean.ts'
import { findLastModified, formatHttpDate, isUnchangedSince } from './freshness.ts'
import { notFound, send } from './responses.ts'
import { createRoutes, type Routes } from './routes.ts'

export interface CalendarRoutesOptions {
  db: Database
  clock: Clock
}

export function calendarRoutes({ db, clock }: CalendarRoutesOptions): Routes {
  const render = createRenderer()

  function answer(c: Context, feed: Feed | undefined, file: string, caching: string): Response {
    if (!feed) return notFound(c)
    const { text, etag } = render(feed)
    const lastModified = findLastModified(feed.changed, clock.now())
    const headers = {
      etag,
      'cache-control': caching,
      ...(lastModified && { 'last-modified': formatHttpDate(lastModified) }),
    }
    if (isUnchangedSince(c.req.header(), lastModified)) return c.body(null, 304, headers)
    return send(c, 200, text, {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${file}.ics"`,
    })
  }

  return createRoutes()
    .use('/calendar/*', etag({ retainedHeaders: RETAINED }))
    .get('/calendar/:file{mtg-[0-9]{1,9}\\.ics}', async c => {
      const id = Number(/\d+/.exec(c.req.param('file'))![0])
      return answer(c, forEverybody(await meetingFeed(db, id)), `mtg-${id}`, OPEN)
    })
    .get('/calendar/:file{[^/]+\\.ics}', async c => {
      const group = readGroup(withoutExtension(c.req.param('file')))
      if (group === undefined) return notFound(c)
      const feed = forEverybody(await groupFeed(db, group, clock.now()))
      return answer(c, feed, group.toLowerCase(), OPEN)
    })
    .get('/calendar/p/:file{[^/]+\\.ics}', async c => {
      const secret = withoutExtension(c.req.param('file'))
      return answer(c, await personalFeed(db, secret, clock.now()), 'my-meetings', PRIVATE)
    })
}

/** May be stored, but is asked about each time: a cancelled meeting must not be shown for another hour. */
const OPEN = 'public, no-cache'
const PRIVATE = 'private, no-cache'

/** Headers of an answer that says "unchanged" (RFC 9110, 15.4.5). */
const RETAINED = ['cache-control', 'date', 'etag', 'last-modified', 'x-content-type-options']

/** The group that an address names; undefined for what can be no group's name. */
function readGroup(name: string): string | undefined {
  try {
    return parseGroupId(cleanLine(name, 40))
  } catch {
    return undefined
  }
}

const withoutExtension = (file: string): string => file.slice(0, -'.ics'.length)

/**
 * The feed as anybody on the Internet may read it: ad-hoc meetings and calls show only that the time is taken.
 * Their subjects stay between the groups they call together, and are in the private calendars of those people.
 */
const forEverybody = (feed: Feed | undefined): Feed | undefined =>
  feed && { ...feed, entries: feed.entries.map(entry => (isInternal(entry) ? withoutWords(entry) : entry)) }

const isInternal = ({ meeting: { kind } }: Entry): boolean => kind === 'AD_HOC' || kind === 'CALL'

const withoutWords = ({ meeting, history }: Entry): Entry => ({
  isBusyOnly: true,
  meeting: { ...meeting, title: undefined, objective: 'known to the groups that take part' },
  history: history.map(change => ({ ...change, reason: undefined })),
})

/** How many rendered calendars are kept. */
const RENDERED_COUNT = 200

interface Rendered {
  text: string
  etag: string
}

/** Renders feeds and keeps the `limit` last used ones: most programs ask for a version they have already. */
export function createRenderer(limit = RENDERED_COUNT): (feed: Feed) => Rendered {
  const kept = new Map<string, Rendered>()
  return feed => {
    const version = digest(JSON.stringify(feed))
    const rendered = kept.get(version) ?? renderFeed(feed)
    // Moved to the end: the first key is then the least recently used one.
    kept.delete(version)
    kept.set(version, rendered)
    if (kept.size > limit) kept.delete(kept.keys().next().value!)
    return rendered
  }
}

function renderFeed(feed: Feed): Rendered {
  const text = calendarOf(feed)
  return { text, etag: `"${digest(text)}"` }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
