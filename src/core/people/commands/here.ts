import { type Context, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { action, actions, type Message, note, sentence, text } from '../../messages/message.ts'
import { writeNotices } from '../../notices/outbox.ts'
import {
  type Caller,
  type ChannelNeed,
  findFacts,
  isPlayed,
  type PlatformFacts,
} from '../../platforms/platform.ts'
import { toBy } from '../../roles/by.ts'
import { joinWords } from '../../text/sentences.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { findChannelBefore, recordChange } from '../admin-changes.ts'
import { channelChosen } from '../events.ts'
import { channelMoved } from '../notices.ts'
import { describeReaders } from '../readers.ts'
import { leadsGroup } from './permissions.ts'

export const here = command({
  path: 'here',
  form: { title: 'Messages come here', submit: 'Choose' },
  summary: "Make this channel a group's channel on this platform; its cards and reminders come here",
  options: {
    group: groupOption({ label: 'Group', example: 'RG-DT', positional: true }),
    action: optional(option.choice(['undo'], { label: 'Undo it', example: 'undo' })),
  },
  effect: 'change',
  answer: 'channel',
  who: leadsGroup,
  needsChannel: true,
  async run({ group: written, action: asked }, context) {
    const { tx, now, caller, platforms } = context
    const info = await findGroup(tx, written, now, 'group')
    const group = info.id
    const channel = findChannel(caller, platforms)
    if (asked === 'undo') return undo(context, group, channel)
    assertWorkable(caller, platforms, group)
    const before = await findOwn(context, group)
    if (before === channel)
      throw new UserError('same', `This is already the channel of ${group}; nothing was changed.`, 'group')
    const isFirst = (await tx.channel.count()) === 0
    await setChannel(context, group, channel, before)
    const moved =
      before === undefined ? '' : ' It replaces another channel, which is notified; messages there stay.'
    const summary = `This is now the channel of ${group} (${info.name}).${moved} Its cards and reminders come here.`
    return {
      summary,
      blocks: [
        text(summary),
        ...(isFirst ? [note(await describeReaders(tx))] : []),
        actions([
          action(`Next meeting of ${group}`, 'meeting next', { group }),
          action('Undo', 'here', { group, action: 'undo' }),
        ]),
      ],
    }
  },
})

/** The group's channel on the caller's platform. */
async function findOwn({ tx, caller: { platform } }: Context, group: string): Promise<string | undefined> {
  const row = await tx.channel.findUnique({ where: { groupId_platform: { groupId: group, platform } } })
  return row?.channel
}

/** Makes a channel the group's, notifies the one that was, and lets other rooms follow. */
async function setChannel(
  context: Context,
  group: string,
  channel: string,
  before: string | undefined,
): Promise<void> {
  const { tx, now, actor, caller } = context
  const { platform } = caller
  const row = { channel, since: toColumn(now) }
  await tx.channel.upsert({
    where: { groupId_platform: { groupId: group, platform } },
    create: { groupId: group, platform, ...row },
    update: row,
  })
  const data = { kind: 'channel-set' as const, platform, channel, ...(before && { before }) }
  const change = await recordChange(context, { by: toBy(actor), group, data })
  if (before !== undefined)
    await writeNotices(tx, [
      channelMoved.from({ change, group, old: { platform, channel: before }, caller, now }),
    ])
  await context.announce(channelChosen, { group, platform, channel, change })
}

/** Undoes the choice: the channel before becomes the group's again, if there was one. */
async function undo(context: Context, group: string, channel: string): Promise<Message> {
  const { tx, caller, actor } = context
  const { platform } = caller
  if ((await findOwn(context, group)) !== channel)
    throw new UserError('not-here', `This channel is not ${group}'s, so nothing was changed.`, 'group')
  const before = await findChannelBefore(tx, group, platform, channel)
  if (before !== undefined) {
    await setChannel(context, group, before, channel)
    return sentence(`This channel is no longer ${group}'s; the one before is again.`)
  }
  await tx.channel.delete({ where: { groupId_platform: { groupId: group, platform } } })
  await recordChange(context, {
    by: toBy(actor),
    group,
    data: { kind: 'channel-given-up', platform, channel },
  })
  return sentence(`This channel is no longer ${group}'s; ${group} has no channel on this platform now.`)
}

/** Throws all that the bot lacks in the channel, with how to give it. */
function assertWorkable(caller: Caller, platforms: readonly PlatformFacts[], group: string): void {
  const { lacks = [] } = caller
  if (lacks.length === 0) return
  const remedies = findFacts(platforms, caller)?.channelRemedies
  const faults = lacks.map(need => `${LACKING[need]}${remedies?.[need] ? ` (${remedies[need]})` : ''}`)
  throw new UserError(
    'not-workable',
    phrase`The bot can't work in this channel yet: ${joinWords(faults)}. Nothing was changed; after that, use ${cmd('here', { group })} again.`,
  )
}

const LACKING: Record<ChannelNeed, string> = {
  membership: 'it is not a member of it',
  reading: 'it may not read the messages there, by which it finds its own',
  writing: 'it may not write there',
  threads: 'it may not write in threads there',
  files: 'it may not attach files there',
}

/** The channel of the caller, where it can be a group's. Throws a UserError for a terminal, a direct message and a thread. */
function findChannel(caller: Caller, platforms: readonly PlatformFacts[]): string {
  const facts = findFacts(platforms, caller)
  const others = platforms.flatMap(p => (p.account ? [p.title] : [])).join(' or ')
  if (!facts?.account || !caller.channel)
    throw new UserError(
      'no-channel',
      isPlayed(facts)
        ? phrase`${cmd('here')} works in a channel of ${others}; ${facts!.title} shows the messages of every group.`
        : phrase`${cmd('here')} works in a channel of the group.`,
    )
  const { place = 'channel' } = caller
  if (place === 'channel') return caller.channel
  throw new UserError(
    'no-channel',
    phrase`This is a ${place === 'direct' ? 'direct message' : 'thread'}, which only some can read. Use ${cmd('here')} in a channel of the group.`,
  )
}
