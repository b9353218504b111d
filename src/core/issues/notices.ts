/** Notices about issues. Cards and reminders show the present state, whenever they are sent. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { HANDLER } from '../groups/handler.ts'
import { action, actions, cmd, heading, list, quote, strong, text } from '../messages/message.ts'
import { withPage } from '../messages/with-page.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, PRIORITY, type Recipient, type View, without } from '../notices/notice.ts'
import { issuePage } from '../references/pages.ts'
import type { RoleName } from '../roles/role.ts'
import { withActionNumber } from './action-number.ts'
import { buttonsFor } from './buttons.ts'
import { renderCard } from './card.ts'
import { offeredToAll } from './offered.ts'
import { type IssueEvent, type IssueState, issueRef } from './state.ts'
import { findEvent, findIssue, findTimeline } from './store.ts'
import { threadFor } from './thread.ts'
import {
  describeEvent,
  describeNextStep,
  describeRecord,
  describeStatement,
  findStatus,
  issueTitle,
  renderTimelineLine,
} from './words.ts'

export const HANDLER_LEADERS: RoleName[] = [
  { kind: 'CHAIR', group: HANDLER },
  { kind: 'VICE_CHAIR', group: HANDLER },
]

/** The command that shows the full text. */
export const wholeOf = (state: IssueState) => cmd('issue history', { issue: issueRef(state) })

const issueSchema = z.object({ issue: z.number() })
const eventSchema = z.object({ issue: z.number(), event: z.number() })
/** An act: its first event, and any others. */
const actSchema = eventSchema.extend({
  /** Further events of the same act. */
  also: z.array(z.number()).exactOptional(),
})

interface EventFacts {
  state: IssueState
  /** The numbers of an act's events in the timeline, at least one. */
  numbers: readonly number[]
  audience: Recipient[]
  now: Temporal.Instant
}

/** The channels of the SGs concerned, of the one that coordinates, and of WP2 once the issue is for it to see. */
export const cardAudience = ({ concerned, coordination, shownToWp2 }: IssueState): Recipient[] =>
  [
    ...new Set([
      ...concerned,
      ...(coordination.coordinator ? [coordination.coordinator.group] : []),
      ...(shownToWp2 ? [HANDLER] : []),
    ]),
  ].map(channelOf => ({ channelOf }))

export const issueCard = defineNotice<
  // `action`: the number of its action, where it is that which changed.
  { state: IssueState; now: Temporal.Instant; action?: string },
  z.infer<typeof issueSchema>
>({
  kind: 'issue-card',
  about:
    'The card of an issue, edited in place at each change; in the channels of the SGs concerned, and of WP2 once it is brought there.',
  schema: issueSchema,
  // Before the lines that go into the thread under it.
  priority: PRIORITY.card,
  place: 'CARD',
  plan({ state, now, action }) {
    const subject = issueRef(state)
    return {
      key: `card:${subject}:v${state.version}${action === undefined ? '' : `:${action}`}`,
      subject,
      series: `card:${subject}`,
      data: { issue: state.id },
      // A card that exists is kept current, also for an SG that said it is not concerned.
      audience: [{ cardsOf: subject }, ...cardAudience(state)],
      dueAt: now,
    }
  },
  async present({ issue }, { tx, now, readers, publicUrl }) {
    const state = await withActionNumber(tx, await findIssue(tx, issue))
    const card = renderCard(state, offeredToAll(state, await readers?.()), { isShared: true, now })
    return withPage(card, publicUrl, issuePage(issueRef(state)))
  },
})

export const issueLine = defineNotice<EventFacts, z.infer<typeof actSchema>>({
  kind: 'issue-line',
  about: 'An act on an issue, in one post in the thread under its card.',
  schema: actSchema,
  priority: PRIORITY.normal,
  place: 'THREAD',
  plan: ({ state, numbers, audience, now }) => ({
    key: `thread:${issueRef(state)}:v${numbers.join('+')}`,
    subject: issueRef(state),
    data: toData(state, numbers),
    audience,
    dueAt: now,
  }),
  async present(data, view) {
    const { state, happened } = await findAct(view.tx, data)
    const thread = await threadFor(
      state,
      happened.map(({ event }) => event),
      view,
    )
    const words = happened.map(({ event, number }) => describeEvent(event, findStatus(state, number)))
    return {
      summary: `${issueTitle(state)}: ${words.join(' ')}`,
      blocks: happened.flatMap(({ event, number }, i) => {
        if (event.kind !== 'statement') return [text(words[i]!)]
        const record =
          event.said === undefined ? '' : ` (${describeRecord(event, findStatus(state, number))})`
        return [text(`${describeStatement(event)}${record}:`), quote(event.text)]
      }),
      whole: wholeOf(state),
      ...(thread && { thread }),
    }
  },
})

