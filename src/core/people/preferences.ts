/** Preferences that each person sets by chat: which messages they get, where and when. */

import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { type Completing, type Option, option, optional } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import type { Choice } from '../grammar/spec.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup, toGroupId } from '../groups/registry.ts'
import { sentence } from '../messages/message.ts'
import { releaseKept } from '../notices/kept.ts'
import type { Platform, PlatformFacts } from '../platforms/platform.ts'
import { joinChoices, joinWords } from '../text/sentences.ts'
import { cmd, joinText, phrase, type Text } from '../text/spans.ts'
import { parseTimeOfDay } from '../time/parse.ts'
import { follow, followedBy, unfollow } from './follows.ts'
import { requirePerson } from './require-person.ts'

/** The reminders there are: days before a deadline or a meeting, and one hour before a meeting. */
const STEPS = ['14d', '7d', '3d', '1d', '0d', '1h'] as const

const group = groupOption({ label: 'Group', example: 'RG-DT', positional: true })

/** By which time, where the person's own zone is not known. */
const UNKNOWN_ZONE = phrase`Geneva time, since your own time zone is unknown; ${cmd('me', { zone: 'Asia/Tokyo' })} sets it`

const following = command({
  path: 'follow',
  form: { title: 'Follow a group', submit: 'Follow' },
  summary: "Get a group's deadlines and meetings by direct message",
  options: { group },
  effect: 'change',
  who: everybody,
  async run({ group: asked }, { tx, now, actor }) {
    const { id: group } = await findGroup(tx, asked, now, 'group')
    await follow(tx, requirePerson(actor), group, now)
    return sentence(
      phrase`You now get ${group}'s deadlines and meetings by direct message; ${cmd('unfollow', { group })} ends this.`,
    )
  },
})

const unfollowing = command({
  path: 'unfollow',
  form: { title: 'Stop following a group', submit: 'Stop following' },
  summary: "Stop getting a group's deadlines and meetings by direct message",
  options: { group },
  effect: 'change',
  who: everybody,
  async run({ group: asked }, { tx, now, actor }) {
    const group = await toGroupId(tx, asked)
    if (!(await unfollow(tx, requirePerson(actor), group, now))) {
      // A group that exists no more can still be left; one that never was is named as such.
      await findGroup(tx, group, now, 'group')
      throw new UserError('not-followed', `You do not follow ${group}; nothing was changed.`, 'group')
    }
    return sentence(`You no longer get ${group}'s deadlines and meetings by direct message.`)
  },
})

const platformChoices = (platforms: readonly PlatformFacts[]): Choice[] =>
  platforms.flatMap(p => (p.account ? [{ label: p.title, value: p.name }] : []))

/** A platform with accounts, for direct messages. */
const ownPlatform: Option<Platform> = {
  ...option.own({ label: 'Platform for direct messages', example: 'slack' }, raw => raw.trim().toLowerCase()),
  complete: async (typed, { platforms }) => rankChoices(platformChoices(platforms), typed),
  picks: async ({ platforms }) => platformChoices(platforms),
  check: assertHasAccounts,
}

/** Throws a UserError for a platform that sends no direct messages. */
function assertHasAccounts(platform: Platform, platforms: readonly PlatformFacts[]): void {
  const names = platformChoices(platforms).map(({ value }) => value)
  if (names.includes(platform)) return
  throw new UserError(
    'no-platform',
    `"${platform}" is not a platform for direct messages; there are ${joinWords(names)}.`,
  )
}

interface Preferences {
  prefers: string | null
  direct: boolean
  quietFrom: string | null
  quietTo: string | null
  reminders: string[]
  digest: boolean
}

/** The person's present choice, for the form that changes it. */
const current =
  (read: (person: Preferences) => string | undefined) =>
  async ({ tx, actor }: Completing): Promise<string | undefined> => {
    const person =
      actor.person === undefined ? null : await tx.person.findUnique({ where: { id: actor.person } })
    return person ? read(person) : undefined
  }

