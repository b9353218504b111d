/** The answers to Discord's interactions: acknowledged in time, then replaced by the desk's reply. */

import { setTimeout as pause } from 'node:timers/promises'
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  RESTJSONErrorCodes as Code,
  type ContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Desk, Reply } from '../../core/desk/port.ts'
import type { Log } from '../../core/log.ts'
import { describeFailure } from '../../core/messages/failure.ts'
import { type Message, sentence } from '../../core/messages/message.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { toCustomId } from './decode.ts'
import { forLog, isCode, toDeliveryFault } from './faults.ts'
import { withFiles } from './file.ts'
import { MAX_PACKED } from './limits.ts'
import type { CommandPaths } from './paths.ts'
import { findButtons, render } from './render.ts'

/** An interaction that is answered with a message. */
export type Act =
  | ChatInputCommandInteraction
  | ContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction

export interface AnsweringOptions {
  desk: Desk
  log: Log
  /** The commands that are clickable, in direct messages or elsewhere. */
  commandPaths(isDirect: boolean): CommandPaths
}

export interface Answering {
  /** Acknowledges in time, does the work, and then replaces the acknowledgement by the answer. */
  answer(
    interaction: Act,
    caller: Caller,
    visible: Reply['answer'],
    work: () => Promise<Reply>,
  ): Promise<void>
  /** After a failure before the answer. */
  apologize(interaction: Act): Promise<void>
}

/** The custom ids of a message's buttons, each carrying its command. */
export async function packButtons(desk: Desk, message: Message, caller: Caller): Promise<string[]> {
  const packed = await Promise.all(
    findButtons(message).map(({ invocation }) => desk.pack(invocation, caller, MAX_PACKED)),
  )
  return packed.map(toCustomId)
}

export function createAnswering({ desk, log, commandPaths }: AnsweringOptions): Answering {
  const acknowledging = new Set<Promise<void>>()

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
      // The message about the delay was private, and an edit leaves it private.
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

  /** Acknowledges, and waits until all that came in the same moment is acknowledged; only then does any of it run. */
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

  async function apologize(interaction: Act): Promise<void> {
    const said = render(describeFault(interaction), [])
    const shown = interaction.replied
      ? interaction.editReply(said)
      : interaction.reply({ ...said, flags: said.flags | MessageFlags.Ephemeral })
    await shown.catch(error => {
      log.warn({ ...forLog(error), interaction: interaction.id }, 'Discord: an error could not be shown')
    })
  }

  return { answer, apologize }
}

/** Too late, or answered by another instance: no answer is possible any more. */
export const isLate = (error: unknown): boolean =>
  isCode(error, Code.UnknownInteraction, Code.InteractionHasAlreadyBeenAcknowledged)

const describeFault = ({ id }: Act): Message => sentence(describeFailure(id))

export const privately = (message: Message): Reply => ({ message, answer: 'private', refused: true })

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
