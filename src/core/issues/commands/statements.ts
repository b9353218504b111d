/** Statements for the record, kept word for word. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { HANDLER } from '../../groups/handler.ts'
import { findMeeting } from '../../meetings/meeting.ts'
import { meetingOption } from '../../meetings/options.ts'
import { act } from '../service.ts'
import { issueTitle } from '../words.ts'
import { actsFor, assertConfirmed, byRule, confirmOption, done, issue, saidOption } from './shared.ts'

const make = command({
  path: 'statement make',
  aliases: ['issue statement'],
  summary: 'A statement for the record, kept word for word; shown back before it counts',
  form: { title: 'Statement on {issue}', submit: 'Make statement' },
  options: {
    issue,
    text: option.longText({
      positional: true,
      label: 'Statement, word for word',
      example: 'SG20 states that…',
    }),
    delegation: {
      ...optional(option.text({ label: 'TSB, WP2: whose, if not an SG’s', example: 'Russian Federation' })),
      isFor: (actor: { roles: readonly { kind: string; group: string | null }[] }) =>
        actor.roles.some(r => r.kind === 'TSB' || r.group === HANDLER),
    },
    meeting: optional(meetingOption({ label: 'Meeting at which it is made', example: 'MTG-3' })),
    for: actsFor,
    said: saidOption,
    confirm: confirmOption,
  },
  effect: 'change',
  who: byRule('statement'),
  async run({ issue, text, delegation, meeting, for: as, said, confirm }, context) {
    if (meeting !== undefined) await findMeeting(context.tx, meeting)
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

export const statements: AnyCommand[] = [make]
