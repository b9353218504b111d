import { type AnyCommand, command, everybody, type Permission } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup } from '../groups/registry.ts'
import {
  action,
  actions,
  fields,
  heading,
  type Message,
  note,
  sentence,
  table,
  text,
} from '../messages/message.ts'
import type { PlatformFacts } from '../platforms/platform.ts'
import { type Actor, describeKnown, holds, isTsb } from '../roles/actor.ts'
import { describeRole, parseRole, parseRoles } from '../roles/role.ts'
import { cmd, phrase } from '../text/spans.ts'
import { formatDate, formatTimeSpanIn, inGeneva } from '../time/geneva.ts'
import { rolesTaken } from './events.ts'
import { endRole, parseAccounts, registerPerson } from './people.ts'

const MOST = 200

/** Secretariat and administrators keep the register of people. */
const keepsRegister: Permission<unknown> = {
  words: 'TSB and the administrators of this bot',
  allows: actor => actor.admin || isTsb(actor),
}

const leads = (actor: Actor, group: string): boolean =>
  keepsRegister.allows(actor, undefined, undefined as never) === true ||
  holds(actor, group, 'CHAIR', 'VICE_CHAIR', 'RAPPORTEUR', 'TSB')

const leadsGroup: Permission<{ group: string }> = {
  words: "TSB, the administrators of this bot, and the group's own chair, vice-chairs or Rapporteur",
  allows: (actor, { group }) => leads(actor, group),
}

const me = command({
  path: 'me',
  summary: 'Who the bot takes you for, your roles and your time zone; set the zone',
  options: {
    zone: optional(option.zone({ label: 'Your time zone', example: 'Asia/Tokyo', positional: true })),
  },
  effect: 'change',
  who: everybody,
  async run({ zone }, { tx, now, actor, caller }) {
    if (zone !== undefined) {
      if (actor.person === undefined)
        throw new UserError(
          'unknown-person',
          phrase`Your zone can be kept once TSB has added you with ${cmd('person add')}.`,
          'zone',
        )
      await tx.person.update({ where: { id: actor.person }, data: { zone } })
    }
    const shown = zone ?? actor.zone
    const here = caller.platform === 'terminal' ? 'this terminal' : `${caller.platform}:${caller.account}`
    const summary = `You are ${actor.name}. ${describeKnown(actor)}`
    return {
      summary,
      blocks: [
        text(summary),
        fields({
          Roles: actor.roles.map(describeRole).join(', ') || 'none',
          Administrator: actor.admin ? 'yes' : undefined,
          Account: here,
          'Time zone': shown
            ? `${shown}, where it is ${formatTimeSpanIn(now, undefined, shown).replace(` ${shown}`, '')} now`
            : phrase`not set: ${cmd('me', { zone: 'Asia/Tokyo' })} sets it`,
        }),
      ],
    }
  },
})

const add = command({
  path: 'person add',
  summary:
    'Register a person with roles and accounts, or add some to a person; a new chair follows the one before',
  options: {
    name: option.text({ label: 'Name', example: 'Ada Okafor', positional: true }),
    role: optional(
      option.own(
        { label: 'Roles, several with commas', example: 'SG17 chair, RG-DT associate Rapporteur' },
        parseRoles,
      ),
    ),
    account: optional(
      option.accounts({ label: 'Accounts on Slack or Discord', example: 'slack:U024BE7LH' }, parseAccounts),
    ),
  },
  effect: 'change',
  who: keepsRegister,
  async run({ name, role = [], account = [] }, context) {
    const { tx, now } = context
    for (const r of role) if (r.group) await findGroup(tx, r.group, now, 'role')
    const done = await registerPerson(tx, { name, roles: role, accounts: account }, now)
    if (done.added.length > 0) await context.announce(rolesTaken, { person: done.id })
    const held = await tx.role.findMany({ where: { personId: done.id, until: null } })
    const accounts = await tx.account.findMany({ where: { personId: done.id } })
    const roles = held.map(r => describeRole({ kind: r.kind, group: r.groupId })).join(', ')
    const summary = `${done.name} is registered${roles ? ` as ${roles}` : ', without a role so far'}.`
    return {
      summary,
      blocks: [
        text(summary),
        ...done.ended.map(e =>
          text(`${e.name} was ${describeRole(e.role)} until now; this stays on record.`),
        ),
        note(
          accounts.length > 0
            ? `Accounts: ${accounts.map(a => `${a.platform}:${a.account}`).join(', ')}.`
            : phrase`No account is linked yet, so nothing can be sent to them directly: ${cmd('person add')} with account: links one.`,
        ),
      ],
    }
  },
})

