import { type AnyCommand, command, everybody } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { studyGroupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { action, actions, heading, list, type Message, sentence, table } from '../../messages/message.ts'
import { paginate, parsePage } from '../../messages/pages.ts'
import { given } from '../../messages/turn-pages.ts'
import { ISSUE } from '../../references/issue.ts'
import { issuePage, PAGES, withQuery } from '../../references/pages.ts'
import { joinWords } from '../../text/sentences.ts'
import { withActionNumber } from '../action-number.ts'
import { renderCard } from '../card.ts'
import { verbsFor } from '../lifecycle.ts'
import { listIssues } from '../listing.ts'
import { type IssueState, issueRef, OPEN } from '../state.ts'
import { findIssue, findTimeline } from '../store.ts'
import { dayOf, describeStage, issueTitle, renderTimelineLine } from '../words.ts'
import { issue } from './shared.ts'

const MOST = 25

const STATES = ['open', 'with the chairs', 'with WP2', 'solved', 'concluded', 'withdrawn', 'all'] as const

const STAGES: Record<(typeof STATES)[number], readonly string[] | undefined> = {
  open: OPEN,
  'with the chairs': ['chairs'],
  'with WP2': ['escalated', 'wp2'],
  solved: ['solved'],
  concluded: ['concluded'],
  withdrawn: ['withdrawn'],
  all: undefined,
}

const listed = command({
  path: 'issue list',
  form: { title: 'List issues', submit: 'List' },
  summary: 'List issues, latest changes first; filter by SG, state or topic',
  options: {
    group: optional(studyGroupOption({ label: 'SG concerned', example: 'SG20', positional: true })),
    state: optional(option.choice(STATES, { label: 'State', example: 'open' })),
    mine: optional(option.choice(['yes', 'no'], { label: 'Only those of my SGs', example: 'yes' })),
    text: optional(option.text({ label: 'Words in the topic, or their beginnings', example: 'trust' })),
    page: optional(option.own({ label: 'Page', example: '2' }, parsePage)),
  },
  effect: 'read',
  who: everybody,
  page: ({ group, state, text }) => withQuery(PAGES.issues, { group, state, text }),
  async run({ group, state = 'open', mine, text: word, page = 1 }, { tx, now, actor }) {
    if (group !== undefined) await findGroup(tx, group, now, 'group')
    const own = actor.roles.flatMap(r => (r.groupKind === 'SG' ? [r.group!] : []))
    const groups = [...(group ? [group] : []), ...(mine === 'yes' ? own : [])]
    const stages = STAGES[state]
    const wanted = { stages, groups: group || mine === 'yes' ? groups : undefined, words: word }
    const found = await listIssues(tx, wanted, MOST + 1, (page - 1) * MOST)
    return listMessage(
      found,
      describe(group, state, mine, word),
      page,
      given({ group, state, mine, text: word }),
    )
  },
})

const describe = (
  group: string | undefined,
  state: string,
  mine: string | undefined,
  word: string | undefined,
): string =>
  [
    state === 'all' ? 'Issues' : `${state.charAt(0).toUpperCase()}${state.slice(1)} issues`,
    group && `of ${group}`,
    mine === 'yes' && 'of your SGs',
    word && `with “${word}” in the topic`,
  ]
    .filter(Boolean)
    .join(' ')

function listMessage(
  found: IssueState[],
  title: string,
  page: number,
  options: Record<string, string>,
): Message {
  if (found.length === 0 && page > 1) return sentence('There are no more issues on that page.')
  if (found.length === 0) return sentence(`No ${title.charAt(0).toLowerCase()}${title.slice(1)}.`)
  const shown = found.slice(0, MOST)
  const rows = shown.map(s => [
    issueRef(s),
    s.topic,
    joinWords(s.concerned),
    describeStage(s),
    s.respondBy ? dayOf(s.respondBy) : '',
  ])
  return {
    summary: `${title}: ${shown.map(issueTitle).join('; ')}.`,
    blocks: [
      heading(title),
      table(['Ref.', 'Topic', 'SGs concerned', 'State', 'Respond by'], rows),
      actions([
        ...shown.slice(0, 5).map(s => action(issueRef(s), 'issue show', { issue: issueRef(s) })),
        ...(page > 1 ? [turn('Newer issues', page - 1, options)] : []),
        ...(found.length > MOST ? [turn('Older issues', page + 1, options)] : []),
      ]),
    ],
  }
}

const turn = (label: string, page: number, options: Record<string, string>) =>
  action(label, 'issue list', { ...options, page: String(page) })

const show = command({
  path: 'issue show',
  form: { title: 'Show {issue}', submit: 'Show' },
  summary: 'Show an issue: state, positions, proposal, next step',
  options: { issue },
  effect: 'read',
  who: everybody,
  page: ({ issue }) => issuePage(ISSUE.format(issue)),
  async run({ issue }, { tx, now, actor }) {
    const state = await findIssue(tx, issue)
    return renderCard(await withActionNumber(tx, state), verbsFor(state, actor.roles), { now })
  },
})

const history = command({
  path: 'issue history',
  form: { title: 'History of {issue}', submit: 'Show' },
  summary: 'The whole timeline of an issue, statements word for word',
  options: { issue, page: optional(option.own({ label: 'Page', example: '2' }, readPage)) },
  effect: 'read',
  who: everybody,
  page: ({ issue }) => issuePage(ISSUE.format(issue)),
  async run({ issue, page = 1 }, { tx }) {
    const state = await findIssue(tx, issue)
    const raised = `Summary of the issue: “${state.summary}”`
    const lines = (await findTimeline(tx, issue)).map((e, i) => renderTimelineLine(e, i + 1, state))
    const pages = paginate([lines[0]!, raised, ...lines.slice(1)])
    const shown = pages[page - 1]
    if (!shown)
      throw new UserError(
        'no-page',
        `The timeline of ISG-${issue} has ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}.`,
        'page',
      )
    const of = pages.length > 1 ? `, page ${page} of ${pages.length}` : ''
    const more =
      page < pages.length
        ? [action('Next page', 'issue history', { issue: issueRef(state), page: String(page + 1) })]
        : []
    return {
      summary: `${issueTitle(state)}: ${lines.length} entries in its timeline${of}.`,
      blocks: [
        heading(`Timeline of ${issueTitle(state)}${of}`),
        list(shown),
        ...(more.length > 0 ? [actions(more)] : []),
      ],
    }
  },
})

export function readPage(raw: string): number {
  const page = Number(raw)
  if (!Number.isInteger(page) || page < 1)
    throw new UserError('no-page', `"${raw}" is not a page; write a number, like 2.`)
  return page
}

export const reading: AnyCommand[] = [listed, show, history]
