/**
 * Acts that TSB recorded as said elsewhere: confirmed by those for whom they were recorded, or by the approved
 * report.
 */
import { type AnyCommand, type Context, command } from '../../commands/command.ts'
import { type Option, option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { HANDLER } from '../../groups/handler.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { action, actions, type Message, sentence, text } from '../../messages/message.ts'
import { ledStudyGroups, supports } from '../../roles/actor.ts'
import { toBy } from '../../roles/by.ts'
import { notAllowed } from '../../roles/not-allowed.ts'
import { STATEMENT } from '../../statements/statement.ts'
import { joinWords } from '../../text/sentences.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { confirmBySource, confirmEntries } from '../confirm.ts'
import { type EntryRef, findRecorded, formatEntry, parseEntries, renderRecorded } from '../records.ts'
import { act } from '../service.ts'
import { confirmStatementsBySource } from '../statements.ts'
import { beforeVerb, byRule, done, issueFor, meetingsAhead } from './shared.ts'

const forGroup: Option<string | undefined> = {
  ...optional(groupOption({ label: 'Group you act for, if you have several roles', example: 'SG20' })),
  isFor: actor => actor.roles.length > 1 || actor.roles.some(role => role.kind === 'TSB'),
}
const entry = option.own({ label: 'Entry of the timeline', example: '7', positional: true }, parseNumber)

function parseNumber(raw: string): number {
  const match = /^(?:.*\/)?(\d{1,6})$/.exec(raw.trim())
  if (!match) throw new UserError('not-an-entry', `"${raw}" is not an entry; write its number, like 7.`)
  return Number(match[1])
}

/** The groups for which somebody confirms. */
const groupsOf = ({ actor }: Context): string[] => [
  ...ledStudyGroups(actor),
  ...(actor.roles.some(r => r.group === HANDLER && (r.kind === 'CHAIR' || r.kind === 'VICE_CHAIR'))
    ? [HANDLER]
    : []),
]

const confirm = command({
  path: 'issue confirm',
  summary: 'Read what TSB recorded for your SG, and confirm it; for TSB: by the approved report',
  form: { title: 'Confirm records', submit: 'Confirm' },
  options: {
    entries: optional(
      option.own(
        { label: 'Entries, several with commas', example: 'ISG-1/7', positional: true },
        parseEntries,
      ),
    ),
    said: optional(option.text({ label: 'Only from there', example: 'TSAG meeting, 28 January 2026' })),
    source: optional(option.text({ label: 'TSB: the approved report that says so', example: 'TD164R3' })),
    for: forGroup,
  },
  effect: 'change',
  who: byRule('confirm'),
  before: beforeVerb('confirm'),
  async run({ entries, said, source, for: as }, context) {
    if (source !== undefined) return confirmByReport(context, said, source)
    if (entries !== undefined) {
      const confirmed = await confirmEntries(context, entries, as)
      return confirmedMessage(context, entries, confirmed)
    }
    if (as !== undefined) await findGroup(context.tx, as, context.now, 'for')
    const own = groupsOf(context)
    if (own.length === 0) throw nothingToConfirm(context)
    const groups = own.filter(group => as === undefined || group === as)
    for (const group of groups) {
      const { entries, total } = await findRecorded(context.tx, [group], said)
      if (total > 0) return renderRecorded(group, entries, total)
    }
    return sentence('Nothing that TSB recorded waits for you to confirm it.')
  },
})

/** The entries confirmed, those that did not wait any more, and a button to those that still wait. */
async function confirmedMessage(
  context: Context,
  asked: readonly EntryRef[],
  confirmed: readonly EntryRef[],
): Promise<Message> {
  const done = confirmed.map(formatEntry)
  const over = asked.map(formatEntry).filter(ref => !done.includes(ref))
  const later = over.length === 0 ? '' : ` ${joinWords(over)} did not wait any more.`
  const summary = `Confirmed: ${joinWords(done)}.${later}`
  const { total } = await findRecorded(context.tx, groupsOf(context), undefined)
  if (total === 0) return sentence(summary)
  const more = `${total} other ${total === 1 ? 'entry waits' : 'entries wait'} for you.`
  return {
    summary: `${summary} ${more}`,
    blocks: [
      text(summary),
      text(more),
      actions([action('Read and confirm', 'issue confirm', {}, 'primary')]),
    ],
  }
}

/** For somebody who leads no group: TSB confirms by the report alone. */
const nothingToConfirm = ({ actor }: Context): UserError =>
  supports(actor, HANDLER)
    ? new UserError(
        'source-missing',
        'TSB confirms records by an approved report: source: is missing, such as source:TD164R3, with said: as it was recorded.',
        'source',
      )
    : notAllowed(actor, byRule('confirm').words)

async function confirmByReport(context: Context, said: string | undefined, source: string): Promise<Message> {
  if (said === undefined)
    throw new UserError(
      'said-missing',
      'The option said: is missing: the meeting or session from which the report confirms the records, as it was written there.',
      'said',
    )
  const entries = await confirmBySource(context, said, source)
  const statements = await confirmStatementsBySource(context, said, source, toBy(context.actor))
  const confirmed = [...entries.map(formatEntry), ...statements.map(id => STATEMENT.format(id))]
  return confirmed.length === 0
    ? sentence(`Nothing recorded as said at ${said} waits to be confirmed.`)
    : sentence(`${source} confirms ${joinWords(confirmed)}.`)
}

const disown = command({
  path: 'issue disown',
  summary: "Say that an entry that TSB recorded is not in your SG's name",
  form: { title: 'Disown entry of {issue}', submit: 'Not in our name' },
  options: {
    issue: issueFor('disown'),
    entry,
    reason: optional(
      option.longText({ positional: true, label: 'Reason', example: 'We said something else' }),
    ),
    for: forGroup,
    meetings: meetingsAhead,
  },
  effect: 'change',
  who: byRule('disown'),
  before: beforeVerb('disown'),
  async run({ issue, entry, reason, for: as, meetings }, context) {
    const { after, events } = await act(context, issue, { do: 'disown', entry, reason }, as, meetings)
    return done(after, events, context)
  },
})

const resolve = command({
  path: 'issue resolve',
  form: { title: 'Entry of {issue}', submit: 'Decide' },
  summary: "Decide on an entry that is not in its SG's name and on which others have acted",
  options: {
    issue: issueFor('resolve'),
    entry,
    decision: option.choice(['take back', 'let stand'], {
      positional: true,
      label: 'Decision',
      example: 'take back',
    }),
    meetings: meetingsAhead,
  },
  effect: 'change',
  who: byRule('resolve'),
  before: beforeVerb('resolve'),
  async run({ issue, entry, decision, meetings }, context) {
    const command = { do: 'resolve', entry, takesBack: decision === 'take back' } as const
    const { after, events } = await act(context, issue, command, undefined, meetings)
    return done(after, events, context, [
      phrase`The entry stays readable: ${cmd('issue history', { issue: `ISG-${issue}` })}`,
    ])
  },
})

export const recording: AnyCommand[] = [confirm, disown, resolve]
