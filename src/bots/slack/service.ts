/** Commands, presses and forms brought to the desk, and its answers brought back. */
import { randomUUID } from 'node:crypto'
import type { BlockAction, SlashCommand, types, ViewSubmitAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Desk, Form, Reply } from '../../core/desk/port.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import type { Log } from '../../core/log.ts'
import { sentence } from '../../core/messages/message.ts'
import type { Answers, Asker } from './answers.ts'
import { callerOf, decodeText, type FieldState, fillForm, readMemory, writeMemory } from './decode.ts'
import { slackCode } from './faults.ts'
import { modalOf } from './forms.ts'
import { openHome } from './home.ts'
import { LIMITS } from './limits.ts'
import { errorWords } from './logger.ts'
import { within } from './timing.ts'
import type { Zones } from './zones.ts'

/** Slack wants the answer to a sent form within 3 seconds. */
const CHECK_MS = 2200

export interface Service {
  /** Acknowledged already, as a press is. */
  command(body: SlashCommand): Promise<void>
  press(body: BlockAction): Promise<void>
  submit(body: ViewSubmitAction, ack: FormAck): Promise<void>
  /** Somebody looks at their Home tab, or at the messages beside it. */
  openHome(event: types.AppHomeOpenedEvent): Promise<void>
}

export type FormAck = (answer?: {
  response_action: 'errors'
  errors: Record<string, string>
}) => Promise<void>

export interface ServiceOptions {
  desk: Desk
  client: WebClient
  answers: Answers
  zones: Zones
  log: Log
}

export function createService({ desk, client, answers, zones, log }: ServiceOptions): Service {
  const refused = (words: string): Reply => ({ message: sentence(words), answer: 'private', refused: true })

  const excuse = (error: unknown): string => {
    const reference = randomUUID().slice(0, 8)
    log.error({ reference, error: errorWords(error) }, 'Slack: a command failed')
    return `Something went wrong here. Please try again; if it happens again, tell the secretariat the reference ${reference}.`
  }

  /** `work` for somebody who waits: a failure is logged and told, never thrown. */
  const serve = async (asker: Asker, work: () => Promise<Reply | undefined>) => {
    const shown = await answers
      .during(asker, () => work().catch(error => refused(excuse(error))))
      .catch(error => {
        log.error({ error: errorWords(error) }, 'Slack: an answer was lost')
        return false
      })
    const { carriedOut, caller } = asker
    if (!shown && carriedOut) await desk.replyNotShown(carriedOut.invocation, caller, carriedOut.interaction)
  }

  const carryOut = (asker: Asker, invocation: Invocation, interaction: string): Promise<Reply> => {
    asker.carriedOut = { invocation, interaction }
    return desk.execute(invocation, asker.caller, interaction)
  }

  /** Runs the command, or opens its form: then there is no answer yet. */
  const run = async (asker: Asker, invocation: Invocation, trigger: string): Promise<Reply | undefined> => {
    const prepared = await desk.prepare(invocation, asker.caller, LIMITS.modalBlocks)
    switch (prepared.kind) {
      case 'run':
        return carryOut(asker, prepared.invocation, trigger)
      case 'form':
        return openForm(asker, prepared.form, trigger)
      case 'refused':
        return prepared.reply
    }
  }

  const openForm = async (asker: Asker, form: Form, trigger: string): Promise<Reply | undefined> => {
    const view = modalOf(form, await memoryOf(asker, form.invocation))
    try {
      await client.views.open({ trigger_id: trigger, view })
      return undefined
    } catch (error) {
      switch (slackCode(error)) {
        case 'exchanged_trigger_id':
          // Slack delivered the same press twice: the form is open already.
          return undefined
        case 'expired_trigger_id':
          return refused('Opening the form took too long. Please give the command again.')
        default:
          throw error
      }
    }
  }

  /** Kept short enough for Slack: quotation marks and line ends count double in it. */
  const memoryOf = async (
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

  const askerOf = (
    account: string,
    name: string | undefined,
    channel: string | undefined,
    url: string | undefined,
    replaceable: boolean,
  ): Asker => ({
    caller: callerOf({ account, name, channel, zone: zones.of(account) }),
    responseUrl: url,
    replaceable,
  })

  return {
    async command(body) {
      const asker = askerOf(body.user_id, body.user_name, body.channel_id, body.response_url, true)
      await serve(asker, async () => {
        const read = desk.read(decodeText(body.text ?? ''))
        return 'refused' in read ? read.refused : run(asker, read.invocation, body.trigger_id)
      })
    },

    async press(body) {
      const [action] = body.actions
      // A select or a link inside somebody's own blocks: nothing of ours.
      if (action?.type !== 'button' || action.value === undefined) return
      const packed = action.value
      const asker = askerOf(
        body.user.id,
        body.user.name ?? body.user.username,
        body.channel?.id,
        body.response_url,
        false,
      )
      await serve(asker, async () => {
        const invocation = await desk.unpack(packed)
        if (invocation === undefined)
          return refused('This button no longer works. Please give the command itself: /sg help lists them.')
        return run(asker, invocation, body.trigger_id)
      })
    },

    async submit({ view, user }, ack) {
      const [first = ''] = view.blocks.map(block => block.block_id)
      const fail = (words: string) => ack({ response_action: 'errors', errors: { [first]: words } })
      const memory = readMemory(view.private_metadata)
      if (memory === undefined) return fail('This form is too old. Please give the command again.')
      const asker = askerOf(user.id, user.name, memory.channel, memory.responseUrl, memory.replaceable)
      try {
        const reading = desk.unpack(memory.packed).then(async stored => {
          const invocation =
            stored && fillForm(stored, view.state.values as Record<string, Record<string, FieldState>>)
          return { invocation, faults: invocation ? await desk.check(invocation, asker.caller) : {} }
        })
        // The desk checks again when it carries out: what takes too long here is not waited for.
        const quick = await within(CHECK_MS, reading, undefined)
        if (quick && !quick.invocation) return fail('This form is too old. Please give the command again.')
        const faults = Object.entries(quick?.faults ?? {})
        if (faults.length > 0)
          return ack({ response_action: 'errors', errors: besideFields(faults, view.blocks) })
        await ack()
        await serve(asker, async () => {
          const { invocation } = quick ?? (await reading)
          if (!invocation) return refused('This form is too old. Please give the command again.')
          return carryOut(asker, invocation, `${view.id}:${view.hash}`)
        })
      } catch (error) {
        // The form stays open, so that nothing that was written in it is lost.
        await fail(excuse(error))
      }
    },

    async openHome({ user, tab, view }) {
      if (tab !== 'home') return
      const { caller } = askerOf(user, undefined, undefined, undefined, false)
      // The types know no hash of a view; Slack sends one.
      await openHome(client, desk, caller, (view as { hash?: string } | undefined)?.hash)
    },
  }
}

/** Slack refuses sentences for fields that aren't there: these go beside the first one. */
function besideFields(faults: [string, string][], blocks: { block_id?: string }[]): Record<string, string> {
  const names = blocks.flatMap(block => block.block_id ?? [])
  const errors: Record<string, string> = {}
  for (const [option, words] of faults) {
    const name = names.includes(option) ? option : names[0]
    if (name) errors[name] = errors[name] ? `${errors[name]} ${words}` : words
  }
  return errors
}
