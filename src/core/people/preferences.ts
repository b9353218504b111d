/** What each person sets by chat: where and when they hear, and of what. */

import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { UserError } from '../errors.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup, toGroupId } from '../groups/registry.ts'
import { sentence } from '../messages/message.ts'
import type { Actor } from '../roles/actor.ts'
import { cmd, joinText, phrase } from '../text/spans.ts'
import { parseTimeOfDay } from '../time/parse.ts'
import { follow, followedBy, unfollow } from './follows.ts'

/** The reminders there are: days before a deadline or a meeting, and one hour before a meeting. */
const STEPS = ['14d', '7d', '3d', '1d', '0d', '1h'] as const

const group = groupOption({ label: 'Group', example: 'RG-DT', positional: true })

/** On which clocks, where the person's own are not known. */
const UNKNOWN_ZONE = phrase`Geneva time: your own zone is not known here, and ${cmd('me', { zone: 'Asia/Tokyo' })} sets it`

/** The person's number. Throws a UserError for somebody the registers don't know. */
export function requirePerson(actor: Actor): number {
  if (actor.person === undefined)
    throw new UserError(
      'unknown-person',
      phrase`This can be kept once TSB has added you with ${cmd('person add')}.`,
    )
  return actor.person
}

const following = command({
  path: 'follow',
  summary: "Hear of a group's deadlines and meetings by direct message",
  options: { group },
  effect: 'change',
  who: everybody,
  async run({ group: asked }, { tx, now, actor }) {
    const { id: group } = await findGroup(tx, asked, now, 'group')
    await follow(tx, requirePerson(actor), group, now)
    return sentence(
      phrase`You hear of ${group}'s deadlines and meetings by direct message now; ${cmd('unfollow', { group })} ends it.`,
    )
  },
})

const unfollowing = command({
  path: 'unfollow',
  summary: 'Hear of a group by direct message no longer',
  options: { group },
  effect: 'change',
  who: everybody,
  async run({ group: asked }, { tx, now, actor }) {
    const group = await toGroupId(tx, asked)
    if (!(await unfollow(tx, requirePerson(actor), group, now))) {
      // A group that exists no more can still be left; one that never was is named as such.
      await findGroup(tx, group, now, 'group')
      throw new UserError('not-followed', `You do not follow ${group}; nothing changes.`, 'group')
    }
    return sentence(`You hear of ${group} by direct message no longer.`)
  },
})

const prefer = command({
  path: 'prefer',
  summary:
    'Where and when you hear: the platform, direct messages or the channel only, quiet hours, which reminders',
  options: {
    platform: optional(
      option.choice(['slack', 'discord'], { label: 'Platform for direct messages', example: 'slack' }),
    ),
    by: optional(
      option.choice(['direct message', 'channel only'], {
        label: 'Direct messages, or the channel only',
        example: 'direct message',
      }),
    ),
    quiet: optional(
      option.own({ label: 'Quiet hours in your zone, or none', example: '22:00–07:00' }, readQuiet),
    ),
    reminders: optional(option.own({ label: 'Which reminders, or all', example: '7d, 1d, 1h' }, readSteps)),
  },
  effect: 'change',
  who: everybody,
  async run({ platform, by, quiet, reminders }, { tx, actor }) {
    const id = requirePerson(actor)
    const {
      zone,
      prefers,
      direct,
      quietFrom,
      quietTo,
      reminders: steps,
    } = await tx.person.update({
      where: { id },
      data: {
        ...(platform && { prefers: platform }),
        ...(by && { direct: by === 'direct message' }),
        // The hours are those of the clocks they look at now: a zone that only the platform told is kept with them.
        ...(quiet && { quietFrom: quiet.from, quietTo: quiet.to, ...(actor.zone && { zone: actor.zone }) }),
        ...(reminders && { reminders }),
      },
    })
    const follows = await followedBy(tx, actor)
    return sentence(
      joinText(
        [
          direct
            ? `You hear by direct message${prefers ? ` on ${prefers}` : ''}.`
            : 'You hear in the channels only.',
          quietFrom
            ? phrase`Reminders wait from ${quietFrom} until ${quietTo!}, ${zone ? `${zone} time` : UNKNOWN_ZONE}.`
            : 'No quiet hours are set.',
          follows.length > 0
            ? `You follow ${follows.join(', ')}.`
            : phrase`You follow no group; ${cmd('follow', { group: 'RG-DT' })} follows one.`,
          `Reminders of what you follow: ${steps.length > 0 ? steps.join(', ') : 'all'}.`,
        ],
        ' ',
      ),
    )
  },
})

/** "22:00–07:00" → the hours; "none" ends them. */
function readQuiet(raw: string): { from: string | null; to: string | null } {
  if (/^(none|no|off)$/i.test(raw.trim())) return { from: null, to: null }
  const [from, to, more] = raw.split(/–|—|-|to|until/).map(part => part.trim())
  if (!from || !to || more !== undefined)
    throw new UserError('not-hours', `"${raw}" is not a span of hours; write it like 22:00–07:00, or none.`)
  return {
    from: parseTimeOfDay(from).toString({ smallestUnit: 'minute' }),
    to: parseTimeOfDay(to).toString({ smallestUnit: 'minute' }),
  }
}

/** "7d, 1d" → the reminders; "all" → none named. */
function readSteps(raw: string): string[] {
  if (/^all$/i.test(raw.trim())) return []
  const steps = raw
    .toLowerCase()
    .split(/[,;\s]/)
    .filter(s => s !== '')
  const wrong = steps.find(s => !STEPS.includes(s as (typeof STEPS)[number]))
  if (wrong)
    throw new UserError('no-step', `"${wrong}" is not a reminder; there are ${STEPS.join(', ')}, and all.`)
  return steps
}

export const preferenceCommands: AnyCommand[] = [following, unfollowing, prefer]
