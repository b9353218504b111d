/**
 * Signing in: a personal link opens a page with one button, and only that button uses the link up. Programs that look
 * at links in chats, to show a preview, change nothing.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import type { Clock } from '../../core/clock.ts'
import { type Database, inTransaction } from '../../core/database/client.ts'
import {
  endSession,
  findAccess,
  LASTS_HOURS,
  type LinkState,
  linkState,
  openSession,
} from '../../core/web/access.ts'
import { type Pace, waitWords } from '../pace.ts'
import { plain } from '../responses.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { renderBare } from './layout.ts'
import { type Html, markup } from './markup.ts'
import { respond } from './respond.ts'

export interface SignInOptions {
  db: Database
  clock: Clock
  /** The public address of the pages; undefined: at the root, without HTTPS. */
  publicUrl: string | undefined
  /** How often one reader may ask; left out: as often as they like. */
  pace?: Pace
}

const COOKIE = 'intersg-session'
const LINK = '/sign-in/:secret{[A-Za-z0-9_-]{43}}'

/** The path of the program behind its public address: "" or "/intersg". */
export const basePath = (publicUrl: string | undefined): string =>
  publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')

export function signInRoutes({ db, clock, publicUrl, pace }: SignInOptions): Routes {
  const base = basePath(publicUrl)
  const cookie = {
    path: `${base}/`,
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl?.startsWith('https:') ?? false,
  } as const
  const own = onlyOwn(publicUrl)

  return createRoutes()
    .use('/sign-in/*', paced(base, pace))
    .use('/sign-out', paced(base, pace))
    .get(LINK, async c => {
      const state = await linkState(db, c.req.param('secret'), clock.now())
      return state === 'open' ? respond(c, 200, renderButton(base)) : gone(c, state, base)
    })
    .post(LINK, own, async c => {
      const { secret } = c.req.param()
      const now = clock.now()
      const session = await inTransaction(db, tx => openSession(tx, secret, now))
      if (session === undefined) return gone(c, await linkState(db, secret, now), base)
      setCookie(c, COOKIE, session, { ...cookie, maxAge: LASTS_HOURS.SESSION * 3600 })
      return c.redirect(`${base}/`, 303)
    })
    .post('/sign-out', own, async c => {
      const session = await readSession(c, { db, clock })
      if (session) await endSession(db, session.id, clock.now())
      deleteCookie(c, COOKIE, cookie)
      return respond(
        c,
        200,
        renderBare('Signed out', base, markup`<p>This browser is signed out. ${ASK}</p>`),
      )
    })
}

/** Refuses what is sent by a page of another site. */
function onlyOwn(publicUrl: string | undefined): MiddlewareHandler {
  const check = csrf({
    secFetchSite: ['same-origin'],
    ...(publicUrl !== undefined && { origin: new URL(publicUrl).origin }),
  })
  return async (c, next) => {
    try {
      return await check(c, next)
    } catch (error) {
      if (!(error instanceof HTTPException)) throw error
      return plain(
        c,
        403,
        'This button works on our own page only: open the link itself, and press it there.',
      )
    }
  }
}

/** The session of a request; undefined where there is none, or it has ended. */
export async function readSession(
  c: Context,
  { db, clock, pace }: Pick<SignInOptions, 'db' | 'clock' | 'pace'>,
): ReturnType<typeof findAccess> {
  const secret = getCookie(c, COOKIE)
  if (secret === undefined) return undefined
  const found = await findAccess(db, 'SESSION', secret, clock.now())
  if (found) pace?.know(secret)
  else pace?.forget(secret)
  return found
}

/** Answers those who ask too often before anything is looked up for them. */
export const paced =
  (base: string, pace: Pace | undefined): MiddlewareHandler =>
  async (c, next) => {
    const seconds = pace?.count(c, getCookie(c, COOKIE)) ?? 0
    if (seconds === 0) return next()
    c.header('retry-after', String(seconds))
    return respond(c, 429, renderBare('Too many requests', base, markup`<p>${waitWords(seconds)}</p>`))
  }

const ASK = markup`Give the command <code class="cmd">web link</code> to the bot in chat (<code class="cmd">/sg web</code> on Slack, <code class="cmd">/web link</code> on Discord); it answers with a link for you alone.`

const renderButton = (base: string): Html =>
  renderBare(
    'Open the pages',
    base,
    markup`<p>This link is for you alone. The button signs this browser in for ${LASTS_HOURS.SESSION / 24} days and uses the link up.</p>
<form method="post"><p><button class="main">Sign in</button></p></form>
<p class="note">One cookie keeps you signed in; there is no other. <code class="cmd">web sessions</code> in chat lists where you are signed in, and ends it.</p>`,
  )

const WHY: Record<Exclude<LinkState, 'open'>, string> = {
  used: 'This link was used already; each opens one browser, once.',
  expired: 'This link has expired; each works for 15 minutes.',
  unknown: 'There is no such link.',
}

const gone = (c: Context, state: LinkState, base: string): Response =>
  respond(
    c,
    state === 'unknown' ? 404 : 410,
    renderBare(
      'This link does not work',
      base,
      markup`<p>${state === 'open' ? WHY.expired : WHY[state]} ${ASK}</p>`,
    ),
  )

/** For somebody without a session. */
export const renderSignedOut = (base: string): Html =>
  renderBare(
    'Sign in',
    base,
    markup`<p>These pages are for people who may read by commands. ${ASK} After that, this address opens.</p>`,
  )
