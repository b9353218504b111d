/** What the commands on an issue have in common. */

import { MEETING_CHOICES, type MeetingsChoice } from '../../calendar/closing.ts'
import {
  type AnyCommand,
  type Context,
  command,
  type Options,
  type Permission,
  type Values,
} from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { studyGroupOption } from '../../groups/options.ts'
import { findStudyGroups } from '../../groups/registry.ts'
import { actions, type Message, note, text } from '../../messages/message.ts'
import { buttonsFor, cardVerbs } from '../card.ts'
import { verbsFor } from '../lifecycle.ts'
import { issueOption } from '../options.ts'
import { type IssueCommand, RULES, type Verb } from '../rules.ts'
import { act } from '../service.ts'
import type { IssueEvent, IssueState } from '../state.ts'
import { describeEvent, describeNextStep, issueTitle } from '../words.ts'

export const issue = issueOption({ label: 'Issue', example: 'ISG-1', positional: true })
export const reason = option.longText({
  positional: true,
  label: 'Reason',
  example: 'The scopes overlap and we did not agree',
})
export const actsFor = optional(
  studyGroupOption({ label: 'SG you act for, if you have roles in several', example: 'SG17' }),
)

/** What becomes of the calls and ad-hoc meetings ahead, of an act that closes the issue. */
export const meetingsAhead = optional(
  option.choice(MEETING_CHOICES, { label: 'Calls and meetings still ahead', example: 'cancel' }),
)

/** The rule of the verb decides, with the issue's state: the words come from it, for help and documentation. */
export const byRule = (verb: Verb): Permission<unknown> => ({ words: RULES[verb].who, allows: () => true })

interface Acting<O extends Options> {
  verb: Verb
  summary: string
  /** Besides the issue and the SG acted for. */
  options: O
  /** Options that must name study groups. */
  studyGroups?: (keyof O & string)[]
  command(values: Values<O>): IssueCommand
}

/** A command that does one verb on an issue, for the SG that the actor stands for. */
export const acting = <O extends Options>({
  verb,
  summary,
  options,
  studyGroups = [],
  command: toCommand,
}: Acting<O>): AnyCommand =>
  command({
    path: `issue ${verb}`,
    summary,
    options: { issue, ...options, for: actsFor },
    effect: 'change',
    who: byRule(verb),
    async run(given, context) {
      // TypeScript does not see through the spread of options that are not known here.
      const values = given as Values<O> & {
        issue: number
        for: string | undefined
        meetings?: MeetingsChoice
      }
      for (const name of studyGroups)
        await findStudyGroups(context.tx, [values[name] as string], context.now, name)
      const { after, events } = await act(
        context,
        values.issue,
        toCommand(values),
        values.for,
        values.meetings,
      )
      return done(after, events, context)
    },
  })

/** The answer to an act: what happened, what is next, and what one may do now. */
export function done(
  after: IssueState,
  events: readonly IssueEvent[],
  { actor }: Context,
  more: string[] = [],
): Message {
  const summary = `${issueTitle(after)}: ${events.map(describeEvent).join(' ')}`
  const mine = verbsFor(after, actor.roles)
  const verbs = cardVerbs(after).filter(v => mine.includes(v))
  return {
    summary,
    blocks: [
      text(summary),
      ...more.map(line => text(line)),
      note(describeNextStep(after)),
      ...(verbs.length > 0 ? [actions(buttonsFor(after, verbs))] : []),
    ],
  }
}
