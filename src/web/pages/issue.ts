/** One issue: how it stands, and its whole timeline, statements word for word. Its address is for good. */
import type { Context } from 'hono'
import { UserError } from '../../core/errors.ts'
import { withActionNumber } from '../../core/issues/action-number.ts'
import { renderCard } from '../../core/issues/card.ts'
import { verbsFor } from '../../core/issues/lifecycle.ts'
import type { IssueState } from '../../core/issues/state.ts'
import { findIssue, findTimeline } from '../../core/issues/store.ts'
import { describeEvent, findStatus, issueTitle } from '../../core/issues/words.ts'
import { type Block, heading } from '../../core/messages/message.ts'
import { ISSUE } from '../../core/references/issue.ts'
import { PAGES } from '../../core/references/pages.ts'
import { formatDate, formatTime, inGeneva } from '../../core/time/geneva.ts'
import { commandsOf, renderBlocks } from './blocks.ts'
import type { Page } from './layout.ts'
import { type Html, markup } from './markup.ts'
import { renderPaging } from './paging.ts'
import { readPage, readPart } from './query.ts'
import type { Reader } from './reader.ts'
import { linked } from './text.ts'

/** As much of a timeline as one page has, in bytes of its words. */
const PAGE_BYTES = 48_000

export async function issuePageOf(c: Context, reader: Reader): Promise<Page> {
  const { tx, now, actor } = reader.context
  const state = await findIssue(tx, ISSUE.parse(readPart(c, 'reference')))
  const lines = await timelineOf(state, reader)
  const pages = inPages(lines)
  const page = readPage(c)
  const shown = pages[page - 1]
  if (!shown)
    throw new UserError(
      'no-page',
      `The timeline of ${ISSUE.format(state.id)} has ${pages.length === 1 ? 'one page' : `${pages.length} pages`}.`,
      'page',
    )
  const { blocks } = renderCard(await withActionNumber(tx, state), verbsFor(state, actor.roles), { now })
  return {
    title: issueTitle(state),
    under: PAGES.issues,
    commands: commandsOf(blocks),
    body: markup`${page === 1 && renderBlocks(withSummaryNamed(blocks.slice(1)), reader)}
<h2 id="timeline">Timeline${pages.length > 1 && `, page ${page} of ${pages.length}`}</h2>
<ol class="timeline">${shown.map(
      line => markup`<li id="entry-${line.number}"><span class="when">${line.number}. <time datetime="${line.at.toString()}">${whenOf(line.at)}</time></span><p>${linked(line.words, reader)}</p></li>
`,
    )}</ol>
${renderPaging(c, reader, page, pages.length, page < pages.length)}`,
  }
}

/** The card, with a heading instead of its label where the issue itself is told: its last quotation. */
function withSummaryNamed(blocks: readonly Block[]): Block[] {
  const quoted = blocks.findLastIndex(block => block.kind === 'quote')
  return quoted < 1 ? [...blocks] : blocks.toSpliced(quoted - 1, 1, heading('The issue'))
}

interface Line {
  number: number
  at: Temporal.Instant
  words: string
}

async function timelineOf(state: IssueState, { context: { tx } }: Reader): Promise<Line[]> {
  const events = await findTimeline(tx, state.id)
  return events.map((event, i) => ({
    number: i + 1,
    at: Temporal.Instant.from(event.at),
    words: describeEvent(event, findStatus(state, i + 1)),
  }))
}

/** Each page has at least one line. */
function inPages(lines: readonly Line[]): Line[][] {
  const pages: Line[][] = [[]]
  let bytes = 0
  for (const line of lines) {
    const own = Buffer.byteLength(line.words)
    if (bytes + own > PAGE_BYTES && pages.at(-1)!.length > 0) {
      pages.push([])
      bytes = 0
    }
    pages.at(-1)!.push(line)
    bytes += own
  }
  return pages
}

const whenOf = (at: Temporal.Instant): Html | string => {
  const local = inGeneva(at)
  return `${formatDate(local)}, ${formatTime(local)}`
}
