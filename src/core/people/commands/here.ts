import { command } from '../../commands/command.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { action, actions, note, text } from '../../messages/message.ts'
import { writeNotices } from '../../notices/outbox.ts'
import { type Caller, findFacts, isPlayed, type PlatformFacts } from '../../platforms/platform.ts'
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
  async run({ group }, context) {
    const { tx, now, actor, caller, platforms } = context
    const info = await findGroup(tx, group, now, 'group')
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
      old === undefined ? '' : ' It replaces another channel, which is notified; messages there stay.'
    const summary = `This is now the channel of ${group} (${info.name}).${moved} Its cards and reminders come here.`
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
