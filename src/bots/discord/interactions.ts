/**
 * Brings people's commands, buttons, forms and completions to the desk, and the desk's replies back. Discord waits three
 * seconds for the first answer.
 */

import { setTimeout as pause } from 'node:timers/promises'
import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  RESTJSONErrorCodes as Code,
  type ContextMenuCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import { describeUnread, giveWordsBack } from '../../core/desk/failed.ts'
import { describeDelay, offerLateForm } from '../../core/desk/offer-form.ts'
import type { Desk, Prepared, Reply } from '../../core/desk/port.ts'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import type { Log } from '../../core/log.ts'
import { describeFailure } from '../../core/messages/failure.ts'
import { type Message, sentence } from '../../core/messages/message.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { after } from '../../timing.ts'
import { decodeCaller, decodeCommand, decodeForm, fromCustomId, type Offer, toCustomId } from './decode.ts'
import { forLog, isCode, toDeliveryFault } from './faults.ts'
import { withFiles } from './file.ts'
import { cut, LIMITS, MAX_PACKED } from './limits.ts'
import { decodeMenu } from './menus.ts'
import { renderModal } from './modal.ts'
import type { CommandPaths } from './paths.ts'
import { findButtons, render } from './render.ts'
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

type Act =
  | ChatInputCommandInteraction
  | ContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction

const TOO_OLD = 'This button or form is too old. Please give the command again.'
const GONE = sentence(TOO_OLD)
const OTHER_SERVER = sentence('This bot serves another Discord server, and takes commands there only.')

/** The custom ids of a message's buttons, each carrying its command. */
export async function packButtons(desk: Desk, message: Message, caller: Caller): Promise<string[]> {
  const packed = await Promise.all(
    findButtons(message).map(({ invocation }) => desk.pack(invocation, caller, MAX_PACKED)),
  )
  return packed.map(toCustomId)
}

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
  const acknowledging = new Set<Promise<void>>()
  const visibilities = new Map(desk.catalog.map(spec => [spec.path, spec.answer]))
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

  /** Acknowledges in time, does the work, and then replaces the acknowledgement by the answer. */
  async function answer(
    interaction: Act,
    caller: Caller,
    visible: Reply['answer'],
    work: () => Promise<Reply>,
  ): Promise<void> {
    const isTold = interaction.replied === true
    if (!isTold) await acknowledge(interaction, visible)
    const reply = await work().catch(error => {
      log.error({ ...forLog(error), interaction: interaction.id }, 'Discord: a command failed')
      return privately(describeFault(interaction))
    })
    const customIds = await packButtons(desk, reply.message, caller)
    const rendered = render(reply.message, customIds, {
      commandPaths: commandPaths(interaction.guildId === null),
    })
    const shown = withFiles(rendered, reply.message)
    const isPrivate = reply.refused || reply.answer === 'private'
    if (isTold && !isPrivate) {
      // The word of the delay was private, and so would be its successor.
      await interaction.followUp(shown)
      await retry(() => interaction.deleteReply())
      return
    }
    if (isTold || visible === 'private' || !isPrivate) {
      await retry(() => interaction.editReply(shown))
      return
    }
    // A public acknowledgement can't become private: it is deleted, and the answer is a new message.
    await retry(() => interaction.deleteReply())
    await interaction.followUp({ ...shown, flags: shown.flags | MessageFlags.Ephemeral })
  }

  /** Acknowledges, and waits for the acknowledgements of what came in the same moment: none of it runs before. */
  async function acknowledge(interaction: Act, visible: Reply['answer']): Promise<void> {
    const own = defer(interaction, visible).finally(() => acknowledging.delete(own))
    acknowledging.add(own)
    await own
    await Promise.allSettled(acknowledging)
  }

  /**
   * If the outcome is unknown, a second attempt tells: Discord answers "already acknowledged" if it received the first.
   * Without an acknowledgement nothing is run: the person sees a failure, and would repeat the command.
   */
  async function defer(interaction: Act, visible: Reply['answer']): Promise<void> {
    const options = visible === 'private' ? { flags: MessageFlags.Ephemeral as const } : {}
    try {
      await interaction.deferReply(options)
    } catch (error) {
      if (toDeliveryFault(error).outcome !== 'unknown') throw error
      await interaction.deferReply(options).catch(again => {
        if (!isCode(again, Code.InteractionHasAlreadyBeenAcknowledged)) throw again
        interaction.deferred = true
      })
    }
  }

  /** After a failure before the answer. */
  async function apologize(interaction: Act): Promise<void> {
    const said = render(describeFault(interaction), [])
    const shown = interaction.replied
      ? interaction.editReply(said)
      : interaction.reply({ ...said, flags: said.flags | MessageFlags.Ephemeral })
    await shown.catch(error => {
      log.warn({ ...forLog(error), interaction: interaction.id }, 'Discord: an error could not be shown')
    })
  }

  return handle
}

/** Too late, or answered by another instance: no answer is possible any more. */
const isLate = (error: unknown): boolean =>
  isCode(error, Code.UnknownInteraction, Code.InteractionHasAlreadyBeenAcknowledged)

const describeFault = ({ id }: Act): Message => sentence(describeFailure(id))

const privately = (message: Message): Reply => ({ message, answer: 'private', refused: true })

/** Waits between attempts, where Discord names none. */
const RETRY_DELAYS_MS = [100, 400]

/** Repeats an edit or a deletion, which may safely happen twice: the work is done, so its answer should be shown. */
async function retry(work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; ; i++) {
    try {
      await work()
      return
    } catch (error) {
      const fault = toDeliveryFault(error)
      const wait = RETRY_DELAYS_MS[i]
      if (fault.refused || wait === undefined) throw error
      await pause(Math.min(fault.retryAfter ?? wait, 5_000))
    }
  }
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
