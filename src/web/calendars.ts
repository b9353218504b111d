/** Calendars on the web: of a group, of one meeting, of a person. */

import { createHash } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import type { Database } from '../core/database/client.ts'
import { groupFeed, personalFeed } from '../core/feeds/reading.ts'
import { calendarOf } from '../core/ics/calendar.ts'
import { meetingFeed } from '../core/ics/entries.ts'
import type { Feed } from '../core/ics/feed.ts'
import { parseGroupId } from '../core/references/group-names.ts'
import { isFresh, settledSince, validatorHeaders } from './freshness.ts'
import { notFound, type Route, type WebAnswer, type WebRequest } from './route.ts'

export interface CalendarRoutesOptions {
  db: Database
  clock: Clock
}

export function calendarRoutes({ db, clock }: CalendarRoutesOptions): Route[] {
  const render = createRenderer()

  function answer(feed: Feed | undefined, { headers }: WebRequest, file: string, cache: string): WebAnswer {
    if (!feed) return notFound()
    const { text, etag } = render(feed)
    const validators = { etag, lastModified: settledSince(feed.changed, clock.now()) }
    const shared = { ...validatorHeaders(validators), 'cache-control': cache }
    if (isFresh(headers, validators)) return { status: 304, headers: shared }
    return {
      status: 200,
      headers: {
        ...shared,
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `inline; filename="${file}.ics"`,
      },
      body: text,
    }
  }

  return [
    {
      path: '/calendar/mtg-:id(\\d{1,9}).ics',
      answer: async request => {
        const id = Number(request.params.id)
        return answer(await meetingFeed(db, id), request, `mtg-${id}`, OPEN)
      },
    },
    {
      path: '/calendar/:group.ics',
      answer: async request => {
        const group = parseGroupId(request.params.group!)
        return answer(await groupFeed(db, group, clock.now()), request, group.toLowerCase(), OPEN)
      },
    },
    {
      path: '/calendar/p/:secret.ics',
      answer: async request =>
        answer(await personalFeed(db, request.params.secret!, clock.now()), request, 'my-meetings', PRIVATE),
    },
  ]
}

/** May be kept, but is asked about each time: a cancelled meeting must not stand for an hour longer. */
const OPEN = 'public, no-cache'
const PRIVATE = 'private, no-cache'

/** How many texts are kept ready. */
const READY = 200

interface Rendered {
  text: string
  etag: string
}

/** Renders feeds, each version once while it is in demand: most programs ask for what they have. */
export function createRenderer(most = READY): (feed: Feed) => Rendered {
  const ready = new Map<string, Rendered>()
  return feed => {
    const version = digest(JSON.stringify(feed))
    const rendered = ready.get(version) ?? renderedFrom(feed)
    // Put at the end again: the first is then the one that nobody asked for the longest.
    ready.delete(version)
    ready.set(version, rendered)
    if (ready.size > most) ready.delete(ready.keys().next().value!)
    return rendered
  }
}

function renderedFrom(feed: Feed): Rendered {
  const text = calendarOf(feed)
  return { text, etag: `"${digest(text)}"` }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
