/** What Discord tells of an interaction, in the core's words. */
import {
  ApplicationCommandOptionType,
  type BaseInteraction,
  type CommandInteractionOption,
  ComponentType,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Invocation } from '../../core/grammar/invocation.ts'
import type { Caller } from '../../core/platforms/platform.ts'

type Given = Pick<CommandInteractionOption, 'name' | 'type' | 'value'> & { options?: readonly Given[] }

/** A command's name and what was given with it, as an invocation. */
export function decodeCommand(name: string, given: readonly Given[]): Invocation {
  const [first] = given
  if (
    first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup
  )
    return decodeCommand(`${name} ${first.name}`, first.options ?? [])
  return { path: name, options: Object.fromEntries(given.map(option => [option.name, toValue(option)])) }
}

const toValue = ({ type, value }: Given): string =>
  type === ApplicationCommandOptionType.User ? writeAccount(String(value)) : String(value ?? '')

/** An account as the value of an option. */
export const writeAccount = (id: string): string => `discord:${id}`

/** The account's id in a value that `writeAccount` gave. */
export const parseAccount = (value: string): string | undefined => /^discord:(\d{17,20})$/.exec(value)?.[1]

export function decodeCaller(interaction: Pick<BaseInteraction, 'user' | 'member' | 'channelId'>): Caller {
  const { user, member, channelId } = interaction
  const nick = member && ('displayName' in member ? member.displayName : member.nick)
  return {
    platform: 'discord',
    account: user.id,
    name: nick ?? user.displayName,
    ...(channelId !== null && { channel: channelId }),
  }
}

/** Buttons of one message may be the same command, and custom ids must differ. */
export const toCustomId = (packed: string, index: number): string => `${index}:${packed}`

export const fromCustomId = (customId: string): string => customId.slice(customId.indexOf(':') + 1)

/**
 * The form's invocation with what was filled in: options left empty are left out, several are joined.
 */
export function decodeForm(
  invocation: Invocation,
  components: ModalSubmitInteraction['components'],
): Invocation {
  const options = { ...invocation.options }
  for (const row of components) {
    if (!('component' in row)) continue
    const field = row.component
    const value = filledIn(field)
    if (value === '') delete options[field.customId]
    else options[field.customId] = value
  }
  return { path: invocation.path, options }
}

type Field = Extract<ModalSubmitInteraction['components'][number], { component: unknown }>['component']

function filledIn(field: Field): string {
  if ('values' in field)
    return [...field.values].map(field.type === ComponentType.UserSelect ? writeAccount : String).join(',')
  return 'value' in field ? String(field.value ?? '').trim() : ''
}
