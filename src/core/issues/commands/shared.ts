/** Options and helpers that the commands on an issue share. */

import { MEETING_CHOICES, type MeetingsChoice } from '../../calendar/closing.ts'
import {
  type AnyCommand,
  type Command,
  type Context,
  command,
  type DecidesOn,
  type Options,
  type Permission,
  type Values,
} from '../../commands/command.ts'
import { answerOption, type Option, option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { ownStudyGroups, studyGroupOption } from '../../groups/options.ts'
import { findStudyGroups } from '../../groups/registry.ts'
import { actions, type Message, note, text } from '../../messages/message.ts'
import { actsForSeveral } from '../../roles/actor.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import { buttonsFor } from '../buttons.ts'
import { findBar, verbsFor } from '../lifecycle.ts'
import { cardVerbs } from '../offered.ts'
import { issueOption, issueOptionFor } from '../options.ts'
import { type IssueCommand, RULES, type Verb } from '../rules.ts'
import { act } from '../service.ts'
import { type IssueEvent, type IssueState, issueRef } from '../state.ts'
import { findIssue } from '../store.ts'
import { describeEvent, describeNextStep, findStatus, issueTitle } from '../words.ts'

const ISSUE_ASKED = { label: 'Issue', example: 'ISG-1', positional: true } as const

export const issue = issueOption(ISSUE_ASKED)

/** The issue of an act: forms offer those on which its author may do it now. */
export const issueFor = (verb: Verb) => issueOptionFor(verb, ISSUE_ASKED)
export const reason = option.longText({
  positional: true,
  label: 'Reason',
  example: 'The scopes overlap and we did not agree',
})
export const actsFor: Option<string | undefined> = {
  ...optional(studyGroupOption({ label: 'SG you act for, if you have roles in several', example: 'SG17' })),
  isFor: actsForSeveral,
  picks: ownStudyGroups,
}

/** The place where an act that TSB records was said: only TSB is asked for it. */
export const saidOption: Option<string | undefined> = {
  ...optional(option.text({ label: 'TSB: where it was said', example: 'TSAG meeting, 28 January 2026' })),
  isFor: actor => actor.roles.some(role => role.kind === 'TSB'),
}

/** The answer of somebody who has read what is going on the record. */
export const confirmOption = answerOption('Yes, it goes on the record like this')

/** The answer to the question whether a day years ahead is right. */
export const yearOption = answerOption('Yes, the year is right')

const ON_THE_RECORD = [{ label: 'Yes, on the record', value: 'yes' }]

/** The longest text that is shown back whole; of a longer one the beginning and the end. */
const SHOWN_WHOLE = 1200
const SHOWN_BEGINNING = 600
const SHOWN_END = 300

/**
 * Shows back what is to be kept word for word, with its length; throws until that is confirmed. `more`: what else goes on
 * the record with it, in whole sentences.
 */
export function assertConfirmed(
  confirm: 'yes' | undefined,
  subject: string,
  words: string,
  more: readonly string[] = [],
): void {
  if (confirm === 'yes') return
  const characters = [...words]
  const length = `${characters.length} ${characters.length === 1 ? 'character' : 'characters'}`
  const shown =
    characters.length <= SHOWN_WHOLE
      ? `“${words}”`
      : `“${characters.slice(0, SHOWN_BEGINNING).join('')} […] ${characters.slice(-SHOWN_END).join('')}”`
  throw new UserError(
    'confirm',
    `${subject}, ${length}, word for word: ${[shown, ...more].join(' ')} Nothing is on the record yet. Is it complete and right?`,
    'confirm',
    ON_THE_RECORD,
  )
}

/** The choice for calls and ad-hoc meetings ahead, of an act that closes the issue. */
export const meetingsAhead = optional(
  option.choice(MEETING_CHOICES, { label: 'Calls and meetings still to come', example: 'cancel' }),
)

/** The rule of the verb decides, with the issue's state: the words come from it, for help and documentation. */
export const byRule = (verb: Verb): Permission<unknown> => ({
  words: RULES[verb].recorded ? `${RULES[verb].who}; TSB where it was said elsewhere` : RULES[verb].who,
  allows: () => true,
})

/** The rule of the verb on the issue that is given, before a form asks for the rest. */
export const beforeVerb =
  (verb: Verb) =>
  async (
    { issue, for: as }: { issue?: number | undefined; for?: string | undefined },
    { tx, actor, now }: Context,
  ): Promise<void> => {
    const state = issue === undefined ? undefined : await findIssue(tx, issue)
    const bar = findBar(state, verb, { name: actor.name, roles: actor.roles, for: as }, now)
    if (bar) throw new UserError(bar.code, bar.sentence)
  }

interface Acting<O extends Options> {
  verb: Verb
  /** "issue propose"; made of the verb where left out. */
  path?: string
  aliases?: readonly string[]
  also?: readonly string[]
  summary: string
  form?: { title: string; submit: string }
  shortcuts?: Command['shortcuts']
  /** Besides the issue and the SG acted for. */
  options: O
  /** Options that must name study groups. */
  studyGroups?: (keyof O & string)[]
  decidesOn?: DecidesOn<{ issue: number }>
  asksFor?(written: Record<string, string>): readonly string[]
  command(values: Values<O> & { said: string | undefined }): IssueCommand
  /** Throws a UserError for values that are asked about first. */
  check?(values: Values<O>, now: Temporal.Instant): void
  /** Further sentences of the answer. */
  more?(after: IssueState): Text[]
}

/** A command that does one verb on an issue, for the SG that the actor stands for. */
export const acting = <O extends Options>({
  verb,
  path = `issue ${verb}`,
  aliases,
  also,
  summary,
  form,
  shortcuts,
  options,
  studyGroups = [],
  decidesOn,
  asksFor,
  command: toCommand,
  check = () => {},
  more = () => [],
}: Acting<O>): AnyCommand =>
  command({
    path,
    ...(aliases && { aliases }),
    ...(also && { also }),
    summary,
    ...(form && { form }),
    ...(shortcuts && { shortcuts }),
    options: {
      issue: issueFor(verb),
      ...options,
      for: actsFor,
      ...(RULES[verb].recorded && { said: saidOption }),
    },
    effect: 'change',
    who: byRule(verb),
    before: beforeVerb(verb) as never,
    ...(asksFor && { asksFor }),
    ...(decidesOn && { decidesOn: decidesOn as never }),
    async run(given, context) {
      // TypeScript does not see through the spread of options that are not known here.
      const values = given as unknown as Values<O> & {
        issue: number
        for: string | undefined
        said: string | undefined
        meetings?: MeetingsChoice
      }
      for (const name of studyGroups)
        await findStudyGroups(context.tx, [values[name] as string], context.now, name)
      const command = toCommand(values)
      const { after, events } = await act(context, values.issue, command, values.for, values.meetings)
      // After the rule has said whether they may at all; what is asked here takes it back.
      check(values, context.now)
      return done(after, events, context, more(after))
    },
  })

/** The answer to an act: what happened, what is next, and what one may do now. */
export function done(
  after: IssueState,
  events: readonly IssueEvent[],
  { actor }: Context,
  more: readonly Text[] = [],
): Message {
  const first = after.version - events.length + 1
  const happened = events.map((event, i) => describeEvent(event, findStatus(after, first + i))).join(' ')
  const summary = `${issueTitle(after)}: ${happened}`
  const mine = verbsFor(after, actor.roles)
  const verbs = cardVerbs(after).filter(v => mine.includes(v))
  const recordedFor = events.find(e => e.said !== undefined)?.group
  const waits = recordedFor
    ? [
        phrase`${recordedFor} is asked to confirm it; ${cmd('issue history', { issue: issueRef(after) })} shows what became of it.`,
      ]
    : []
  const lines = [...more, ...waits]
  return {
    summary:
      lines.length === 0
        ? summary
        : phrase`${summary} ${lines.flatMap(l => [...(typeof l === 'string' ? [l] : l), ' ']).slice(0, -1)}`,
    blocks: [
      text(summary),
      ...lines.map(line => text(line)),
      note(describeNextStep(after)),
      ...(verbs.length > 0 ? [actions(buttonsFor(after, verbs))] : []),
    ],
  }
}
