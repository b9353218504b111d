/** Brings commands, presses and forms to the desk, and its answers back to people. */
import { randomUUID } from 'node:crypto'
import type { BlockAction, SlackShortcut, SlashCommand, types, ViewSubmitAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Clock } from '../../core/clock.ts'
import { describeUnread, giveWordsBack } from '../../core/desk/failed.ts'
import { offerForm } from '../../core/desk/offer-form.ts'
import type { Desk, Form, Reply } from '../../core/desk/port.ts'
import type { Invocation, OfferedFile } from '../../core/grammar/invocation.ts'
import { fillShortcut, listShortcuts } from '../../core/grammar/shortcuts.ts'
import type { Log } from '../../core/log.ts'
import { describeFailure } from '../../core/messages/failure.ts'
import { sentence } from '../../core/messages/message.ts'
import { within } from '../../timing.ts'
import type { Answers, Asker } from './answers.ts'
import { findLacking } from './channel.ts'
import {
  decodeText,
  type FieldState,
  fillForm,
  readMemory,
  type SlackFile,
  toCaller,
  writeMemory,
} from './decode.ts'
import { findSlackCode, toDeliveryFault } from './faults.ts'
import { renderModal } from './forms.ts'
import { commandIn, type Heard } from './heard.ts'
import { openHome } from './home.ts'
import { LIMITS } from './limits.ts'
import { errorWords } from './logger.ts'
import type { Identity } from './send.ts'
import { examineMessage } from './shortcuts.ts'
import type { Zones } from './zones.ts'

/** Slack expects the answer to a form within three seconds. */
const CHECK_MS = 2200
/** A trigger is valid for three seconds: a form that failed to open by then is tried once more. */
const REOPEN_MS = 2000

const TOO_OLD = 'This form is too old. Please give the command again.'
const OTHER_WORKSPACE = 'This bot serves another Slack workspace, and takes commands of its own members only.'

export interface Service {
  /** Acknowledged already, and so is a press. */
  command(body: SlashCommand): Promise<void>
  press(body: BlockAction): Promise<void>
  submit(body: ViewSubmitAction, ack: FormAck): Promise<void>
  /** Somebody chose a command in the menu of a message, or in that beside the field for messages. */
  choose(body: SlackShortcut): Promise<void>
  /** Somebody mentioned the bot, or wrote to it. */
  hear(heard: Heard): Promise<void>
  /** Somebody looks at their Home tab, or at the messages beside it. `team`: their workspace. */
  openHome(event: types.AppHomeOpenedEvent, team: string | undefined): Promise<void>
}

export type FormAck = (answer?: {
  response_action: 'errors'
  errors: Record<string, string>
}) => Promise<void>

export interface ServiceOptions {
  desk: Desk
  client: WebClient
  answers: Answers
  /** The bot's own user and its workspace, as Slack names them. */
  us: Identity
  zones: Zones
  clock: Clock
  log: Log
  /** A file of a form as one that can be fetched. */
  offer(file: SlackFile): OfferedFile
}

