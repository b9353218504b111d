/** Statements for the record, kept word for word. */
import { type AnyCommand, type Context, command, everybody, type Permission } from '../../commands/command.ts'
import { type Option, option, optional } from '../../commands/options.ts'
import { picksOf, UserError } from '../../errors.ts'
import { HANDLER } from '../../groups/handler.ts'
import { findMeeting } from '../../meetings/meeting.ts'
import { meetingOption } from '../../meetings/options.ts'
import { action, actions, heading, list, type Message, sentence } from '../../messages/message.ts'
import { paginate } from '../../messages/pages.ts'
import { withdrawPlanned, writeNotices } from '../../notices/outbox.ts'
import { holds, isTsb, leadsStudyGroup, ledStudyGroups } from '../../roles/actor.ts'
import { toBy } from '../../roles/by.ts'
import { notAllowed } from '../../roles/not-allowed.ts'
import { createStatement, STATEMENT } from '../../statements/statement.ts'
import { atGeneva } from '../../time/geneva.ts'
import { answerOwnStatement, findOwnStatement } from '../own-statements.ts'
import { recordsToConfirm, replanned } from '../records-notice.ts'
import { SAID_MISSING } from '../said.ts'
import { act } from '../service.ts'
import { statementMade } from '../statement-notice.ts'
import { describeMeetingStatement, listStatements } from '../statements.ts'
import { findIssue } from '../store.ts'
import { issueTitle } from '../words.ts'
import { readPage } from './reading.ts'
import { actsFor, assertConfirmed, byRule, confirmOption, done, issue, saidOption } from './shared.ts'

const delegation: Option<string | undefined> = {
  ...optional(option.text({ label: 'TSB, WP2: whose, if it is not an SG', example: 'Russian Federation' })),
  isFor: actor => actor.roles.some(role => role.kind === 'TSB' || role.group === HANDLER),
}

/** Somebody who can make or record one statement or another; which, the rule says once it is known on what. */
const speaks: Permission<unknown> = {
  words: byRule('statement').words,
  allows: actor =>
    actor.roles.some(role => leadsStudyGroup(role) || role.kind === 'TSB') ||
    holds(actor, HANDLER, 'CHAIR', 'VICE_CHAIR'),
}

const ANSWERS = 'a chair or vice-chair of the SG for which TSB recorded it'

/** Whose statement it is, `findOwnStatement` asks, once it is known to be there. */
const answers: Permission<unknown> = { words: ANSWERS, allows: actor => actor.roles.length > 0 }

const make = command({
  path: 'statement make',
  aliases: ['issue statement'],
  summary: 'Put a statement on record, word for word; it is shown back before it counts',
  form: { title: 'Statement on {issue|record}', submit: 'Make statement' },
  options: {
    issue: optional(issue),
    text: option.fileText({
      positional: true,
      label: 'Statement, word for word',
      example: 'SG20 states that…',
    }),
    meeting: optional(meetingOption({ label: 'Meeting at which it is made', example: 'MTG-3' })),
    subject: {
      ...optional(option.text({ label: 'On what, without an issue', example: 'clause 3.1.3' })),
      insteadOf: 'issue',
    },
    delegation,
    for: actsFor,
    said: saidOption,
    confirm: confirmOption,
  },
  effect: 'change',
  who: speaks,
  async run({ issue, text, meeting, subject, delegation, for: as, said, confirm }, context) {
    if (meeting !== undefined) await findMeeting(context.tx, meeting)
    if (issue === undefined) {
      if (meeting === undefined || subject === undefined)
        throw new UserError(
          'no-subject',
          'A statement is on an issue, such as issue:ISG-1, or on a subject of a meeting, such as meeting:MTG-3 subject:"clause 3.1.3".',
          'subject',
        )
      const answer = await makeOnSubject({ meeting, subject, text, delegation, as, said }, context)
      assertConfirmed(confirm, `The statement of ${answer.whose} on ${subject}`, text)
      return answer.message
    }
    const { after, events } = await act(
      context,
      issue,
      { do: 'statement', text, delegation, meeting, said },
      as,
    )
    const whose = delegation ?? events[0]!.group
    assertConfirmed(confirm, `The statement of ${whose} on ${issueTitle(after)}`, text)
    return done(after, events, context)
  },
})

interface OnSubject {
  meeting: number
  subject: string
  text: string
  delegation: string | undefined
  as: string | undefined
  said: string | undefined
}

