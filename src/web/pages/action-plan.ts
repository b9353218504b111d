/** The WTSA action plan: items × TSAG meetings. */
import type { Context } from 'hono'
import { UserError } from '../../core/errors.ts'
import { entryPage, PAGES, registerPage } from '../../core/references/pages.ts'
import { actionPlan } from '../../core/registers/action-plan/register.ts'
import { listEntries } from '../../core/registers/store.ts'
import { renderTable } from './blocks.ts'
import type { Page } from './layout.ts'
import { type Content, markup } from './markup.ts'
import { renderPaging } from './paging.ts'
import { readPage } from './query.ts'
import type { Reader } from './reader.ts'

/** Items on one page. */
const SIZE = 60
/** Meetings side by side: the latest. */
const MEETINGS = 6

export async function actionPlanPage(c: Context, reader: Reader): Promise<Page> {
  const entries = await listEntries(reader.context.tx, actionPlan)
  const items = [...Map.groupBy(entries, e => e.fields.item ?? e.key)]
  const meetings = [...new Set(entries.map(e => e.fields.meeting ?? UNDATED))]
    .toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)))
    .slice(-MEETINGS)
  const page = readPage(c)
  const pages = Math.max(1, Math.ceil(items.length / SIZE))
  if (page > pages) throw new UserError('no-page', `There is no page ${page} of the action plan.`, 'page')
  return {
    title: 'WTSA action plan',
    under: PAGES.actionPlan,
    commands: [
      { label: 'Status of an item', line: 'plan-item status' },
      { label: 'Correct a status', line: 'plan-item set' },
    ],
    body: markup`<p><a href="${reader.base}${registerPage(actionPlan.name)}">All statuses with filters and search</a></p>
${
  items.length === 0
    ? markup`<p>No status of the action plan is on record yet.</p>`
    : renderTable(
        'Items of the action plan by TSAG meeting',
        ['Item', ...meetings, 'Followed by', 'SGs responsible'],
        items.slice((page - 1) * SIZE, page * SIZE).map(([item, statuses]) => [
          markup`<span class="ref">${item}</span>`,
          ...meetings.map(meeting => {
            const found = statuses.find(e => (e.fields.meeting ?? UNDATED) === meeting)
            return found && statusCell(found, reader)
          }),
          latest(statuses, e => e.fields.group),
          latest(statuses, e => e.fields.responsible?.join(', ')),
        ]),
      )
}
${renderPaging(c, reader, page, pages, page < pages)}`,
  }
}

type Entry = Awaited<ReturnType<typeof listEntries<typeof actionPlan.fields>>>[number]

const UNDATED = 'undated'

/** "TSAG 01-2026" → "2026-01"; the undated ones come first. */
const orderOf = (meeting: string): string =>
  meeting.replace(/^TSAG (\d\d)-(\d{4})$/, '$2-$1').replace(UNDATED, '')

const latest = (entries: readonly Entry[], of: (entry: Entry) => string | undefined): string =>
  entries.map(of).findLast(value => value !== undefined) ?? ''

/** How much of a status in words stands in the table. */
const CLIPPED = 90

function statusCell({ key, fields: { status, words } }: Entry, { base }: Reader): Content {
  const short = words && words.length > CLIPPED ? `${words.slice(0, CLIPPED)}…` : words
  return markup`<a href="${base}${entryPage(actionPlan.name, key)}">${status ?? 'unknown'}</a>${
    short !== undefined && short.toLowerCase() !== status && markup`<br><span class="soft">${short}</span>`
  }`
}
