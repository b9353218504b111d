/** Issues between study groups, as a list. */
import type { Context } from 'hono'
import { UserError } from '../../core/errors.ts'
import { knownStudyGroups } from '../../core/groups/registry.ts'
import { listIssues } from '../../core/issues/listing.ts'
import { issueRef, OPEN, silentOf, WITH_WP2 } from '../../core/issues/state.ts'
import { dayOf, describeNextStep, describeStage } from '../../core/issues/words.ts'
import { parseGroupId } from '../../core/references/group-names.ts'
import { issuePage, PAGES } from '../../core/references/pages.ts'
import { renderTable } from './blocks.ts'
import { renderFilters, toChoices } from './filters.ts'
import type { Page } from './layout.ts'
import { markup } from './markup.ts'
import { renderPaging } from './paging.ts'
import { readChoice, readPage, readValue } from './query.ts'
import type { Reader } from './reader.ts'

/** Issues on one page. */
const SIZE = 50
/** The last page that is looked for: with filters, each issue is on an earlier one. */
const LAST_PAGE = 40

const STATES = ['open', 'with the chairs', 'with WP2', 'solved', 'concluded', 'withdrawn', 'all'] as const

const STAGES: Record<(typeof STATES)[number], readonly string[] | undefined> = {
  open: OPEN,
  'with the chairs': ['chairs'],
  'with WP2': WITH_WP2,
  solved: ['solved'],
  concluded: ['concluded'],
  withdrawn: ['withdrawn'],
  all: undefined,
}

export async function issuesPage(c: Context, reader: Reader): Promise<Page> {
  const { tx, now } = reader.context
  const state = readChoice(c, 'state', STATES)
  const groups = await knownStudyGroups(tx, now)
  const named = readValue(c, 'group')
  const group = named === undefined ? undefined : parseGroupId(named)
  if (group !== undefined && !groups.includes(group))
    throw new UserError(
      'unknown-group',
      `There is no study group ${group}; there are ${groups.join(', ')}.`,
      'group',
    )
  const words = readValue(c, 'text')
  const page = readPage(c)
  if (page > LAST_PAGE)
    throw new UserError(
      'no-page',
      `Lists of issues go on to page ${LAST_PAGE}; choose a state, an SG or a word to see fewer.`,
      'page',
    )
  const wanted = { stages: STAGES[state], groups: group === undefined ? undefined : [group], words }
  const found = await listIssues(tx, wanted, SIZE + 1, (page - 1) * SIZE)
  if (found.length === 0 && page > 1)
    throw new UserError('no-page', `There is no page ${page} of these issues.`, 'page')
  const shown = found.slice(0, SIZE)
  return {
    title: state === 'all' ? 'Issues' : `Issues ${state}`,
    under: PAGES.issues,
    commands: [{ label: 'Raise an issue', line: 'issue raise' }],
    body: markup`${renderFilters(`${reader.base}${PAGES.issues}`, [
      { name: 'state', label: 'State', value: state, choices: toChoices(STATES) },
      { name: 'group', label: 'SG concerned', value: group, choices: toChoices(groups), none: 'any' },
      { name: 'text', label: 'Words of the topic', value: words, example: 'trust' },
    ])}
${
  shown.length === 0
    ? markup`<p>There is no such issue.</p>`
    : renderTable(
        'Issues',
        ['Issue', 'Topic', 'SGs concerned', 'State', 'Next', 'Respond by'],
        shown.map(s => [
          markup`<a class="ref" href="${reader.base}${issuePage(issueRef(s))}">${issueRef(s)}</a>`,
          s.topic,
          s.concerned.join(', '),
          describeStage(s),
          OPEN.includes(s.stage) ? shortNext(s) : '',
          s.respondBy ? dayOf(s.respondBy) : '',
        ]),
      )
}
${renderPaging(c, reader, page, undefined, found.length > SIZE)}`,
  }
}

/** The next step, short enough for a list. */
const shortNext = (state: Parameters<typeof describeNextStep>[0]): string => {
  const silent = silentOf(state)
  if (state.stage === 'chairs' && state.proposal && silent.length > 0)
    return `positions of ${silent.join(', ')}`
  return describeNextStep(state)
    .replace(/^Next: /, '')
    .replace(/\.$/, '')
}