async function makeOnSubject(
  { as, delegation, ...wanted }: OnSubject,
  context: Context,
): Promise<{ whose: string; message: Message }> {
  const { tx, now, actor, caller } = context
  const own = ledStudyGroups(actor)
  const wp2 = actor.roles.some(r => r.group === HANDLER && (r.kind === 'CHAIR' || r.kind === 'VICE_CHAIR'))
  const whose = delegation ?? as ?? own[0]
  const records = delegation === undefined && wanted.said !== undefined
  const may =
    delegation !== undefined
      ? isTsb(actor) || wp2
      : records
        ? isTsb(actor)
        : whose !== undefined && own.includes(whose)
  if (!may && delegation === undefined && isTsb(actor) && !records)
    throw new UserError('said-missing', SAID_MISSING, 'said')
  if (!may || whose === undefined)
    throw notAllowed(
      actor,
      "a chair or vice-chair of an SG for their own SG, TSB as said elsewhere, and TSB and WP2's chair for a delegation",
    )
  if (as === undefined && delegation === undefined && own.length > 1)
    throw new UserError(
      'which-group',
      `For which SG are you acting? Add ${own.map(g => `for:${g}`).join(' or ')}.`,
      'for',
      picksOf(own),
    )
  const by = toBy(actor, delegation === undefined && !records ? whose : undefined)
  const id = await createStatement(context, { ...wanted, whose, by })
  await writeNotices(tx, [statementMade.from({ statement: id, now, caller })])
  if (records) await planConfirmation(context, STATEMENT.format(id), whose, wanted.said!)
  return { whose, message: sentence((await describeMeetingStatement(tx, id))!) }
}

/** The SG's chair gets it in one message with all else that TSB records from there. */
async function planConfirmation(
  { tx, now }: Context,
  record: string,
  group: string,
  said: string,
): Promise<void> {
  const { subject, series } = replanned({ group, said })
  await withdrawPlanned(tx, subject, [series])
  await writeNotices(tx, [recordsToConfirm.from({ record, group, said, now })])
}

const statement = option.reference(STATEMENT, { label: 'Statement', example: 'STM-1', positional: true })

const answering = (path: string, summary: string, confirmed: boolean): AnyCommand =>
  command({
    path,
    form: confirmed
      ? { title: 'Confirm {statement}', submit: 'Confirm' }
      : { title: 'Disown {statement}', submit: 'Not in our name' },
    summary,
    options: { statement },
    effect: 'change',
    who: answers,
    async before({ statement }, { tx, actor }) {
      if (statement !== undefined) await findOwnStatement(tx, actor, statement)
      else if (!actor.roles.some(leadsStudyGroup)) throw notAllowed(actor, ANSWERS)
    },
    async run({ statement }, context) {
      await answerOwnStatement(context, statement, confirmed)
      return sentence((await describeMeetingStatement(context.tx, statement))!)
    },
  })

const confirm = answering('statement confirm', 'Confirm a statement that TSB recorded for your SG', true)
const disown = answering(
  'statement disown',
  "Say that a statement that TSB recorded is not in your SG's name; it stays readable",
  false,
)

const listed = command({
  path: 'statement list',
  form: { title: 'List statements', submit: 'List' },
  summary: 'Statements word for word: of an issue, of a meeting, or of a period',
  options: {
    issue: optional(issue),
    meeting: optional(meetingOption({ label: 'Meeting', example: 'MTG-3' })),
    from: optional(option.date({ label: 'From', example: '26 January 2026' })),
    until: optional(option.date({ label: 'Until, that day too', example: '30 January 2026' })),
    page: optional(option.own({ label: 'Page', example: '2' }, readPage)),
  },
  effect: 'read',
  who: everybody,
  async run({ issue, meeting, from, until, page = 1 }, { tx }) {
    if (issue !== undefined) await findIssue(tx, issue)
    if (meeting !== undefined) await findMeeting(tx, meeting)
    const midnight = Temporal.PlainTime.from('00:00')
    const lines = await listStatements(tx, {
      issue,
      meeting,
      from: from && atGeneva(from, midnight),
      until: until && atGeneva(until.add({ days: 1 }), midnight),
    })
    if (lines.length === 0) return sentence('There is no such statement on the record.')
    const pages = paginate(lines)
    const shown = pages[page - 1]
    if (!shown)
      throw new UserError('no-page', `There is no page ${page}; the last one is ${pages.length}.`, 'page')
    const of = pages.length > 1 ? `, page ${page} of ${pages.length}` : ''
    const next = {
      ...(issue !== undefined && { issue: `ISG-${issue}` }),
      ...(meeting !== undefined && { meeting: `MTG-${meeting}` }),
      ...(from && { from: from.toString() }),
      ...(until && { until: until.toString() }),
      page: String(page + 1),
    }
    return {
      summary: `${lines.length} ${lines.length === 1 ? 'statement' : 'statements'} on the record${of}.`,
      blocks: [
        heading(`Statements for the record${of}`),
        list(shown),
        ...(page < pages.length ? [actions([action('Next page', 'statement list', next)])] : []),
      ],
    }
  },
})

export const statements: AnyCommand[] = [make, listed, confirm, disown]
