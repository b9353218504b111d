/** All pages, for people who are signed in. */
import type { Context } from 'hono'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/client.ts'
import type { WebDesk } from '../../core/desk/port.ts'
import { UserError } from '../../core/errors.ts'
import { PAGES } from '../../core/references/pages.ts'
import type { Pace } from '../pace.ts'
import { send } from '../responses.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { actionPlanPage } from './action-plan.ts'
import { calendarPage } from './calendar.ts'
import { documentsPage } from './documents.ts'
import { issuePageOf } from './issue.ts'
import { issuesPage } from './issues.ts'
import { jointActivitiesPage } from './joint-activities.ts'
import { type Page, renderBare, renderPage } from './layout.ts'
import { markup } from './markup.ts'
import { meetingPageOf } from './meeting.ts'
import { overviewPage } from './overview.ts'
import { owedPage } from './owed.ts'
import { proposalPageOf } from './proposal.ts'
import { type Reader, toReader } from './reader.ts'
import { readingPageOf, readingsPage } from './readings.ts'
import { statusOf } from './refusals.ts'
import { entryPageOf, REGISTERS_PAGE, registerPageOf, registersPage } from './registers.ts'
import { respond, securityHeaders } from './respond.ts'
import { basePath, paced, readSession, renderSignedOut, signInRoutes } from './sign-in.ts'
import { ICON, STYLE, STYLE_PATH } from './style.ts'
import { renderText } from './text.ts'

export interface PageRoutesOptions {
  db: Database
  clock: Clock
  desk: WebDesk
  /** The public address of the pages. */
  publicUrl: string | undefined
  /** How often one reader may ask; left out: as often as they like. */
  pace?: Pace
}

type Show = (c: Context, reader: Reader) => Promise<Page>

const ROUTES: readonly [path: string, show: Show][] = [
  [PAGES.overview, overviewPage],
  [PAGES.calendar, calendarPage],
  ['/meetings/:reference', meetingPageOf],
  [PAGES.issues, issuesPage],
  ['/issues/:reference', issuePageOf],
  [PAGES.owed, owedPage],
  [PAGES.documents, documentsPage],
  [PAGES.actionPlan, actionPlanPage],
  [PAGES.jointActivities, jointActivitiesPage],
  [REGISTERS_PAGE, registersPage],
  [`${REGISTERS_PAGE}/:register`, registerPageOf],
  [`${REGISTERS_PAGE}/:register/:key`, entryPageOf],
  [PAGES.readings, readingsPage],
  ['/readings/:reference', readingPageOf],
  ['/proposals/:reference', proposalPageOf],
]

export function pageRoutes(options: PageRoutesOptions): Routes {
  const { desk, publicUrl, pace } = options
  const base = basePath(publicUrl)

  const answer = (show: Show) => async (c: Context) => {
    const session = await readSession(c, options)
    if (!session) return respond(c, 401, renderSignedOut(base))
    let reader: Reader | undefined
    try {
      reader = toReader(await desk.reading(session.caller), session.id, base)
      return respond(c, 200, renderPage(await show(c, reader), reader))
    } catch (error) {
      if (error instanceof UserError) return refuse(c, error, reader, base)
      throw error
    }
  }

  const routes = createRoutes()
    .get(STYLE_PATH, c =>
      send(c, 200, STYLE, {
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    )
    .get('/icon.svg', c =>
      send(c, 200, ICON, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
    )
  for (const [path] of ROUTES) routes.use(path, securityHeaders, paced(base, pace))
  routes.use('/sign-in/*', securityHeaders).use('/sign-out', securityHeaders)
  routes.route('/', signInRoutes(options))
  for (const [path, show] of ROUTES) routes.get(path, answer(show))
  return routes
}

/** One clear sentence, with the way back. */
function refuse(c: Context, error: UserError, reader: Reader | undefined, base: string): Response {
  const status = statusOf(error)
  const title = status === 404 ? 'Not found' : status === 403 ? 'Not for you to read' : 'This can’t be shown'
  if (!reader) return respond(c, status, renderBare(title, base, markup`<p>${error.message}</p>`))
  const body = markup`<p class="lead">${renderText(error.sentence, reader)}</p>`
  return respond(c, status, renderPage({ title, body }, reader))
}
