/** Discord as people use it: the real bot and SDK against the fake. */

import type { Bot } from '../../../src/bots/bot.ts'
import { createDiscordBot } from '../../../src/bots/discord/discord.ts'
import { createPaths } from '../../../src/bots/discord/paths.ts'
import type { Clock } from '../../../src/core/clock.ts'
import type { Desk } from '../../../src/core/desk/port.ts'
import type { Log } from '../../../src/core/log.ts'
import type { Answer, Chat, Shown, ShownForm } from '../../support/chat.ts'
import { summaryOf } from '../../support/summary.ts'
import { FakeDiscord } from './discord.ts'
import { display } from './display.ts'
import { type Field, findFields, toSubmission } from './form.ts'
import type { FakeInteraction, Outcome } from './interactions.ts'
import { findAccount, nativeCommand } from './native-command.ts'
import type { Json } from './validate.ts'
import type { FakeMessage, FakeUser } from './world.ts'

export interface DiscordChatOptions {
  clock?: Clock
  /** The platform's own clock, which differs from ours. */
  platformNow?: () => Temporal.Instant
  log?: Log
  /** Commands of this server only (the default), or for all. */
  everywhere?: boolean
  /** The pace the bot keeps; a simulated clock has no use for waiting. */
  requestsPerSecond?: number
  /** For the bot's requests, in milliseconds. */
  timeoutMs?: number
  /** How long an interaction waits for its first answer, in milliseconds. */
  deadline?: number
  /** Within how many milliseconds the bot says at least that it takes longer. */
  firstAnswerMs?: number
}

export interface DiscordChat extends Chat {
  readonly fake: FakeDiscord
  /** Lines that the bot logged. */
  readonly logged: { level: string; fields: object; message: string }[]
  /** Runs a command with files attached, by the options for them (`text-file`). */
  typeWith(account: string, channel: string, line: string, files: Record<string, string>): Promise<Answer>
  /** Choices that are offered while somebody types an option. */
  suggest(account: string, channel: string, path: string, option: string, typed: string): Promise<Json[]>
  /** Commands are read as that desk reads them, where the bots are not this chat's own. */
  reads(desk: Desk): void
  /** Stops the bot and starts a new one, as after a restart of the program. */
  restart(desk: Desk): Promise<void>
}

interface OpenForm {
  modal: Json
  interaction: FakeInteraction
}