const prefer = command({
  path: 'prefer',
  also: ['preferences', 'notifications', 'digest', 'quiet'],
  asksAlone: true,
  form: { title: 'Your preferences', submit: 'Save' },
  summary:
    'Set where and when you get messages: platform, direct messages or channels, quiet hours, reminders, daily digest',
  options: {
    platform: { ...optional(ownPlatform), current: current(p => p.prefers ?? undefined) },
    by: {
      ...optional(
        option.choice(['direct message', 'channel only'], {
          label: 'Direct messages, or the channel only',
          example: 'direct message',
        }),
      ),
      current: current(p => (p.direct ? 'direct message' : 'channel only')),
    },
    quiet: {
      ...optional(
        option.own({ label: 'Quiet hours in your zone, or none', example: '22:00–07:00' }, readQuiet),
      ),
      current: current(p => (p.quietFrom ? `${p.quietFrom}–${p.quietTo}` : 'none')),
    },
    reminders: {
      ...optional(option.own({ label: 'Which reminders, or all', example: '7d, 1d, 1h' }, readSteps)),
      current: current(p => (p.reminders.length > 0 ? p.reminders.join(', ') : 'all')),
    },
    digest: {
      ...optional(
        option.choice(['on', 'off'], {
          label: 'What can wait in one message at 09:00',
          example: 'on',
        }),
      ),
      current: current(p => (p.digest ? 'on' : 'off')),
    },
  },
  effect: 'change',
  who: everybody,
  before: async (_, { actor }) => void requirePerson(actor),
  async run({ platform, by, quiet, reminders, digest }, { tx, now, actor, platforms }) {
    const id = requirePerson(actor)
    const {
      zone,
      prefers,
      direct,
      quietFrom,
      quietTo,
      reminders: steps,
      digest: hasDigest,
    } = await tx.person.update({
      where: { id },
      data: {
        ...(platform && { prefers: platform }),
        ...(by && { direct: by === 'direct message' }),
        // The hours are those of the clocks they look at now: a zone that only the platform told is kept with them.
        ...(quiet && { quietFrom: quiet.from, quietTo: quiet.to, ...(actor.zone && { zone: actor.zone }) }),
        ...(reminders && { reminders }),
        ...(digest && { digest: digest === 'on' }),
        ...(digest === 'on' && actor.zone && { zone: actor.zone }),
      },
    })
    const released = digest === 'off' || by === 'channel only' ? await releaseKept(tx, id, now) : 0
    const follows = await followedBy(tx, actor)
    return sentence(
      joinText(
        [
          direct ? await describeDirect(tx, id, prefers, platforms) : 'You get messages in channels only.',
          quietFrom
            ? phrase`Quiet hours: ${quietFrom}–${quietTo!}, ${zone ? `${zone} time` : UNKNOWN_ZONE}.`
            : 'No quiet hours are set.',
          follows.length > 0
            ? `You follow ${follows.join(', ')}.`
            : phrase`You follow no group; ${cmd('follow', { group: 'RG-DT' })} follows one.`,
          `Reminders of what you follow: ${describeSteps(steps)}.`,
          ...(direct
            ? [
                hasDigest
                  ? phrase`What can wait comes in one message at 09:00, ${zone ? `${zone} time` : UNKNOWN_ZONE}. What is urgent comes at once.`
                  : phrase`Each message comes at once; ${cmd('prefer', { digest: 'on' })} puts what can wait into one message a day.`,
              ]
            : []),
          ...(released > 0 ? ['What was kept for your digest comes now.'] : []),
        ],
        ' ',
      ),
    )
  },
})

/** The place of direct messages, as it is now: a platform that somebody prefers before they have an account there waits for it. */
async function describeDirect(
  tx: Transaction,
  personId: number,
  prefers: string | null,
  platforms: readonly PlatformFacts[],
): Promise<Text> {
  const accounts = await tx.account.findMany({ where: { personId }, select: { platform: true } })
  const title = (name: string) => platforms.find(p => p.name === name)?.title ?? name
  const add = cmd('person add')
  if (accounts.length === 0)
    return phrase`You have no account on ${prefers ? title(prefers) : joinChoices(platformChoices(platforms).map(({ label }) => label))} here yet, so direct messages can't reach you; TSB can add one (${add}).`
  if (prefers && !accounts.some(({ platform }) => platform === prefers))
    return phrase`You have no account on ${title(prefers)} here yet; TSB can add one (${add}). Until then you get direct messages on ${joinWords(accounts.map(({ platform }) => title(platform)))}.`
  return `You get direct messages${prefers ? ` on ${title(prefers)}` : ''}.`
}

/** "22:00–07:00" → the hours; "none" ends them. */
function readQuiet(raw: string): { from: string | null; to: string | null } {
  if (/^(none|no|off)$/i.test(raw.trim())) return { from: null, to: null }
  const [from, to, more] = raw.split(/–|—|-|to|until/).map(part => part.trim())
  if (!from || !to || more !== undefined)
    throw new UserError('not-hours', `"${raw}" is not a time range; write it like 22:00–07:00, or none.`)
  return {
    from: parseTimeOfDay(from).toString({ smallestUnit: 'minute' }),
    to: parseTimeOfDay(to).toString({ smallestUnit: 'minute' }),
  }
}

/** "7 days and 1 day before", "1 hour before, and on the day itself"; "all" where none is named. */
export function describeSteps(steps: readonly string[]): string {
  if (steps.length === 0) return 'all'
  const before = steps
    .filter(step => step !== '0d')
    .map(step => (step === '1h' ? '1 hour' : step === '1d' ? '1 day' : `${step.slice(0, -1)} days`))
  const ahead = before.length > 0 ? `${joinWords(before)} before` : ''
  return [ahead, steps.includes('0d') ? 'on the day itself' : ''].filter(words => words !== '').join(', and ')
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
