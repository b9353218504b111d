import { type AnyCommand, type Context, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { picksOf, UserError } from '../../errors.ts'
import { studyGroupOption, studyGroupsOption } from '../../groups/options.ts'
import { findStudyGroups, inOrder } from '../../groups/registry.ts'
import { assertYearMeant } from '../../meetings/meeting.ts'
import { parseDocuments } from '../../references/documents.ts'
import { parseWebAddress } from '../../references/web-address.ts'
import { type HeldRole, leadsStudyGroup } from '../../roles/actor.ts'
import type { RoleName } from '../../roles/role.ts'
import { TSB } from '../../roles/role.ts'
import { joinWords } from '../../text/sentences.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import { describeCoordination } from '../coordination-words.ts'
import { SAID_MISSING, SAID_OWN } from '../said.ts'
import { raiseIssue } from '../service.ts'
import { defaultTimeline } from '../settings.ts'
import { describeRecord } from '../words.ts'
import { actsFor, done, saidOption, yearOption } from './shared.ts'

const raise = command({
  path: 'issue raise',
  also: ['new', 'create', 'open'],
  summary:
    'Raise an issue that concerns several SGs; their channels get its card, and their chairs are notified',
  options: {
    topic: option.text({ label: 'Topic', example: 'Trust' }),
    summary: option.longText({
      label: 'Summary',
      example: 'Trust is studied in three SGs; who covers what?',
    }),
    with: studyGroupsOption({ label: 'SGs concerned', example: 'SG13,SG20' }),
    coordinator: {
      ...optional(studyGroupOption({ label: 'SG that offers or is asked to coordinate', example: 'SG17' })),
      former: {
        name: 'lead',
        difference:
          '“lead:” was read as “coordinator:”. The SGs concerned agree on who coordinates an issue; a lead SG is designated by WTSA or TSAG, and this command does not ask for that.',
      },
    },
    'respond-by': optional(
      option.date({ label: 'Respond by (last day, Geneva time)', example: '30 June 2026' }),
    ),
    documents: optional(option.own({ label: 'Documents, TD or C', example: 'TD301, C27' }, parseDocuments)),
    link: optional(
      option.own(
        {
          label: 'Link to the message it came from',
          example: 'https://itu.slack.com/archives/C024BE7LH/p1768298400000100',
        },
        parseWebAddress,
      ),
    ),
    'show-to': optional(option.choice(['WP2'], { label: 'Show it to WP2 from the start', example: 'WP2' })),
    for: actsFor,
    said: saidOption,
    confirm: yearOption,
  },
  form: { title: 'Raise an issue', submit: 'Raise' },
  shortcuts: [
    { title: 'Raise as an issue', takes: 'message', text: 'summary', link: 'link' },
    { title: 'Raise an issue', takes: 'nothing' },
  ],
  effect: 'change',
  who: {
    words: 'a chair or vice-chair of an SG, or TSB on behalf of one',
    allows: actor => actor.roles.some(raises),
  },
  async run(
    {
      topic,
      summary,
      with: named,
      coordinator,
      documents = [],
      link,
      'respond-by': by,
      'show-to': shown,
      for: wanted,
      said,
      confirm,
    },
    context,
  ) {
    const { tx, now } = context
    const others = await findStudyGroups(tx, named, now, 'with')
    if (coordinator !== undefined) await findStudyGroups(tx, [coordinator], now, 'coordinator')
    if (wanted !== undefined) await findStudyGroups(tx, [wanted], now, 'for')
    const role = raisingRole(context, wanted, others)
    const group = role.group!
    assertInOwnName(role, said)
    // A group that follows from a role is checked like one that is typed: TSB staff of a Rapporteur group raise nothing.
    await findStudyGroups(tx, [group], now, 'for')
    const concerned = [...new Set([group, ...others])].toSorted((a, b) => inOrder({ id: a }, { id: b }))
    if (concerned.length < 2)
      throw new UserError(
        'alone',
        'An issue concerns two or more SGs; another one is missing in with:.',
        'with',
      )
    const today = inGeneva(now).toPlainDate()
    if (by && Temporal.PlainDate.compare(by, today) < 0)
      throw new UserError(
        'past',
        `respond-by: ${formatDate(by)} is in the past; give a later date.`,
        'respond-by',
      )
    if (by && confirm !== 'yes') assertYearMeant(by, now)
    const respondBy = (by ?? (await defaultTimeline(tx, today)))?.toString()
    const event = {
      group,
      topic,
      summary,
      concerned,
      documents,
      ...(link !== undefined && { link }),
      ...(respondBy && { respondBy }),
      ...(shown === 'WP2' && { shownToWp2: true as const }),
      ...(said !== undefined && { said }),
    }
    const acting: RoleName = role.kind === 'TSB' ? TSB : { kind: role.kind, group }
    const { state, events } = await raiseIssue(context, event, acting, coordinator)
    const answer = done(state, events, context)
    const how =
      said === undefined ? '' : ` It is ${describeRecord({ by: state.raisedBy, group, said }, 'waiting')}.`
    const words = describeCoordination(state)
    const asked = words === undefined ? '' : ` Coordination: ${words}.`
    return {
      ...answer,
      summary: `ISG-${state.id} is raised: ${topic}, with ${joinWords(concerned)}.${how}${asked}`,
    }
  },
})

/** TSB raises what an SG said elsewhere; a chair speaks for their own SG. */
function assertInOwnName({ kind }: RoleName, said: string | undefined): void {
  if (kind === 'TSB' && said === undefined) throw new UserError('said-missing', SAID_MISSING, 'said')
  if (kind !== 'TSB' && said !== undefined) throw new UserError('said-own', SAID_OWN, 'said')
}

const raises = (role: HeldRole): boolean => role.kind === 'TSB' || leadsStudyGroup(role)

/** The role in which somebody raises an issue: of the SG they named, else of the only one they could mean. */
function raisingRole({ actor }: Context, wanted: string | undefined, others: string[]): RoleName {
  const own = actor.roles.filter(r => raises(r) && r.group !== null)
  const tsb = actor.roles.some(r => r.kind === 'TSB' && r.group === null)
  // TSB staff of all groups raise on behalf of one of those they name.
  const possible: RoleName[] = own.length > 0 ? own : tsb ? others.map(group => ({ kind: 'TSB', group })) : []
  if (wanted !== undefined) {
    const role =
      possible.find(r => r.group === wanted) ?? (tsb ? { kind: 'TSB' as const, group: wanted } : undefined)
    if (role) return role
    throw new UserError(
      'not-for',
      `You have no role in ${wanted}; you have roles in ${joinWords(own.map(r => r.group!))}.`,
      'for',
    )
  }
  const groups = [...new Set(possible.map(r => r.group!))]
  if (groups.length === 1) return possible[0]!
  throw new UserError(
    'which-group',
    `Which SG raises it? Add ${groups.map(g => `for:${g}`).join(' or ')}.`,
    'for',
    picksOf(groups),
  )
}

export const raising: AnyCommand[] = [raise]
