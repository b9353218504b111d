/** The overview: what waits for the reader, the next meetings and deadlines, open issues, what is owed. */
import type { Context } from 'hono'
import { HOME_PARTS } from '../../core/catalog.ts'
import { listIssues } from '../../core/issues/listing.ts'
import { issueRef, OPEN } from '../../core/issues/state.ts'
import { describeNextStep } from '../../core/issues/words.ts'
import { meetingRef } from '../../core/meetings/meeting.ts'
import { awaitingContributions, listMeetings } from '../../core/meetings/queries.ts'
import { describeDeadline, describeStatus, meetingName } from '../../core/meetings/words.ts'
import { followedBy } from '../../core/people/follows.ts'
import { issuePage, meetingPage, PAGES } from '../../core/references/pages.ts'
import { findDebts } from '../../core/registers/owed/debts.ts'
import { describeDebt } from '../../core/registers/owed/words.ts'
import { createReadOnce, type ReadOnce } from '../../core/rooms/read-once.ts'
import type { Text } from '../../core/text/spans.ts'
import type { Page } from './layout.ts'
import { type Content, type Html, markup } from './markup.ts'
import { asKnown, renderWhen } from './meetings.ts'
import type { Reader } from './reader.ts'
import { renderText } from './text.ts'

/** Lines of each part. */
const MOST = 8

export async function overviewPage(_: Context, reader: Reader): Promise<Page> {
  const { base, context } = reader
  const { tx, now } = context
  // Debts wait for somebody, and are owed.
  const readOnce = createReadOnce({ tx, now })
  const [waiting, meetings, awaiting, issues, owed] = await Promise.all([
    waitingLines(reader, readOnce),
    listMeetings(tx, undefined, 'ahead', now, MOST + 1),
    awaitingContributions(tx, undefined, now, MOST + 1),
    listIssues(tx, { stages: OPEN, groups: undefined, words: undefined }, MOST + 1),
    owedLines(readOnce),
  ])
  const link = (path: string, words: Content) => markup`<a href="${base}${path}">${words}</a>`
  return {
    title: 'Overview',
    under: PAGES.overview,
    commands: [
      { label: 'Raise an issue', line: 'issue raise' },
      { label: 'All that waits for you', line: 'waiting' },
    ],
    body: markup`${waiting.length > 0 && part('Waiting for you', waiting)}
<div class="columns">${part(
      'Next meetings',
      meetings.map(m => {
        const known = asKnown(m, context)
        return markup`${link(meetingPage(meetingRef(m)), meetingName(known))}, ${describeStatus(known, now)}<br><span class="soft">${renderWhen(m, reader)}</span>`
      }),
      'No meeting is ahead.',
      link(PAGES.calendar, 'Calendar'),
    )}
${part(
  'Deadlines for contributions',
  awaiting.map(m => {
    const known = asKnown(m, context)
    return markup`${link(meetingPage(meetingRef(m)), meetingName(known))}<br><span class="soft">${describeDeadline(known, now)}</span>`
  }),
  'No deadline is ahead.',
  link(PAGES.calendar, 'Calendar'),
)}
${part(
  'Open issues',
  issues.map(
    s =>
      markup`${link(issuePage(issueRef(s)), `${issueRef(s)} ${s.topic}`)}<br><span class="soft">${describeNextStep(s)}</span>`,
  ),
  'No issue is open.',
  link(PAGES.issues, 'All issues'),
)}
${part('Owed', owed, 'Nothing that is on record is owed.', link(PAGES.owed, 'All that is owed'))}</div>`,
  }
}

/** A heading with at most `MOST` lines, and where there are more. */
function part(title: string, lines: readonly Content[], none?: string, all?: Html): Html {
  return markup`<section><h2>${title}</h2>${
    lines.length === 0
      ? markup`<p>${none}</p>`
      : markup`<ul class="plain">${lines.slice(0, MOST).map(line => markup`<li>${line}</li>`)}</ul>`
  }${lines.length > MOST && all && markup`<p>${all}</p>`}</section>`
}

/** The waiting items of the reader, as on the home page in chat. */
async function waitingLines(reader: Reader, readOnce: ReadOnce): Promise<Content[]> {
  const { context } = reader
  const { tx, now, actor } = context
  const own = HOME_PARTS.find(({ all }) => all === 'waiting')
  if (!own || actor.roles.length === 0) return []
  const lines = await own.lines({ tx, now, actor, readOnce, followed: await followedBy(tx, actor) }, MOST + 1)
  return lines.map(({ text }) => text !== undefined && renderText(capitalized(text), reader)).filter(Boolean)
}

async function owedLines(readOnce: ReadOnce): Promise<Content[]> {
  return (await readOnce(findDebts)).slice(0, MOST + 1).map(describeDebt)
}

/** Lines of a list begin small in chat; here each stands by itself. */
const capitalized = (text: Text): Text => {
  const upper = (words: string) => words.replace(/^./u, first => first.toUpperCase())
  if (typeof text === 'string') return upper(text)
  const [first, ...others] = text
  return typeof first === 'string' ? [upper(first), ...others] : text
}
