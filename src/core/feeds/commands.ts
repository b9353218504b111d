import { type Answer, type AnyCommand, type Context, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { UserError } from '../errors.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup, hasCalendar, inOrder, knownGroups } from '../groups/registry.ts'
import { calendarFile, linkNote } from '../ics/file.ts'
import { findMeeting } from '../meetings/meeting.ts'
import { meetingOption } from '../meetings/options.ts'
import {
  action,
  actions,
  type Block,
  code,
  fields,
  heading,
  link,
  list,
  type Message,
  note,
  text,
} from '../messages/message.ts'
import { followedBy } from '../people/follows.ts'
import { describeKnown } from '../roles/actor.ts'
import { cmd, phrase } from '../text/spans.ts'
import { formatDate, formatTime, inGeneva } from '../time/geneva.ts'
import { addressSince, groupPath, newAddress, personalPath, revokeAddress, webcal } from './addresses.ts'

const NEW = action('New address', 'calendar', { action: 'new' })
const REVOKE = action('Revoke', 'calendar', { action: 'revoke' }, 'danger')

const calendar = command({
  path: 'calendar',
  form: { title: 'Calendar address', submit: 'Show' },
  summary: "Addresses for your calendar program: a group's meetings and deadlines, or your own",
  options: {
    group: optional(groupOption({ label: 'Group', example: 'RG-DT', positional: true })),
    action: optional(
      option.choice(['new', 'revoke'], { label: 'Your private address: new, or revoke', example: 'new' }),
    ),
  },
  effect: 'change',
  answer: 'private',
  who: everybody,
  async run({ group, action }, context) {
    const url = publicUrl(context)
    if (action === 'revoke') return revoked(context)
    if (action === 'new') return shown(url, await freshAddress(context), context)
    if (group !== undefined) return ofGroup(url, group, context)
    const person = context.actor.person
    if (person === undefined) return ofGroups(url, context)
    // Two simultaneous first requests may both get here; then the later one's address is the valid one.
    const since = await addressSince(context.tx, person)
    return since ? kept(url, since, context) : shown(url, await freshAddress(context), context)
  },
})

function publicUrl({ publicUrl }: Context): string {
  if (publicUrl !== undefined) return publicUrl
  throw new UserError(
    'no-public-url',
    'Calendars have no public address yet. The administrator of this bot can set INTERSG_URL (such as https://intersg.example.org) and PORT.',
  )
}

async function ofGroup(url: string, asked: string, { tx, now, actor }: Context): Promise<Message> {
  const found = await findGroup(tx, asked, now, 'group')
  const group = found.id
  if (!hasCalendar(found))
    throw new UserError(
      'no-calendar',
      `Meetings of ${group} are not kept here, so it has no calendar.`,
      'group',
    )
  const address = url + groupPath(group)
  const summary = `The calendar of ${group}: ${address}`
  return {
    summary,
    blocks: [
      heading(`Calendar of ${group}`),
      fields({ Address: [link(address, address)], 'Opens a calendar program': [code(webcal(address))] }),
      note('Subscribe to this address in your calendar program; it then shows every move and cancellation.'),
      ...(actor.person === undefined
        ? []
        : [
            note(
              phrase`${cmd('calendar')} without a group shows your own address, with all your groups in one calendar.`,
            ),
          ]),
    ],
  }
}

async function ofGroups(url: string, { tx, now, actor }: Context): Promise<Message> {
  const groups = (await knownGroups(tx, now)).filter(hasCalendar).map(g => g.id)
  return {
    summary: `Each group has a calendar, such as ${url}${groupPath('RG-DT')}. ${describeKnown(actor)}`,
    blocks: [
      heading('Calendars'),
      addresses(url, groups),
      note(`People with a role here also get a calendar of their own. ${describeKnown(actor)}`),
    ],
  }
}

async function kept(url: string, since: Temporal.Instant, context: Context): Promise<Message> {
  const at = inGeneva(since)
  const summary = `You have a private calendar address since ${formatDate(at)}, ${formatTime(at)} Geneva time.`
  return {
    summary,
    blocks: [
      heading('Your calendar'),
      text(
        `${summary} It was shown once and is not stored. If you lost it, or somebody else has it, ask for a new one; the old one then stops working.`,
      ),
      ...(await ownGroups(url, context)),
      actions([NEW, REVOKE]),
    ],
  }
}

/** Shows a new address, this once: a repeated delivery of the same command gets other words, and those are stored. */
async function shown(url: string, secret: string, context: Context): Promise<Answer> {
  const address = url + personalPath(secret)
  const summary = 'Your private calendar address. It is shown only this once.'
  const own = await ownGroups(url, context)
  return {
    summary,
    blocks: [
      heading('Your calendar'),
      text(summary),
      // As code, not as links: no platform then looks them up for a preview.
      fields({ Address: [code(address)], 'Opens a calendar program': [code(webcal(address))] }),
      note(
        'Anybody who has this address can see your calendar, so keep it to yourself. The calendar has the meetings of the groups of your roles and of those you follow.',
      ),
      ...own,
      actions([NEW, REVOKE]),
    ],
    again: await kept(url, context.now, context),
  }
}

async function revoked(context: Context): Promise<Message> {
  const had = await revokeAddress(context.tx, personOf(context), context.now)
  const summary = had
    ? 'Your private calendar address is revoked. Calendar programs can no longer use it.'
    : 'You have no private calendar address.'
  return { summary, blocks: [text(summary), actions([NEW])] }
}

const freshAddress = (context: Context): Promise<string> =>
  newAddress(context.tx, personOf(context), context.now)

function personOf({ actor }: Context): number {
  if (actor.person !== undefined) return actor.person
  throw new UserError(
    'unknown-person',
    phrase`Only registered people can have a private calendar address. TSB can add you with ${cmd('person add')}.`,
  )
}

/** The feeds of the groups somebody has a role in or follows; TSB staff of every group have them all. */
async function ownGroups(url: string, { tx, now, actor }: Context): Promise<Block[]> {
  const existing = (await knownGroups(tx, now)).filter(hasCalendar).map(g => g.id)
  const own = new Set([...actor.roles.map(r => r.group), ...(await followedBy(tx, actor))])
  const groups = own.has(null)
    ? existing
    : existing.filter(id => own.has(id)).toSorted((a, b) => inOrder({ id: a }, { id: b }))
  return groups.length === 0
    ? [note('You have no role and follow no group, so your calendar is empty for now.')]
    : [text('Calendars of single groups:'), addresses(url, groups)]
}

const addresses = (url: string, groups: string[]): Block =>
  list(groups.map(group => [`${group}: `, link(url + groupPath(group), url + groupPath(group))]))

const file = command({
  path: 'meeting calendar',
  form: { title: 'File of {meeting}', submit: 'Get the file' },
  summary: 'A meeting as a file for your calendar program',
  options: { meeting: meetingOption({ label: 'Meeting', example: 'MTG-7', positional: true }) },
  effect: 'read',
  who: everybody,
  async run({ meeting }, { tx, publicUrl }) {
    await findMeeting(tx, meeting)
    const file = await calendarFile(tx, meeting, publicUrl)
    const summary = `The calendar file of MTG-${meeting}: ${file.name}.`
    const link = publicUrl ? [linkNote(publicUrl, meeting)] : []
    return { summary, blocks: [text(summary), ...link], files: [{ ...file, asked: true }] }
  },
})

export const feedCommands: AnyCommand[] = [calendar, file]
