/** Somebody's own page: what waits for them, their meetings, deadlines and issues, each with buttons. */

import type { Transaction } from '../database/client.ts'
import { type IssueState, issueRef } from '../issues/state.ts'
import { issueTitle, STAGE_WORDS } from '../issues/words.ts'
import { concerning } from '../meetings/concerning.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { describeCutOff, describeTime, meetingName } from '../meetings/words.ts'
import {
  type Action,
  action,
  actions,
  type Block,
  code,
  heading,
  instant,
  list,
  type Message,
  note,
  strong,
  type Text,
  text,
} from '../messages/message.ts'
import type { Actor } from '../people/actor.ts'
import { followedBy } from '../people/follows.ts'
import type { Caller } from '../platforms/platform.ts'
import { findWaiting } from '../waiting/waiting.ts'
import { deadlinesAhead, groupsOf, meetingsAhead, openIssuesOf } from './mine.ts'

/** The most that a part of the page shows. */
const MOST = 5

const SUMMARY = 'Your meetings, deadlines and issues.'

/**
 * The page of somebody, as it stands. It says nothing that changes by time alone but what is over ("in 3 days"
 * would have every page shown anew each day), and nothing of how the caller is called on the platform.
 */
export async function renderHome(
  tx: Transaction,
  actor: Actor,
  caller: Pick<Caller, 'platform' | 'account'>,
  now: Temporal.Instant,
): Promise<Message> {
  if (actor.person === undefined && actor.roles.length === 0) return welcome(actor, caller)
  const followed = await followedBy(tx, actor)
  const [groups, mine] = [groupsOf(actor, followed), concerning(actor.roles, followed)]
  const [waiting, meetings, deadlines, issues] = await Promise.all([
    findWaiting(tx, actor.roles, now),
    meetingsAhead(tx, mine, now, MOST + 1),
    deadlinesAhead(tx, mine, now, MOST + 1),
    openIssuesOf(tx, groups, MOST + 1),
  ])
  return {
    summary: SUMMARY,
    blocks: [
      ...part(
        'Waits for you',
        waiting,
        w => w.text,
        w => w.action,
        'Nothing waits for you.',
        'waiting',
      ),
      ...part(
        'Meetings ahead',
        meetings,
        meetingLine,
        meetingButton,
        'No meeting of yours is ahead.',
        'meeting list',
      ),
      ...part(
        'Contributions due',
        deadlines,
        deadlineLine,
        deadlineButton,
        'No contribution deadline of yours is ahead.',
        'deadline list',
      ),
      ...part(
        'Open issues',
        issues,
        issueLine,
        issueButton,
        'No issue of your study groups is open.',
        'issue list',
      ),
      actions([action('Raise an issue', 'issue raise', {}), ...ALWAYS]),
      note(`${actor.known} All times are Geneva time, with your own behind them.`),
    ],
  }
}

const ALWAYS: Action[] = [action('All meetings', 'meeting list', {}), action('Help', 'help', {})]

/** A heading, at most `MOST` lines, a button for each; where there are more, the command that shows all. */
function part<T>(
  title: string,
  found: T[],
  line: (item: T) => Text,
  button: (item: T) => Action,
  none: string,
  all: string,
): Block[] {
  if (found.length === 0) return [heading(title), text(none)]
  const shown = found.slice(0, MOST)
  const more = found.length > MOST
  return [
    heading(title),
    list(shown.map(line)),
    actions([...shown.map(button), ...(more ? [action('Show all', all, {})] : [])]),
  ]
}

const meetingLine = (m: Meeting): Text => [
  strong(meetingName(m)),
  ` (${meetingRef(m)}${standing(m)}): ${describeTime(m)}; your time: `,
  instant(m.starts, m.ends),
]

/** Whether it is held, of meetings that depend on what comes in. */
const standing = (m: Meeting): string =>
  m.status === 'CONFIRMED'
    ? ', confirmed'
    : m.kind === 'RG_INTERIM' || m.kind === 'COORDINATION_E_MEETING'
      ? ', not confirmed yet'
      : ''

const meetingButton = (m: Meeting): Action =>
  action(meetingRef(m), 'meeting show', { meeting: meetingRef(m) })

const deadlineLine = (m: Meeting): Text => [
  strong(describeCutOff(m.cutOff!)),
  `: contributions to the ${meetingName(m)} (${meetingRef(m)})`,
]

const deadlineButton = (m: Meeting): Action =>
  action(`Contribution to ${meetingRef(m)}`, 'contribution announce', { meeting: meetingRef(m) })

const issueLine = (state: IssueState): Text => [strong(issueTitle(state)), `: ${STAGE_WORDS[state.stage]}`]

const issueButton = (state: IssueState): Action =>
  action(issueRef(state), 'issue show', { issue: issueRef(state) })

/** For somebody the registers don't know: what this is, and how they get in. */
function welcome({ admin }: Actor, { platform, account }: Pick<Caller, 'platform' | 'account'>): Message {
  return {
    summary: 'intersg helps the study groups of ITU-T to work together. TSB adds people.',
    blocks: [
      heading('Welcome to intersg'),
      text(
        'intersg helps the study groups of ITU-T to work together: issues that concern several of them, their interim meetings, and the deadlines for contributions.',
      ),
      text([
        'You are not registered yet. Ask TSB to add you, with your role and your account: ',
        code(`${platform}:${account}`),
        '. Then this page shows your meetings, deadlines and issues.',
      ]),
      actions([...(admin ? [action('Register somebody', 'person add', {}, 'primary')] : []), ...ALWAYS]),
    ],
  }
}
