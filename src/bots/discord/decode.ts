/** Discord's interactions in the core's terms. Pure. */
import {
  ApplicationCommandOptionType,
  type Attachment,
  type BaseInteraction,
  type CommandInteractionOption,
  ComponentType,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js'
import type { Invocation, OfferedFile } from '../../core/grammar/invocation.ts'
import { type Caller, CHANNEL_NEEDS, type ChannelNeed } from '../../core/platforms/platform.ts'
import { withoutMentions, writeMention } from '../../core/text/mentions.ts'
import { toOptionName } from '../file-field.ts'
import { fromMenuPath } from './paths.ts'

type GivenOption = Pick<CommandInteractionOption, 'name' | 'type' | 'value' | 'attachment'> & {
  options?: readonly GivenOption[]
}

/** An attachment as a file that can be fetched. */
export type Offer = (attachment: Pick<Attachment, 'name' | 'size' | 'url'>) => OfferedFile

/** A command's name and options as an invocation, wherever it stands in Discord's menus; `offer` makes files of its attachments. */
export function decodeCommand(name: string, given: readonly GivenOption[], offer?: Offer): Invocation {
  const [first] = given
  if (
    first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup
  )
    return decodeCommand(`${name} ${first.name}`, first.options ?? [], offer)
  const written = given.filter(option => option.type !== ApplicationCommandOptionType.Attachment)
  const files = given.flatMap(({ name, attachment }): [string, OfferedFile][] =>
    attachment && offer ? [[toOptionName(name), offer(attachment)]] : [],
  )
  return {
    path: fromMenuPath(name),
    options: Object.fromEntries(written.map(option => [option.name, toValue(option)])),
    ...(files.length > 0 && { files: Object.fromEntries(files) }),
  }
}

const toValue = ({ type, value }: GivenOption): string =>
  type === ApplicationCommandOptionType.User
    ? writeAccount(String(value))
    : decodeMentions(String(value ?? ''))

/** Text as its author sees it: a mention is somebody, and the core knows by which name. */
export const decodeMentions = (text: string): string =>
  withoutMentions(text).replace(/<@!?(\d{17,20})>/g, (_, id: string) => writeMention(writeAccount(id)))

/** An account as the value of an option. */
export const writeAccount = (id: string): string => `discord:${id}`

/** The account's id in a value that `writeAccount` made; undefined for other values. */
export const parseAccount = (value: string): string | undefined => /^discord:(\d{17,20})$/.exec(value)?.[1]

type Given = Pick<BaseInteraction, 'user' | 'member' | 'channelId'> &
  Partial<Pick<BaseInteraction, 'guildId' | 'channel' | 'appPermissions'>>

export function decodeCaller(interaction: Given): Caller {
  const { user, member, channelId, guildId, channel, appPermissions } = interaction
  const nick = member && ('displayName' in member ? member.displayName : member.nick)
  return {
    platform: 'discord',
    account: user.id,
    name: nick ?? user.displayName,
    ...(channelId !== null && { channel: channelId }),
    ...(guildId !== undefined && { place: toPlace(guildId, channel) }),
    ...(appPermissions && { lacks: findLacking(appPermissions) }),
  }
}

/** Files come with answers to commands, which need no permission. */
const NEEDED: Partial<Record<ChannelNeed, bigint[]>> = {
  membership: [PermissionFlagsBits.ViewChannel],
  reading: [PermissionFlagsBits.ReadMessageHistory],
  writing: [PermissionFlagsBits.SendMessages],
  threads: [PermissionFlagsBits.CreatePublicThreads, PermissionFlagsBits.SendMessagesInThreads],
}

/** Discord tells with each interaction what the bot may do in its channel. */
const findLacking = (ours: Readonly<PermissionsBitField>): ChannelNeed[] =>
  CHANNEL_NEEDS.filter(need => !ours.has(NEEDED[need] ?? []))

const toPlace = (
  guildId: string | null,
  channel: BaseInteraction['channel'] | undefined,
): NonNullable<Caller['place']> =>
  guildId === null ? 'direct' : channel?.isThread?.() ? 'thread' : 'channel'

/** A packed command as a custom id. Two buttons of a message may be the same command, but custom ids must differ. */
export const toCustomId = (packed: string, index: number): string => `${index}:${packed}`

export const fromCustomId = (customId: string): string => customId.slice(customId.indexOf(':') + 1)

/** The form's invocation with the values of its fields: an empty field removes its option, several values are joined. */
export function decodeForm(
  invocation: Invocation,
  components: ModalSubmitInteraction['components'],
  offer?: Offer,
): Invocation {
  const options = { ...invocation.options }
  const files: Record<string, OfferedFile> = {}
  for (const row of components) {
    if (!('component' in row)) continue
    const field = row.component
    if (field.type === ComponentType.FileUpload) {
      const attachment = 'attachments' in field ? field.attachments?.first() : undefined
      if (attachment && offer) files[toOptionName(field.customId)] = offer(attachment)
      continue
    }
    const value = readField(field)
    if (value === '') delete options[field.customId]
    else options[field.customId] = value
  }
  const { path, seen } = invocation
  return {
    path,
    options,
    ...(seen !== undefined && { seen }),
    ...(Object.keys(files).length > 0 && { files }),
  }
}

type Field = Extract<ModalSubmitInteraction['components'][number], { component: unknown }>['component']

function readField(field: Field): string {
  if ('values' in field)
    return [...field.values].map(field.type === ComponentType.UserSelect ? writeAccount : String).join(',')
  return 'value' in field ? decodeMentions(String(field.value ?? '').trim()) : ''
}