const end = command({
  path: 'person end',
  summary: 'End a role of a person; that they held it stays on record',
  options: {
    name: option.text({ label: 'Name', example: 'Ada Okafor', positional: true }),
    role: option.own({ label: 'Role that ends', example: 'SG17 vice-chair' }, parseRole),
  },
  effect: 'change',
  who: keepsRegister,
  async run({ name, role }, { tx, now }) {
    const ended = await endRole(tx, name, role, now)
    return sentence(`${ended.name} is no longer ${describeRole(role)}; that it was so stays on record.`)
  },
})

const people = command({
  path: 'person list',
  summary: 'Who holds which role, and since when',
  options: {
    group: optional(groupOption({ label: 'Group', example: 'SG17', positional: true })),
    past: optional(option.choice(['yes', 'no'], { label: 'Past holders too', example: 'yes' })),
  },
  effect: 'read',
  who: everybody,
  async run({ group, past }, { tx, now }): Promise<Message> {
    if (group !== undefined) await findGroup(tx, group, now, 'group')
    const roles = await tx.role.findMany({
      where: { ...(group && { groupId: group }), ...(past !== 'yes' && { until: null }) },
      include: { person: { include: { accounts: true } } },
      orderBy: [{ groupId: 'asc' }, { kind: 'asc' }, { since: 'asc' }],
      take: MOST,
    })
    const of = group ? ` of ${group}` : ''
    if (roles.length === 0)
      return sentence(phrase`Nobody holds a role${of} yet. TSB adds people with ${cmd('person add')}.`)
    const day = (date: Date) => formatDate(inGeneva(instantFrom(date)))
    const rows = roles.map(r => [
      describeRole({ kind: r.kind, group: r.groupId }),
      r.person.name,
      r.until ? `${day(r.since)} to ${day(r.until)}` : `since ${day(r.since)}`,
      r.person.accounts.map(a => a.platform).join(', ') || 'no account',
    ])
    return {
      summary: `Roles${of}: ${roles.length}.`,
      blocks: [heading(`Roles${of}`), table(['Role', 'Name', 'When', 'Reached on'], rows)],
    }
  },
})

const here = command({
  path: 'here',
  summary: "Make this channel a group's channel on this platform; its cards and reminders come here",
  options: { group: groupOption({ label: 'Group', example: 'RG-DT', positional: true }) },
  effect: 'change',
  answer: 'channel',
  who: leadsGroup,
  async run({ group }, { tx, now, caller, platforms }) {
    const info = await findGroup(tx, group, now, 'group')
    const { platform, channel } = caller
    if (!isReachable(platforms, platform) || !channel)
      throw new UserError(
        'no-channel',
        phrase`Use ${cmd('here')} in a channel of Slack or Discord; at the terminal every group is shown already.`,
      )
    const where = { groupId_platform: { groupId: group, platform } }
    const before = await tx.channel.findUnique({ where })
    const since = toColumn(now)
    await tx.channel.upsert({
      where,
      create: { groupId: group, platform, channel, since },
      update: { channel, since },
    })
    const moved =
      before && before.channel !== channel
        ? ' It was another channel before; what was posted there stays.'
        : ''
    const summary = `This channel is ${group}'s now (${info.name}).${moved} Its cards and reminders come here.`
    return {
      summary,
      blocks: [text(summary), actions([action(`Next meeting of ${group}`, 'meeting next', { group })])],
    }
  },
})

/** Whether messages can be sent to channels of a platform: not to a terminal, where every group is shown already. */
const isReachable = (platforms: readonly PlatformFacts[], name: string): boolean =>
  platforms.find(p => p.name === name)?.account !== undefined

export const peopleCommands: AnyCommand[] = [me, add, end, people, here]
