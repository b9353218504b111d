/** The catalog as Discord's commands; paths.ts says where in them a command stands. */
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type REST,
  Routes,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as TypedCommand,
} from 'discord.js'
import type { CommandSpec, OptionSpec, SharedMenu } from '../../core/grammar/spec.ts'
import { toFileLabel, toFileName } from '../file-field.ts'
import { cut, LIMITS } from './limits.ts'
import { type MenuCommand, toMenuCommands } from './menus.ts'
import { SHARED } from './paths.ts'

/** The ids of registered commands by their names. */
export type CommandIds = ReadonlyMap<string, string>

export const NO_IDS: CommandIds = new Map()

type Command = TypedCommand | MenuCommand

/** The commands to register. Throws when the catalog doesn't fit into Discord's limits. */
export function toCommands(catalog: readonly CommandSpec[]): TypedCommand[] {
  const own = Map.groupBy(
    catalog.filter(({ menu }) => menu === undefined),
    spec => spec.path.split(' ')[0]!,
  )
  const shared = Map.groupBy(
    catalog.filter(({ menu }) => menu !== undefined),
    spec => spec.menu!.name,
  )
  const commands = [
    ...[...own].map(([room, specs]) => roomCommand(room, specs)),
    ...[...shared].map(([name, specs]) => sharedCommand(name, specs)),
  ]
  const names = commands.map(({ name }) => name)
  for (const name of names)
    if (names.indexOf(name) !== names.lastIndexOf(name))
      throw new Error(`/${name} is the command of a room already, so it can't be shared by several.`)
  if (commands.length > LIMITS.command.count)
    throw new Error(`Discord allows ${LIMITS.command.count} commands, not ${commands.length}.`)
  return commands
}

/** Everything to register: the commands that are typed, and those of the menus of messages and people. */
export const toAllCommands = (catalog: readonly CommandSpec[]): Command[] => [
  ...toCommands(catalog),
  ...toMenuCommands(catalog),
]

function roomCommand(room: string, specs: CommandSpec[]): TypedCommand {
  const [only] = specs
  const command: TypedCommand =
    specs.length === 1 && only?.path === room
      ? { type: ApplicationCommandType.ChatInput, ...described(room, only.summary), options: toOptions(only) }
      : {
          type: ApplicationCommandType.ChatInput,
          ...described(room, nameSubCommands(specs)),
          options: specs.map(spec => subCommand(spec)),
        }
  return fitting(command)
}

/** Commands of many kinds of entries as one: a group for each first word. */
function sharedCommand(name: SharedMenu['name'], specs: readonly CommandSpec[]): TypedCommand {
  const groups = Map.groupBy(specs, spec => spec.path.split(' ')[0]!)
  return fitting({
    type: ApplicationCommandType.ChatInput,
    ...described(name, SHARED[name]),
    options: [...groups].map(([room, its]) => ({
      type: ApplicationCommandOptionType.SubcommandGroup,
      ...described(room, its[0]!.menu!.group),
      options: its.map(spec => subCommand(spec, toBriefOption)),
    })),
  })
}

/** Returns the command. Throws where it is larger than Discord allows. */
function fitting(command: TypedCommand): TypedCommand {
  for (const part of [command, ...(command.options ?? [])] as (Sized & { type?: number })[])
    if ((part.options?.length ?? 0) > LIMITS.command.options)
      throw new Error(
        `/${command.name} has more than ${LIMITS.command.options} sub-commands or options${part === command ? '' : ` in ${part.name}`}, which Discord does not allow.`,
      )
  const size = countCharacters(command as Sized)
  if (size > LIMITS.command.total)
    throw new Error(
      `/${command.name} has ${size} characters, and Discord allows ${LIMITS.command.total} for a command.`,
    )
  return command
}

function subCommand(spec: CommandSpec, to: ToOption = toOption): APIApplicationCommandSubcommandOption {
  const [, name, ...more] = spec.path.split(' ')
  if (name === undefined || more.length > 0)
    throw new Error(
      `Discord can't have "${spec.path}": beside a room's commands of two words there is none of one or three.`,
    )
  return {
    type: ApplicationCommandOptionType.Subcommand,
    ...described(name, (to === toOption ? undefined : spec.brief) ?? spec.summary),
    options: toOptions(spec, to),
  }
}

const nameSubCommands = (specs: CommandSpec[]): string =>
  specs.map(s => s.path.split(' ').slice(1).join(' ')).join(', ')

function described(name: string, description: string): { name: string; description: string } {
  if (!/^[-_\p{Ll}\p{Lm}\p{Lo}\p{N}]{1,32}$/u.test(name))
    throw new Error(`Discord does not allow "${name}" as a name.`)
  return { name, description: cut(description.trim() || name, LIMITS.command.description) }
}

/** No option is required on Discord: a command opens a form for those that are missing. */
function toOptions(spec: CommandSpec, to: ToOption = toOption): APIApplicationCommandBasicOption[] {
  if (spec.options.length + spec.options.filter(o => o.file).length > LIMITS.command.options)
    throw new Error(
      `"${spec.path}" has more than ${LIMITS.command.options} options, which Discord does not allow.`,
    )
  return spec.options.flatMap(option => (option.file ? [to(option), toFileOption(option)] : [to(option)]))
}

/** A text that can come as a file instead. */
const toFileOption = (option: OptionSpec): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.Attachment,
  ...described(toFileName(option), toFileLabel(option)),
})

type ToOption = (option: OptionSpec) => APIApplicationCommandBasicOption

