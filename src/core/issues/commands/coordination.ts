/** The commands for coordination: to offer it, answer, agree, end it. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option } from '../../commands/options.ts'
import { HANDLER } from '../../groups/handler.ts'
import { studyGroupOption } from '../../groups/options.ts'
import { recordOutcomeOfIssue } from '../../registers/actions/from-issues.ts'
import { toBy } from '../../roles/by.ts'
import { describeCoordination } from '../coordination-words.ts'
import { onEntrusting, onOffer } from '../seen.ts'
import { act } from '../service.ts'
import type { IssueState } from '../state.ts'
import { acting, beforeVerb, byRule, done, issueFor, reason } from './shared.ts'

/** The answer of each SG concerned now. */
const more = (after: IssueState): string[] => {
  const words = describeCoordination(after)
  return words === undefined ? [] : [`Coordination: ${words}.`]
}

const offer = acting({
  verb: 'offer',
  path: 'coordination offer',
  form: { title: 'Coordinate {issue}', submit: 'Offer' },
  summary: 'Offer that your SG coordinates; it does once every other SG concerned has agreed',
  options: {},
  command: ({ said }) => ({ do: 'offer', said }),
  more,
})

const ask = acting({
  verb: 'ask',
  path: 'coordination ask',
  aliases: ['issue lead'],
  summary: 'Ask another SG to coordinate; it does once it accepts and all SGs concerned have agreed',
  form: { title: 'Coordination of {issue}', submit: 'Ask' },
  options: {
    group: studyGroupOption({ positional: true, label: 'SG to coordinate', example: 'SG17' }),
  },
  studyGroups: ['group'],
  // Old buttons that agreed to an offer have this path, and name no offer.
  decidesOn: onOffer,
  command: ({ group, said }) => ({ do: 'ask', to: group, said }),
  more,
})

const accept = acting({
  verb: 'accept',
  path: 'coordination accept',
  form: { title: 'Coordination of {issue}', submit: 'Accept' },
  summary: 'Accept that your SG coordinates, which it was asked for',
  options: {},
  decidesOn: onOffer,
  command: () => ({ do: 'accept' }),
  more,
})

const agree = acting({
  verb: 'agree',
  path: 'coordination agree',
  form: { title: 'Coordination of {issue}', submit: 'Agree' },
  summary: 'Agree that the SG that offers or was asked coordinates',
  options: {},
  decidesOn: onOffer,
  command: ({ said }) => ({ do: 'agree', said }),
  more,
})

const object = acting({
  verb: 'object',
  path: 'coordination object',
  summary: 'Object, with your reason; a coordination already agreed does not end by this',
  form: { title: 'Object on {issue}', submit: 'Object' },
  options: { reason },
  decidesOn: onOffer,
  command: ({ reason, said }) => ({ do: 'object', reason, said }),
  more,
})

const decline = acting({
  verb: 'decline',
  path: 'coordination decline',
  summary: 'Decline that your SG coordinates',
  form: { title: 'Decline on {issue}', submit: 'Decline' },
  options: { reason },
  decidesOn: onOffer,
  command: ({ reason }) => ({ do: 'decline', reason }),
})

const withdraw = acting({
  verb: 'withdraw-offer',
  path: 'coordination withdraw',
  summary: 'Take back the offer or the question that your SG made',
  form: { title: 'Take back on {issue}', submit: 'Take back' },
  options: { reason },
  decidesOn: onOffer,
  command: ({ reason }) => ({ do: 'withdraw-offer', reason }),
})

const end = acting({
  verb: 'end-coordination',
  path: 'coordination end',
  summary: 'End the coordination: by the SG that coordinates, or when all other SGs concerned want it',
  form: { title: 'Coordination of {issue}', submit: 'End it' },
  options: { reason },
  decidesOn: onOffer,
  command: ({ reason }) => ({ do: 'end-coordination', reason }),
  more,
})

const outcome = command({
  path: 'coordination outcome',
  summary: 'Record whether TSAG entrusted the coordination to the SG that WP2 proposed',
  form: { title: 'TSAG on {issue}', submit: 'Record' },
  options: {
    issue: issueFor('entrusted'),
    outcome: option.choice(['entrusted', 'not entrusted'], {
      positional: true,
      label: 'Outcome',
      example: 'entrusted',
    }),
    source: option.text({ label: 'Source: the report or the session', example: 'TSAG-R4, clause 5' }),
  },
  effect: 'change',
  who: byRule('entrusted'),
  before: beforeVerb('entrusted'),
  decidesOn: onEntrusting,
  async run({ issue, outcome, source }, context) {
    const entrusted = outcome === 'entrusted'
    const { before, after, events } = await act(context, issue, { do: 'entrusted', entrusted, source })
    const reference = before.coordination.entrusting?.action
    const by = toBy(context.actor, HANDLER)
    await recordOutcomeOfIssue(context, { issue, reference, outcome }, { by, source })
    return done(after, events, context, more(after))
  },
})

export const coordination: AnyCommand[] = [offer, ask, agree, object, accept, decline, withdraw, end, outcome]
