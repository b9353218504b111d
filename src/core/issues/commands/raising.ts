import { type AnyCommand, type Context, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { picksOf, UserError } from '../../errors.ts'
import { studyGroupOption, studyGroupsOption } from '../../groups/options.ts'
import { findStudyGroups, inOrder } from '../../groups/registry.ts'
import { parseDocuments } from '../../references/documents.ts'
import { type HeldRole, leadsStudyGroup } from '../../roles/actor.ts'
import type { RoleName } from '../../roles/role.ts'
import { TSB } from '../../roles/role.ts'
import { joinWords } from '../../text/sentences.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import { raiseIssue } from '../service.ts'
import { defaultTimeline } from '../settings.ts'
import { actsFor, done } from './shared.ts'

const raise = command({
  path: 'issue raise',
  summary:
    'Raise an issue that concerns several SGs; its card goes to their channels and their chairs are told',
  options: {
    topic: option.text({ label: 'Topic', example: 'Trust' }),
    summary: option.longText({
      label: 'Summary',
      example: 'Trust is studied in three SGs; who covers what?',
    }),
    with: studyGroupsOption({ label: 'SGs concerned', example: 'SG13,SG20' }),
    lead: optional(studyGroupOption({ label: 'SG asked to lead the coordination', example: 'SG17' })),
    'respond-by': optional(
      option.date({ label: 'Respond by, end of that day in Geneva', example: '30 June 2026' }),
    ),
    documents: optional(option.own({ label: 'Documents, TD or C', example: 'TD301, C27' }, parseDocuments)),
    for: actsFor,
  },
  effect: 'change',
  who: {
    words: 'a chair or vice-chair of an SG, or TSB on behalf of one',
    allows: actor => actor.roles.some(raises),
  },
  async run({ topic, summary, with: named, lead, documents = [], 'respond-by': by, for: wanted }, context) {
    const { tx, now } = context
    const others = await findStudyGroups(tx, named, now, 'with')
    if (lead !== undefined) await findStudyGroups(tx, [lead], now, 'lead')
    if (wanted !== undefined) await findStudyGroups(tx, [wanted], now, 'for')
    const role = raisingRole(context, wanted, others)
    const group = role.group!
    // A group that follows from a role is checked like one that is typed: TSB staff of a Rapporteur group raise nothing.
    await findStudyGroups(tx, [group], now, 'for')
    const concerned = [...new Set([group, ...others])].toSorted((a, b) => inOrder({ id: a }, { id: b }))
    if (concerned.length < 2)
      throw new UserError(
        'alone',
        `Name at least one SG besides ${group}: an issue between SGs concerns two or more.`,
        'with',
      )
    const today = inGeneva(now).toPlainDate()
    if (by && Temporal.PlainDate.compare(by, today) < 0)
      throw new UserError('past', `respond-by: ${formatDate(by)} is past; give a date ahead.`, 'respond-by')
    const respondBy = (by ?? (await defaultTimeline(tx, today)))?.toString()
    const event = {
      group,
      topic,
      summary,
      concerned,
      documents,
      ...(lead && { lead }),
      ...(respondBy && { respondBy }),
    }
    const acting: RoleName = role.kind === 'TSB' ? TSB : { kind: role.kind, group }
    const state = await raiseIssue(context, event, acting)
    const answer = done(
      state,
      [{ ...event, kind: 'raised', at: now.toString(), by: state.raisedBy }],
      context,
    )
    return { ...answer, summary: `ISG-${state.id} is raised: ${topic}, with ${joinWords(concerned)}.` }
  },
})

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
      `You have no role of ${wanted}; you have of ${joinWords(own.map(r => r.group!))}.`,
      'for',
    )
  }
  const groups = [...new Set(possible.map(r => r.group!))]
  if (groups.length === 1) return possible[0]!
  throw new UserError(
    'which-group',
    `For which SG is it raised? Say ${groups.map(g => `for:${g}`).join(' or ')}.`,
    'for',
    picksOf(groups),
  )
}

export const raising: AnyCommand[] = [raise]