/**
 * In a command that many share, an option has its label alone, and its choices are completed: Discord counts examples
 * and choices among the characters that it allows for a command.
 */
function toBriefOption(option: OptionSpec): APIApplicationCommandBasicOption {
  const said = described(option.name, option.brief ?? option.label)
  return option.kind === 'choice'
    ? { type: ApplicationCommandOptionType.String, ...said, autocomplete: true }
    : ({ ...toOption(option), ...said } as APIApplicationCommandBasicOption)
}

function toOption(option: OptionSpec): APIApplicationCommandBasicOption {
  const said = described(option.name, describeOption(option))
  switch (option.kind) {
    // One account of this platform is picked here; several, or one of another platform, are typed in the form.
    case 'person':
    case 'accounts':
      return { type: ApplicationCommandOptionType.User, ...said }
    case 'file':
      return { type: ApplicationCommandOptionType.Attachment, ...said }
    case 'choice':
      return { type: ApplicationCommandOptionType.String, ...said, choices: toChoices(option) }
    case 'group':
    case 'groups':
    case 'reference':
    case 'zone':
      return { type: ApplicationCommandOptionType.String, ...said, autocomplete: true }
    case 'text':
      return {
        type: ApplicationCommandOptionType.String,
        ...said,
        ...(option.completes && { autocomplete: true }),
      }
    case 'long text':
    case 'date':
    case 'time':
      return { type: ApplicationCommandOptionType.String, ...said }
  }
}

/** The label, with the whole example where there is room for it. */
function describeOption({ label, kind, example }: OptionSpec): string {
  if (kind === 'choice' || kind === 'person' || kind === 'accounts' || example === '') return label
  const whole = `${label}, such as ${example}`
  return whole.length <= LIMITS.command.description ? whole : label
}

function toChoices({ name, choices = [] }: OptionSpec): { name: string; value: string }[] {
  if (choices.length > LIMITS.command.choices || choices.some(c => c.length > LIMITS.command.choice))
    throw new Error(`The choices of "${name}" are more or longer than Discord allows.`)
  return choices.map(choice => ({ name: choice, value: choice }))
}

/** The length of a command as Discord counts it: names, descriptions and choices of it and all its parts. */
export function countCharacters(command: Sized): number {
  const own = command.name.length + (command.description?.length ?? 0)
  const choices = (command.choices ?? []).reduce((sum, c) => sum + c.name.length + String(c.value).length, 0)
  return (command.options ?? []).reduce(
    (sum, option) => sum + countCharacters(option as Sized),
    own + choices,
  )
}

interface Sized {
  name: string
  description?: string
  choices?: readonly { name: string; value: string | number }[]
  options?: readonly object[]
}

export interface Registration {
  /** Whether anything had to be registered or removed. */
  changed: boolean
  ids: CommandIds
  /** The ids of the commands in direct messages. */
  directIds: CommandIds
}

/**
 * Registers what is not registered yet. Asks first, since Discord counts created commands and allows 200 a day. For one
 * server: there, where they are available at once, and for all servers in direct messages only, so that no command
 * stands twice in a picker. Otherwise everywhere.
 */
export async function register(
  rest: REST,
  applicationId: string,
  guildId: string | undefined,
  commands: Command[],
): Promise<Registration> {
  const everywhere = Routes.applicationCommands(applicationId)
  const { Guild, BotDM } = InteractionContextType
  if (guildId === undefined) {
    const { changed, ids } = await replace(rest, everywhere, commands.map(inContexts([Guild, BotDM])))
    return { changed, ids, directIds: ids }
  }
  const own = await replace(rest, Routes.applicationGuildCommands(applicationId, guildId), commands)
  const direct = await replace(rest, everywhere, commands.map(inContexts([BotDM])))
  return { changed: own.changed || direct.changed, ids: own.ids, directIds: direct.ids }
}

/** The places in which commands can be given. Commands of one server can't have this. */
const inContexts =
  (contexts: InteractionContextType[]) =>
  (command: Command): Command => ({
    ...command,
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts,
  })

async function replace(
  rest: REST,
  route: `/${string}`,
  wanted: Command[],
): Promise<Omit<Registration, 'directIds'>> {
  const present = (await rest.get(route)) as APIApplicationCommand[]
  if (fingerprint(present) === fingerprint(wanted)) return { changed: false, ids: toIds(present) }
  const registered = (await rest.put(route, { body: wanted })) as APIApplicationCommand[]
  return { changed: true, ids: toIds(registered) }
}

const toIds = (registered: readonly APIApplicationCommand[]): CommandIds =>
  new Map(
    registered
      .filter(({ type }) => (type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput)
      .map(({ name, id }) => [name, id]),
  )

/** The commands as we declare them, without fields that Discord adds, or omits because they have their default. */
function fingerprint(commands: readonly (Command | APIApplicationCommand)[]): string {
  const sorted = [...commands].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  return JSON.stringify(
    sorted.map(c => [
      plain(c as Plain),
      c.type ?? ApplicationCommandType.ChatInput,
      [...(c.contexts ?? [])].sort(),
    ]),
  )
}

/** A menu command may have the name of another menu's. */
const sortKey = ({ name, type }: Command | APIApplicationCommand): string => `${type ?? 1} ${name}`

interface Plain extends Sized {
  type?: number
  required?: boolean
  autocomplete?: boolean
}

const plain = (part: Plain): unknown => [
  part.name,
  part.description ?? '',
  part.type,
  part.required ?? false,
  part.autocomplete ?? false,
  (part.choices ?? []).map(c => [c.name, c.value]),
  (part.options ?? []).map(option => plain(option as Plain)),
]