export function createDiscordChat(options: DiscordChatOptions = {}): DiscordChat {
  const clock = options.clock ?? { now: () => Temporal.Now.instant() }
  const fake = new FakeDiscord({
    now: options.platformNow ?? (() => clock.now()),
    ...(options.deadline && { deadline: options.deadline }),
  })
  const { world, interactions } = fake
  const logged: DiscordChat['logged'] = []
  const say = (level: keyof Log) => (fields: object, message: string) => {
    logged.push({ level, fields, message })
    options.log?.[level](fields, message)
  }
  const log: Log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  const channels = new Map<string, string>()
  const accounts = new Map<string, string>()
  const make = () =>
    createDiscordBot({
      token: fake.token,
      apiUrl: fake.url,
      ...(!options.everywhere && { guildId: world.guildId }),
      ...(options.timeoutMs && { timeoutMs: options.timeoutMs }),
      ...(options.firstAnswerMs && { firstAnswerMs: options.firstAnswerMs }),
      ...(options.requestsPerSecond && { requestsPerSecond: options.requestsPerSecond }),
      log,
      clock,
    })
  let current: Bot | undefined
  let desk: Desk | undefined
  let isOpen = false

  const running = () => {
    if (current === undefined) throw new Error('The chat has not been started.')
    return current
  }

  /** The fake is opened by the first start; each start is a new bot, as after a restart of the program. */
  async function start(given: Desk): Promise<void> {
    if (!isOpen) await fake.start()
    isOpen = true
    desk = given
    current = make()
    await current.start(given)
  }

  const bot: Bot = {
    platform: 'discord',
    ordering: 'address',
    connects: 'leader',
    start,
    stop: async () => await current?.stop(),
    connected: () => running().connected!(),
    send: (...given) => running().send(...given),
    update: (...given) => running().update(...given),
    find: (...given) => running().find(...given),
    linkTo: reference => running().linkTo!(reference),
    events: {
      places: (...given) => running().events!.places(...given),
      list: (...given) => running().events!.list(...given),
      create: (...given) => running().events!.create(...given),
      change: (...given) => running().events!.change(...given),
      cancel: (...given) => running().events!.cancel(...given),
      remove: (...given) => running().events!.remove(...given),
    },
  }

  function kept<T>(map: Map<string, T>, name: string, create: () => T): T {
    const known = map.get(name) ?? create()
    map.set(name, known)
    return known
  }

  const findUser = (account: string): FakeUser => {
    const user = world.users.get(account)
    if (user === undefined) throw new Error(`There is no account ${account} on the fake Discord.`)
    return user
  }

  function toAnswer(outcome: Outcome): Answer {
    switch (outcome.kind) {
      case 'message':
        return { shown: shownOf(outcome.message), private: outcome.private }
      case 'form': {
        const { modal, interaction } = outcome
        return {
          private: true,
          form: {
            title: String(modal.title),
            fields: findFields(modal).map(shownField),
            errors: {},
            payload: { modal, interaction },
          },
        }
      }
      case 'choices':
        throw new Error('Discord showed choices where an answer was due.')
    }
  }

  function commandData(line: string, files: Record<string, string> = {}): Json {
    const read = desk!.read(line)
    if ('refused' in read)
      throw new Error(`Discord has no command for "${line}": ${summaryOf(read.refused.message)}`)
    const given = { ...read.invocation.options, ...files }
    return nativeCommand(registered(), onDiscord(read.invocation.path), given, fake)
  }

  /** A command as it stands in Discord's picker. */
  const onDiscord = (path: string) => createPaths(desk!.catalog, () => new Map()).onDiscord(path)

  const registered = () => fake.registered.get(options.everywhere ? 'global' : world.guildId) ?? []

  const findMessage = (reference: string): FakeMessage => {
    const [channel, id] = reference.split(':')
    const found =
      interactions.private.get(id!) ?? world.channels.get(channel!)?.messages.find(m => m.id === id)
    if (found === undefined) throw new Error('The message is not there any more.')
    return found
  }

  return {
    platform: 'discord',
    fake,
    logged,
    bot,
    start,
    async restart(given) {
      await running().stop()
      await start(given)
    },
    async stop() {
      await current?.stop()
      if (isOpen) await fake.stop()
      isOpen = false
    },
    channel: name => kept(channels, name, () => world.addChannel(name).id),
    account: name => kept(accounts, name, () => world.addUser(name).id),
    remove({ channel, reference }) {
      const { messages } = world.channels.get(channel)!
      messages.splice(
        messages.findIndex(m => m.id === reference.split(':')[1]!),
        1,
      )
    },
    messages: channel => (world.channels.get(channel)?.messages ?? []).map(shownOf),
    thread: (_channel, message) =>
      (world.channels.get(message.reference.split(':')[1]!)?.messages ?? []).map(shownOf),
    directMessages: account =>
      (world.channels.values().find(c => c.recipient === account)?.messages ?? []).map(shownOf),
    reads(given) {
      desk = given
    },

    async type(account, channel, line) {
      return toAnswer(await interactions.act(2, findUser(account), channel, commandData(line)))
    },
    async typeWith(account, channel, line, files) {
      return toAnswer(await interactions.act(2, findUser(account), channel, commandData(line, files)))
    },
    async press(account, on, label) {
      const shown = 'reference' in on ? on : on.shown
      if (shown === undefined) throw new Error('There is no message to press a button on.')
      const message = findMessage(shown.reference)
      const button = buttonsOf(message.components).find(b => b.label === label)
      if (button === undefined)
        throw new Error(`There is no button "${label}"; there is ${shown.buttons.join(', ') || 'none'}.`)
      const data = { component_type: 2, custom_id: button.custom_id, id: button.id }
      return toAnswer(await interactions.act(3, findUser(account), message.channel_id, data, message))
    },
    file: (name, content) => fake.attachments.hold(world.id(), name, content),
    async fill(account, form, values) {
      const { modal, interaction } = form.payload as OpenForm
      const ids = (value: string) => findAccount(value, fake)
      const data = toSubmission(
        modal,
        values,
        id => world.users.get(ids(id)),
        id => fake.attachments.describe(id, fake.url),
      )
      return toAnswer(
        await interactions.act(5, findUser(account), interaction.channel, data, interaction.message),
      )
    },
    async suggest(account, channel, path, option, typed) {
      const data = nativeCommand(registered(), onDiscord(path), { [option]: typed }, fake, option)
      const outcome = await interactions.act(4, findUser(account), channel, data)
      if (outcome.kind !== 'choices') throw new Error('Discord showed no choices.')
      return outcome.choices
    },
  }
}

const shownField = ({ name, label, required, hint, value, choices }: Field): ShownForm['fields'][number] => ({
  name,
  label,
  required,
  hint,
  value,
  choices: choices?.map(c => c.label),
})

/** A message as people see it. */
export function shownOf(message: FakeMessage): Shown {
  return {
    text: [String(message.content ?? ''), ...textsOf(message.components)]
      .filter(text => text !== '')
      .map(text => display(text).text)
      .join('\n'),
    buttons: buttonsOf(message.components).map(b => String(b.label)),
    payload: message,
    channel: message.channel_id,
    reference: `${message.channel_id}:${message.id}`,
  }
}

const within = (components: Json[]): Json[] =>
  components.flatMap(c => [c, ...within((c.components ?? []) as Json[])])

/** The texts of a message, in order. */
export const textsOf = (components: Json[]): string[] =>
  within(components).flatMap(c => (c.type === 10 ? [String(c.content)] : []))

export const buttonsOf = (components: Json[]): Json[] => within(components).filter(c => c.type === 2)
