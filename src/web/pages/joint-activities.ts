/** Joint activities: their lifetimes as bars on one scale, with reviews and transitions. */
import type { Context } from 'hono'
import { entryPage, PAGES, registerPage } from '../../core/references/pages.ts'
import { factTime } from '../../core/registers/fact-time.ts'
import { describeField, describePartial, firstDayOf } from '../../core/registers/field.ts'
import { jointActivities } from '../../core/registers/joint-activities/register.ts'
import { resolveUntil, untilField } from '../../core/registers/joint-activities/until.ts'
import { currentPeriod } from '../../core/registers/periods.ts'
import { listEntries } from '../../core/registers/store.ts'
import { findNextTsag } from '../../core/registers/tsag.ts'
import { inGeneva } from '../../core/time/geneva.ts'
import type { Page } from './layout.ts'
import { lifeBar, scaleOf } from './life-chart.ts'
import { markup } from './markup.ts'
import type { Reader } from './reader.ts'

type Entry = Awaited<ReturnType<typeof listEntries<typeof jointActivities.fields>>>[number]

/** Joint activities on the page; there are a dozen or two. */
const MOST = 100

export async function jointActivitiesPage(_: Context, reader: Reader): Promise<Page> {
  const { tx, now } = reader.context
  const entries = (await listEntries(tx, jointActivities)).slice(0, MOST)
  const today = inGeneva(now).toPlainDate()
  const lives = await Promise.all(
    entries.map(async entry => toLife(entry, reader, await nextTsagOf(entry, reader))),
  )
  const scale = scaleOf([...lives.flatMap(l => [l.from, l.until, ...l.reviews]), today])
  return {
    title: 'Joint activities',
    under: PAGES.jointActivities,
    commands: [
      { label: 'Review at a TSAG meeting', line: 'joint review' },
      { label: 'Move into SGs', line: 'joint transition' },
      { label: 'New name', line: 'joint rename' },
      { label: 'Close', line: 'joint close' },
    ],
    body: markup`<p><a href="${reader.base}${registerPage(jointActivities.name)}">The register with filters and search</a></p>
${
  lives.length === 0
    ? markup`<p>No joint activity is on record yet.</p>`
    : markup`<ul class="key"><li><svg viewBox="0 0 18 18" aria-hidden="true"><rect class="meeting" y="4" width="18" height="10"/></svg>known lifetime</li><li><svg viewBox="0 0 18 18" aria-hidden="true"><rect class="over" y="4" width="18" height="10"/></svg>start or end not known</li><li><svg viewBox="0 0 18 18" aria-hidden="true"><circle class="today" cx="9" cy="9" r="6"/></svg>a review</li><li><svg viewBox="0 0 18 18" aria-hidden="true"><path class="today" d="M9 0V18"/></svg>today</li></ul>
<ul class="lives">${lives.map(
        life => markup`<li><h2><a href="${reader.base}${entryPage(jointActivities.name, life.entry.key)}">${life.entry.key}</a> <span class="soft">${life.decision}</span></h2>
${lifeBar(life, scale, today)}
<p>${life.words}</p>
${life.entry.fields.transitionTo && markup`<p>Its coordination moves into ${life.entry.fields.transitionTo.join(', ')}.</p>`}
${life.entry.fields.reviews?.map(({ meeting, words }) => markup`<p class="note">${meeting}: ${words}</p>`)}</li>
`,
      )}</ul>`
}`,
  }
}

/** The first day of the TSAG meeting that came next when it was decided until when it goes on. */
async function nextTsagOf(
  entry: Entry,
  { context: { tx } }: Reader,
): Promise<Temporal.PlainDate | undefined> {
  if (!entry.fields.until?.some(end => end.kind === 'next-tsag' && end.on === undefined)) return undefined
  const next = await findNextTsag(tx, await factTime(tx, entry, 'until'))
  return next && inGeneva(next.starts).toPlainDate()
}

function toLife(entry: Entry, { context: { now } }: Reader, nextTsag: Temporal.PlainDate | undefined) {
  const { fields } = entry
  const end =
    fields.until &&
    resolveUntil(fields.until, {
      clockFrom: fields.clockFrom,
      nextTsag: nextTsag?.toString(),
      studyPeriodUntil: currentPeriod(now).until,
    })
  const began =
    fields.clockFrom === undefined
      ? 'Its start is not known'
      : `Its two years began ${fields.clockFrom.length === 10 ? 'on' : 'in'} ${describePartial(fields.clockFrom)}`
  const goesOn =
    fields.decision === 'closed'
      ? `It is closed${fields.closedBy === undefined ? '' : ` by ${fields.closedBy}`}`
      : fields.until === undefined
        ? 'Its end is not on record'
        : `Until: ${describeField(untilField, fields.until)}${end?.by === undefined ? '' : ` (${describePartial(end.by)} at the latest)`}`
  return {
    entry,
    decision: fields.decision === 'none' ? 'no decision' : (fields.decision ?? ''),
    isClosed: fields.decision === 'closed',
    from: fields.clockFrom === undefined ? undefined : firstDayOf(fields.clockFrom),
    until: end?.by === undefined ? undefined : firstDayOf(end.by),
    reviews: (fields.reviews ?? []).flatMap(({ meeting }) => monthOf(meeting)),
    words: `${began}. ${goesOn}.`,
  }
}

/** "TSAG 01-2026" → the first of that month. */
function monthOf(meeting: string): Temporal.PlainDate[] {
  const [, month, year] = /^TSAG (\d\d)-(\d{4})$/.exec(meeting) ?? []
  return year === undefined ? [] : [Temporal.PlainDate.from(`${year}-${month}-01`)]
}