export function createService(options: ServiceOptions): Service {
  const { desk, client, answers, us, zones, clock, log, offer } = options
  const refused = (words: string): Reply => ({ message: sentence(words), answer: 'private', refused: true })

  const excuse = (error: unknown): string => {
    const reference = randomUUID().slice(0, 8)
    log.error({ reference, error: errorWords(error) }, 'Slack: a command failed')
    return describeFailure(reference)
  }

  /** The same for a form that came back and could not be read. */
  const excuseForm = (error: unknown): string => {
    const reference = randomUUID().slice(0, 8)
    log.error({ reference, error: errorWords(error) }, 'Slack: a form could not be read')
    return describeUnread(error, reference)
  }

  const back = (why: string, written: Record<string, string>): Reply => ({
    message: giveWordsBack(why, written),
    answer: 'private',
    refused: true,
  })

  /** Somebody of another workspace, who meets the bot in a channel that both share. */
  const isForeign = (...teams: (string | null | undefined)[]): boolean =>
    teams.some(team => team && team !== us.team)

  /** Does `work` for somebody who waits. A failure is logged and shown, never thrown. */
  const serve = async (asker: Asker, work: () => Promise<Reply | undefined>) => {
    const shown = await answers
      .during(asker, () => work().catch(error => refused(excuse(error))))
      .catch(error => {
        log.error({ error: errorWords(error) }, 'Slack: an answer was lost')
        return false
      })
    const { executed, caller } = asker
    if (!shown && executed) await desk.replyNotShown(executed.invocation, caller, executed.interaction)
  }

  const execute = async (asker: Asker, invocation: Invocation, interaction: string): Promise<Reply> => {
    await examineChannel(asker, invocation)
    asker.executed = { invocation, interaction }
    return desk.execute(invocation, asker.caller, interaction)
  }

  /** A command about its channel must know what the bot lacks there; Slack tells only when asked. */
  const examineChannel = async ({ caller }: Asker, { path }: Invocation): Promise<void> => {
    const isNeeded = desk.catalog.some(c => c.path === path && c.needsChannel)
    if (!isNeeded || caller.channel === undefined) return
    caller.lacks = await findLacking(client, caller.channel, clock.now())
  }

  /**
   * Runs the command, or opens its form, in which case there is no answer yet. A message has no trigger, by which alone
   * a form can be opened: `interaction` is then its event's id, and a button opens the form.
   */
  const run = async (
    asker: Asker,
    invocation: Invocation,
    trigger: string | undefined,
    interaction = trigger!,
  ): Promise<Reply | undefined> => {
    const prepared = await desk.prepare(invocation, asker.caller, LIMITS.modalBlocks)
    switch (prepared.kind) {
      case 'run':
        return execute(asker, prepared.invocation, interaction)
      case 'form':
        if (trigger !== undefined) return openForm(asker, prepared.form, trigger)
        return { message: offerForm(prepared.form, invocation), answer: 'private', refused: false }
      case 'refused':
        return prepared.reply
    }
  }

  const openForm = async (asker: Asker, form: Form, trigger: string): Promise<Reply | undefined> => {
    const view = renderModal(form, await writeFormMemory(asker, form.invocation))
    const began = performance.now()
    const shown = { trigger_id: trigger, view }
    const open = () => (asker.window?.over === 'window' ? client.views.push(shown) : client.views.open(shown))
    try {
      await open().catch((error: unknown) => {
        const fault = toDeliveryFault(error)
        const isWorthIt = !fault.refused && fault.retryAfter === undefined
        if (!isWorthIt || performance.now() - began > REOPEN_MS) throw error
        return open()
      })
      return undefined
    } catch (error) {
      switch (findSlackCode(error)) {
        case 'exchanged_trigger_id':
          // Open already: Slack sent the same press twice, or its answer to our first attempt was lost.
          return undefined
        case 'expired_trigger_id':
          return refused('Opening the form took too long. Please give the command again.')
        default:
          throw error
      }
    }
  }

  /** Short enough for Slack, where quotation marks and line ends count double. */
  const writeFormMemory = async (
    { caller, responseUrl, replaceable }: Asker,
    invocation: Invocation,
  ): Promise<string> => {
    for (const most of [2000, 1000, 200]) {
      const packed = await desk.pack(invocation, caller, most)
      const memory = writeMemory({ packed, channel: caller.channel, responseUrl, replaceable })
      if (memory !== undefined) return memory
    }
    throw new Error('a form could not be made short enough to be carried')
  }

  const toAsker = (
    account: string,
    name: string | undefined,
    channel: string | undefined,
    url: string | undefined,
    replaceable: boolean,
  ): Asker => ({
    caller: toCaller({ account, name, channel, zone: zones.find(account) }),
    responseUrl: url,
    replaceable,
  })

  return {
    async command(body) {
      const asker = toAsker(body.user_id, body.user_name, body.channel_id, body.response_url, true)
      await serve(asker, async () => {
        if (isForeign(body.team_id)) return refused(OTHER_WORKSPACE)
        const read = desk.read(decodeText(body.text ?? ''))
        return 'refused' in read ? read.refused : run(asker, read.invocation, body.trigger_id)
      })
    },

    async press(body) {
      const [action] = body.actions
      // A select or a link is never ours.
      if (action?.type !== 'button' || action.value === undefined) return
      const packed = action.value
      const asker = toAsker(
        body.user.id,
        body.user.name ?? body.user.username,
        body.channel?.id,
        body.response_url,
        false,
      )
      if (body.view)
        asker.window = { trigger: body.trigger_id, over: body.view.type === 'home' ? 'page' : 'window' }
      await serve(asker, async () => {
        if (isForeign(body.team?.id, body.user.team_id)) return refused(OTHER_WORKSPACE)
        const invocation = await desk.unpack(packed)
        if (invocation === undefined)
          return refused(
            'This button no longer works. Please give the command itself: /sg help lists all commands.',
          )
        return run(asker, invocation, body.trigger_id)
      })
    },

    async submit({ view, user, team }, ack) {
      // Slack shows a fault beside a field only.
      const inputs = view.blocks.filter(block => block.type !== 'section')
      const [first = ''] = inputs.map(block => block.block_id)
      const fail = (words: string) => ack({ response_action: 'errors', errors: { [first]: words } })
      if (isForeign(team?.id, user.team_id)) return fail(OTHER_WORKSPACE)
      const memory = readMemory(view.private_metadata)
      if (memory === undefined) return fail(TOO_OLD)
      const asker = toAsker(user.id, user.name, memory.channel, memory.responseUrl, memory.replaceable)
      try {
        const values = view.state.values as Record<string, Record<string, FieldState>>
        const reading = desk.unpack(memory.packed).then(async stored => {
          const invocation = stored && fillForm(stored, values, offer)
          return { invocation, faults: invocation ? await desk.check(invocation, asker.caller) : {} }
        })
        // The desk checks again when it executes, so a check that takes too long isn't waited for.
        const quick = await within(CHECK_MS, reading, undefined)
        if (quick && !quick.invocation) return fail(TOO_OLD)
        const faults = Object.entries(quick?.faults ?? {})
        if (faults.length > 0) return ack({ response_action: 'errors', errors: placeFaults(faults, inputs) })
        await ack()
        await serve(asker, async () => {
          // The form is closed by now: what was written in it is shown where nothing else can be done with it.
          const written = fillForm({ path: '', options: {} }, values, offer).options
          const read = quick ?? (await reading.catch(error => ({ why: excuseForm(error) })))
          if ('why' in read) return back(read.why, written)
          return read.invocation
            ? execute(asker, read.invocation, `${view.id}:${view.hash}`)
            : back(TOO_OLD, written)
        })
      } catch (error) {
        // The form stays open, so that the text in it isn't lost.
        await fail(excuseForm(error))
      }
    },

    async choose(body) {
      const listed = listShortcuts(desk.catalog).find(({ id }) => id === body.callback_id)
      if (!listed) return
      const isOnMessage = body.type === 'message_action'
      const asker = toAsker(
        body.user.id,
        'name' in body.user ? body.user.name : body.user.username,
        isOnMessage ? body.channel.id : undefined,
        isOnMessage ? body.response_url : undefined,
        false,
      )
      await serve(asker, async () => {
        if (isForeign(body.team?.id, body.user.team_id)) return refused(OTHER_WORKSPACE)
        const chosen = isOnMessage ? await examineMessage(client, desk, body) : {}
        return run(asker, fillShortcut(listed, chosen), body.trigger_id)
      })
    },

    async hear(heard) {
      const asker: Asker = {
        ...toAsker(heard.account, undefined, heard.channel, undefined, false),
        thread: heard.thread,
      }
      await serve(asker, async () => {
        if (isForeign(...heard.teams)) return refused(OTHER_WORKSPACE)
        const read = desk.read(commandIn(heard.text, us.user))
        return 'refused' in read ? read.refused : run(asker, read.invocation, undefined, heard.event)
      })
    },

    async openHome({ user, tab, view }, team) {
      if (tab !== 'home' || isForeign(team)) return
      const { caller } = toAsker(user, undefined, undefined, undefined, false)
      // Slack sends the hash of a view; Bolt's types lack it.
      await openHome(client, desk, caller, (view as { hash?: string } | undefined)?.hash)
    },
  }
}

/** The sentences by field. Slack refuses those for fields that aren't in the form: they go beside the first field. */
function placeFaults(faults: [string, string][], blocks: { block_id?: string }[]): Record<string, string> {
  const names = blocks.flatMap(block => block.block_id ?? [])
  const errors: Record<string, string> = {}
  for (const [option, words] of faults) {
    const name = names.includes(option) ? option : names[0]
    if (name) errors[name] = errors[name] ? `${errors[name]} ${words}` : words
  }
  return errors
}
