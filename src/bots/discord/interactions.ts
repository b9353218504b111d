/**
 * Brings people's commands, buttons, forms and completions to the desk, and the desk's replies back. Discord waits three
 * seconds for the first answer.
 */

import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ContextMenuCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import { describeUnread, giveWordsBack } from '../../core/desk/failed.ts'
import { describeDelay, offerLateForm } from '../../core/desk/offer-form.ts'
import type { Desk, Prepared } from '../../core/desk/port.ts'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import type { Log } from '../../core/log.ts'
import { sentence } from '../../core/messages/message.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { after } from '../../timing.ts'
import { type Act, createAnswering, isLate, privately } from './answering.ts'
import { decodeCaller, decodeCommand, decodeForm, fromCustomId, type Offer, toCustomId } from './decode.ts'
import { forLog } from './faults.ts'
import { cut, LIMITS, MAX_PACKED } from './limits.ts'
import { decodeMenu } from './menus.ts'
import { renderModal } from './modal.ts'
import type { CommandPaths } from './paths.ts'
import { render } from './render.ts'
import { createSuggestions } from './suggestions.ts'

export interface InteractionOptions {
  desk: Desk
  log: Log
  clock: Clock
  /** The commands that are clickable, in direct messages or elsewhere. */
  commandPaths(isDirect: boolean): CommandPaths
  /** The one server whose commands are taken; undefined: those of every server. */
  guildId: string | undefined
  /** An attachment as a file that can be fetched. */
  offer: Offer
  /** Fills in the names of those whom a text mentions. */
  nameMentioned(invocation: Invocation): Promise<Invocation>
  /** Within how many ms somebody hears at least that it takes longer than usual. */
  firstAnswerMs: number
}

const TOO_OLD = 'This button or form is too old. Please give the command again.'
const GONE = sentence(TOO_OLD)
const OTHER_SERVER = sentence('This bot serves another Discord server, and takes commands there only.')