/** One act, for the people whom it concerns: all its events that concern them, in one message. */
interface ActFacts {
  state: IssueState
  /** The numbers of the events in the timeline, at least one. */
  numbers: readonly number[]
  audience: Recipient[]
  now: Temporal.Instant
  caller: Account | undefined
}

function toData({ id }: IssueState, numbers: readonly number[]): z.infer<typeof actSchema> {
  const [event, ...also] = numbers as [number, ...number[]]
  return { issue: id, event, ...(also.length > 0 && { also }) }
}

const planDirect = ({ state, numbers, audience, now, caller }: ActFacts, series = 'told') => {
  return {
    key: `${series}:${issueRef(state)}:v${numbers.join('+')}`,
    subject: issueRef(state),
    data: toData(state, numbers),
    audience: [...audience, ...(caller ? [without(caller)] : [])],
    dueAt: now,
  }
}

/** `isNews`: nothing in it is for its reader to do. */
const presentDirect = async (
  data: z.infer<typeof actSchema>,
  { tx, readers }: Pick<View, 'tx' | 'readers'>,
  isNews = false,
) => {
  const { issue } = data
  const { state, happened } = await findAct(tx, data)
  const isOneOf = (kinds: readonly IssueEvent['kind'][]) =>
    happened.some(({ event }) => kinds.includes(event.kind))
  // A notice that waits until 09:00 may be over by then.
  if (isOneOf(['lapsed']) && state.stage !== (isOneOf(['escalated']) ? 'escalated' : 'chairs'))
    return undefined
  if (isOneOf(['lapsed']) && state.stage === 'chairs' && !state.lapsed) return undefined
  const history = isOneOf(['escalated'])
    ? [
        heading('What happened so far'),
        list((await findTimeline(tx, issue, 100)).map((e, i) => renderTimelineLine(e, i + 1, state))),
      ]
    : []
  const words = happened.map(({ event, number }) => describeEvent(event, findStatus(state, number))).join(' ')
  const verbs = isNews ? [] : offeredToAll(state, await readers?.())
  // Between the chairs the next step may be the reader's own, of which another message is.
  const next = isNews && state.stage === 'chairs' ? [] : [text([strong(describeNextStep(state))])]
  return {
    summary: `${issueTitle(state)}: ${words}`,
    blocks: [
      heading(issueTitle(state)),
      text(words),
      ...next,
      ...(isOneOf(INTRODUCES) ? [quote(state.summary)] : []),
      ...history,
      actions([...buttonsFor(state, verbs), muteButton(state)]),
    ],
    whole: wholeOf(state),
  }
}

/** On direct messages: no more of them about this issue. */
export const muteButton = (state: IssueState) =>
  action('Mute this issue', 'issue mute', { issue: issueRef(state) })

/** Events by which somebody may hear of the issue for the first time: its summary is shown with them. */
const INTRODUCES: readonly IssueEvent['kind'][] = [
  'raised',
  'escalated',
  'added',
  'lead-offered',
  'coordination-offered',
]

export const issueEvent = defineNotice<ActFacts, z.infer<typeof actSchema>>({
  kind: 'issue-told',
  about: 'An act on an issue that asks somebody for something; to those whom it asks, by direct message.',
  schema: actSchema,
  priority: PRIORITY.normal,
  plan: facts => planDirect(facts),
  present: (data, view) => presentDirect(data, view),
})

export const issueNews = defineNotice<ActFacts, z.infer<typeof actSchema>>({
  kind: 'issue-news',
  about:
    'An issue goes on or ends, without anything for its reader to do; to chairs of SGs that have no channel, by direct message.',
  schema: actSchema,
  priority: PRIORITY.normal,
  plan: facts => planDirect(facts, 'news'),
  present: (data, view) => presentDirect(data, view, true),
})

export const issueEscalated = defineNotice<ActFacts, z.infer<typeof actSchema>>({
  kind: 'issue-escalated',
  about: "An issue is brought to WP2; to WP2's chair and vice-chair, by direct message.",
  schema: actSchema,
  priority: PRIORITY.urgent,
  plan: facts => planDirect(facts),
  present: (data, view) => presentDirect(data, view),
})

/** The present state, and an act's events with their numbers. */
async function findAct(
  tx: Transaction,
  { issue, event: first, also = [] }: z.infer<typeof actSchema>,
): Promise<{ state: IssueState; happened: { event: IssueEvent; number: number }[] }> {
  const numbers = [first, ...also]
  const [state, ...events] = await Promise.all([
    findIssue(tx, issue),
    ...numbers.map(number => findEvent(tx, issue, number)),
  ])
  return { state, happened: events.map((event, i) => ({ event, number: numbers[i]! })) }
}
