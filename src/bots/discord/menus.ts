/** Commands in Discord's menus of messages and of people (*Apps*), from the shortcuts that commands declare. */
import {
  ApplicationCommandType,
  type ContextMenuCommandInteraction,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js'
import type { Invocation } from '../../core/grammar/invocation.ts'
import { fillShortcut, type Listed, listShortcuts } from '../../core/grammar/shortcuts.ts'
import type { CommandSpec } from '../../core/grammar/spec.ts'
import { decodeMentions, writeAccount } from './decode.ts'
import { LIMITS } from './limits.ts'

export type MenuCommand = RESTPostAPIContextMenuApplicationCommandsJSONBody

/** The menu for each kind of shortcut; one that takes nothing has none on Discord: its command is typed. */
const MENUS = {
  message: ApplicationCommandType.Message,
  person: ApplicationCommandType.User,
  nothing: undefined,
} as const

/** The menu commands to register. Throws when they don't fit into Discord's limits. */
export function toMenuCommands(catalog: readonly CommandSpec[]): MenuCommand[] {
  const commands = listShortcuts(catalog).flatMap(({ shortcut }): MenuCommand[] => {
    const type = MENUS[shortcut.takes]
    return type === undefined ? [] : [{ type, name: shortcut.title }]
  })
  for (const { name } of commands)
    if (name.length > LIMITS.menu.name)
      throw new Error(`"${name}" is longer than the ${LIMITS.menu.name} characters of a menu on Discord.`)
  for (const [, same] of Map.groupBy(commands, ({ type }) => type))
    if (same.length > LIMITS.menu.count)
      throw new Error(`Discord allows ${LIMITS.menu.count} commands in a menu, not ${same.length}.`)
  return commands
}

/**
 * The command that somebody chose, with what they chose it on; undefined for one that is not known any more.
 * `issueOf`: the issue in whose thread a channel's message stands.
 */
export async function decodeMenu(
  catalog: readonly CommandSpec[],
  interaction: ContextMenuCommandInteraction,
  issueOf: (channel: string) => Promise<string | undefined>,
): Promise<Invocation | undefined> {
  const found = listShortcuts(catalog).find(
    ({ shortcut }) =>
      shortcut.title === interaction.commandName && MENUS[shortcut.takes] === interaction.commandType,
  )
  if (found === undefined) return undefined
  if (interaction.isMessageContextMenuCommand()) return await onMessage(found, interaction, issueOf)
  if (interaction.isUserContextMenuCommand()) {
    const filled = fillShortcut(found, { person: writeAccount(interaction.targetId) })
    // Somebody was picked, and nothing else is to be read before.
    return { path: filled.path, options: filled.options }
  }
  return undefined
}

async function onMessage(
  found: Listed,
  { targetMessage, targetId, channelId, guildId }: MessageChoice,
  issueOf: (channel: string) => Promise<string | undefined>,
): Promise<Invocation> {
  const link = `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${targetId}`
  const issue = found.shortcut.issue === undefined ? undefined : await issueOf(channelId)
  return fillShortcut(found, { text: decodeMentions(targetMessage.content), link, issue })
}

interface MessageChoice {
  targetMessage: { content: string }
  targetId: string
  channelId: string
  guildId: string | null
}