/** Handles an interaction completely. Never throws: errors are logged, and shown where that is still possible. */
export function createHandler({
  desk,
  log,
  clock,
  commandPaths,
  guildId,
  offer,
  nameMentioned,
  firstAnswerMs,
}: InteractionOptions): (interaction: Interaction) => Promise<void> {
  const visibilities = new Map(desk.catalog.map(spec => [spec.path, spec.answer]))
  const { answer, apologize } = createAnswering({ desk, log, commandPaths })
  const suggest = createSuggestions({
    waitMs: firstAnswerMs,
    failed: error => log.warn(forLog(error), 'Discord: no suggestions'),
  })

  async function handle(interaction: Interaction): Promise<void> {
    try {
      if (isForeign(interaction)) await refuseForeign(interaction)
      else if (interaction.isAutocomplete()) await complete(interaction)
      else if (interaction.isChatInputCommand()) {
        const given = decodeCommand(interaction.commandName, interaction.options.data, offer)
        await run(interaction, () => nameMentioned(given), given)
      } else if (interaction.isContextMenuCommand())
        await run(interaction, async () => {
          const chosen = await decodeMenu(desk.catalog, interaction, () => issueAround(interaction))
          return chosen && (await nameMentioned(chosen))
        })
      else if (interaction.isButton())
        await run(interaction, () => desk.unpack(fromCustomId(interaction.customId)))
      else if (interaction.isModalSubmit()) await submit(interaction)
    } catch (error) {
      const age = clock.now().epochMilliseconds - interaction.createdTimestamp
      log[isLate(error) ? 'warn' : 'error'](
        { ...forLog(error), interaction: interaction.id, age },
        'Discord: not answered',
      )
      if (!isLate(error) && interaction.isRepliable() && !interaction.deferred)
        await apologize(interaction as Act)
    }
  }

  /** Used in another server, to which somebody added the bot. */
  const isForeign = ({ guildId: used }: Interaction): boolean =>
    guildId !== undefined && used !== null && used !== guildId

  async function refuseForeign(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return await interaction.respond([])
    if (!interaction.isRepliable()) return
    const { flags, components } = render(OTHER_SERVER, [])
    await interaction.reply({ components, flags: flags | MessageFlags.Ephemeral })
  }

  /** The issue in whose thread a message was chosen: a thread has the id of the card above it. */
  async function issueAround({ channel }: ContextMenuCommandInteraction): Promise<string | undefined> {
    if (!channel?.isThread() || channel.parentId === null) return undefined
    return await desk.issueAt('discord', channel.parentId, `${channel.parentId}:${channel.id}`)
  }

  async function complete(interaction: AutocompleteInteraction): Promise<void> {
    const { path } = decodeCommand(interaction.commandName, toSubCommand(interaction))
    const { name, value } = interaction.options.getFocused(true)
    const key = [interaction.user.id, path, name].join(' ')
    const choices = await suggest(key, value, () =>
      desk.complete(path, name, value, decodeCaller(interaction)),
    )
    const { choices: most, name: long, value: whole } = LIMITS.autocomplete
    await interaction.respond(
      choices
        .filter(choice => choice.value.length > 0 && choice.value.length <= whole)
        .slice(0, most)
        .map(choice => ({ name: cut(choice.label.trim() || choice.value, long), value: choice.value })),
    )
  }

  /** Answers a command or a button, or opens a form for its missing options. `given`: what is known of it at once. */
  async function run(
    interaction: Exclude<Act, ModalSubmitInteraction>,
    decode: () => Promise<Invocation | undefined>,
    given?: Invocation,
  ): Promise<void> {
    const caller = decodeCaller(interaction)
    const prepared = await inTime(interaction, prepare(decode, caller), given)
    if (prepared.kind === 'run') return await execute(interaction, prepared.invocation, caller)
    if (prepared.kind === 'refused')
      return await answer(interaction, caller, 'private', async () => prepared.reply)
    // A form opens as the first answer only.
    if (!interaction.replied) return void (await interaction.showModal(prepared.modal))
    const message = offerLateForm(prepared.asked)
    await answer(interaction, caller, 'private', async () => ({ message, answer: 'private', refused: false }))
  }

  type Ready =
    | Exclude<Prepared, { kind: 'form' }>
    | { kind: 'form'; modal: ReturnType<typeof renderModal>; asked: Invocation }

  async function prepare(decode: () => Promise<Invocation | undefined>, caller: Caller): Promise<Ready> {
    const invocation = await decode()
    if (invocation === undefined) return { kind: 'refused', reply: privately(GONE) }
    const prepared = await desk.prepare(invocation, caller, LIMITS.modal.fields)
    if (prepared.kind !== 'form') return prepared
    const packed = await desk.pack(prepared.form.invocation, caller, MAX_PACKED)
    return { ...prepared, modal: renderModal(prepared.form, toCustomId(packed, 0)), asked: invocation }
  }

  /** Waits for the work; somebody who waits too long is answered meanwhile that it takes longer. */
  async function inTime<T>(interaction: Act, work: Promise<T>, given?: Invocation): Promise<T> {
    let telling: Promise<void> | undefined
    const cancel = after(firstAnswerMs, () => {
      telling = tellDelay(interaction, given).catch(error => {
        log.warn({ ...forLog(error), interaction: interaction.id }, 'Discord: a delay could not be told')
      })
    })
    try {
      return await work
    } finally {
      cancel()
      await telling
    }
  }

  /** With the button that opens the form, where there will be one and it fits into the button itself. */
  async function tellDelay(interaction: Act, given: Invocation | undefined): Promise<void> {
    const form = given && isAsking(given) ? { ...given, ask: true as const } : undefined
    const line = form && formatLine(form)
    const fits = line !== undefined && line.length <= MAX_PACKED
    const shown = render(describeDelay(fits ? form : undefined), fits ? [toCustomId(line, 0)] : [])
    await interaction.reply({ ...shown, flags: shown.flags | MessageFlags.Ephemeral })
  }

  /** Whether a form is certain: something that must be given is missing, and no file is lost. */
  const isAsking = ({ path, options, files }: Invocation): boolean =>
    files === undefined &&
    desk.catalog.some(
      spec => spec.path === path && spec.options.some(o => o.required && options[o.name] === undefined),
    )

  async function submit(interaction: ModalSubmitInteraction): Promise<void> {
    const caller = decodeCaller(interaction)
    const reading = desk.unpack(fromCustomId(interaction.customId)).then(async asked => {
      return asked && (await nameMentioned(decodeForm(asked, interaction.components, offer)))
    })
    const filled = await inTime(
      interaction,
      reading.catch(error => ({ why: excuseForm(error, interaction) })),
    )
    if (filled && 'path' in filled) return await execute(interaction, filled, caller)
    // The form is closed: what was written in it is shown, since nothing else can be done with it.
    const { options } = decodeForm({ path: '', options: {} }, interaction.components, offer)
    const back = privately(giveWordsBack(filled?.why ?? TOO_OLD, options))
    await answer(interaction, caller, 'private', async () => back)
  }

  function excuseForm(error: unknown, { id }: ModalSubmitInteraction): string {
    log.error({ ...forLog(error), interaction: id }, 'Discord: a form could not be read')
    return describeUnread(error, id)
  }

  async function execute(interaction: Act, invocation: Invocation, caller: Caller): Promise<void> {
    const visible = visibilities.get(invocation.path) ?? 'private'
    const { id } = interaction
    await answer(interaction, caller, visible, () => desk.execute(invocation, caller, id)).catch(
      async error => {
        await desk.replyNotShown(invocation, caller, id)
        throw error
      },
    )
  }

  return handle
}

/** An autocompletion names its group and its sub-command apart from its options. */
function toSubCommand({ options }: AutocompleteInteraction): Parameters<typeof decodeCommand>[1] {
  const [group, sub] = [options.getSubcommandGroup(false), options.getSubcommand(false)]
  if (sub === null) return []
  const found = [{ name: sub, type: ApplicationCommandOptionType.Subcommand }]
  return group === null
    ? found
    : [{ name: group, type: ApplicationCommandOptionType.SubcommandGroup, options: found }]
}
