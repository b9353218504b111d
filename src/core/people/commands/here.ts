import { command } from '../../commands/command.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { action, actions, note, text } from '../../messages/message.ts'
import { writeNotices } from '../../notices/outbox.ts'
import type { Caller, PlatformFacts } from '../../platforms/platform.ts'
import { toBy } from '../../roles/by.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { recordChange } from '../admin-changes.ts'
import { channelMoved } from '../notices.ts'
import { describeReaders } from '../readers.ts'
import { leadsGroup } from './permissions.ts'

export const here = command({
  path: 'here',
  summary: "Make this channel a group's channel on this platform; its cards and reminders come here",
  options: { group: groupOption({ label: 'Group', example: 'RG-DT', positional: true }) },
  effect: 'change',
  answer: 'channel',
  who: leadsGroup,
  async run({ group: asked }, context) {
    const { tx, now, actor, caller, platforms } = context
    const info = await findGroup(tx, asked, now, 'group')
    const group = info.id
    const { platform } = caller
    const channel = findChannel(caller, platforms)
    const where = { groupId_platform: { groupId: group, platform } }
    const before = await tx.channel.findUnique({ where })
    const isFirst = (await tx.channel.count()) === 0
    const since = toColumn(now)
    await tx.channel.upsert({
      where,
      create: { groupId: group, platform, channel, since },
      update: { channel, since },
    })
    const old = before && before.channel !== channel ? before.channel : undefined
    if (!before || old !== undefined) {
      const data = {
        kind: 'channel-set' as const,
        platform,
        channel,
        ...(old !== undefined && { before: old }),
      }
      const change = await recordChange(context, { by: toBy(actor), group, data })
      if (old !== undefined)
        await writeNotices(tx, [
          channelMoved.from({ change, group, old: { platform, channel: old }, caller, now }),
        ])
    }
    const moved =
      old === undefined
        ? ''
        : ' It was another channel before, which is notified; what was posted there stays.'
    const summary = `This channel is ${group}'s now (${info.name}).${moved} Its cards and reminders come here.`
    return {
      summary,
      blocks: [
        text(summary),
        ...(isFirst ? [note(await describeReaders(tx))] : []),
        actions([action(`Next meeting of ${group}`, 'meeting next', { group })]),
      ],
    }
  },
})

/** The channel of the caller, where it can be a group's. Throws a UserError for a terminal, a direct message and a thread. */
function findChannel(caller: Caller, platforms: readonly PlatformFacts[]): string {
  const isReachable = platforms.find(p => p.name === caller.platform)?.account !== undefined
  if (!isReachable || !caller.channel)
    throw new UserError(
      'no-channel',
      phrase`Use ${cmd('here')} in a channel of Slack or Discord; at the terminal every group is shown already.`,
    )
  // Slack's ids of direct messages begin with D; Discord tells by the kind of the place.
  const place =
    caller.place ?? (caller.platform === 'slack' && caller.channel.startsWith('D') ? 'direct' : 'channel')
  if (place === 'channel') return caller.channel
  throw new UserError(
    'no-channel',
    phrase`This is a ${place === 'direct' ? 'direct message' : 'thread'}, which only some can read. Use ${cmd('here')} in a channel of the group.`,
  )
}
