/** People on the fake Slack, with the real bot behind it. */
import type { Bot } from '../../../src/bots/bot.ts'
import type { Mount } from '../../../src/bots/manifest.ts'
import { createSlackBot, type SlackOptions } from '../../../src/bots/slack/slack.ts'
import type { Clock } from '../../../src/core/clock.ts'
import type { Desk } from '../../../src/core/desk/port.ts'
import type { Log } from '../../../src/core/log.ts'
import type { Answer, Chat, Shown, ShownForm } from '../../support/chat.ts'
import { fillModal } from './forms.ts'
import type { Args } from './http.ts'
import { FakeSlack } from './server.ts'
import { buttonsOf, showForm, showHome, showMessage } from './shown.ts'
import { BOT, type Message, type Modal } from './workspace.ts'

export interface SlackChatOptions
  extends Partial<Pick<SlackOptions, 'timeoutMs' | 'progressAfterMs' | 'renewAfterMs'>> {
  log?: Log
  clock?: Clock
  /** The platform's own clock, which differs from ours. */
  platformNow?: () => Temporal.Instant
  /** A Slack of the caller's own. */
  slack?: FakeSlack
}

const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export class SlackChat implements Chat {
  readonly platform = 'slack'
  readonly slack: FakeSlack
  readonly #options: SlackChatOptions
  #bot: Bot | undefined
  #botWith: Pick<SlackOptions, 'signingSecret' | 'mount'> | undefined

  constructor(options: SlackChatOptions = {}) {
    this.#options = options
    const { clock, platformNow } = options
    this.slack = options.slack ?? new FakeSlack(platformNow ?? (clock && (() => clock.now())))
  }

  /** Instead of Socket Mode. */
  useHttp(http: { signingSecret: string; mount: Mount }): void {
    this.#botWith = http
  }

  get bot(): Bot {
    if (!this.#bot) throw new Error('The chat is not started')
    return this.#bot
  }

  async start(desk: Desk): Promise<void> {
    await this.slack.start()
    await this.startBot(desk)
  }

  /** A bot on the running Slack: after a stop, as a restarted program. */
  async startBot(desk: Desk): Promise<void> {
    const {
      log = SILENT,
      clock = { now: () => Temporal.Now.instant() },
      platformNow: _,
      ...rest
    } = this.#options
    const way = this.#botWith ?? { appToken: this.slack.appToken }
    this.#bot = createSlackBot({
      botToken: this.slack.botToken,
      apiUrl: this.slack.apiUrl,
      log,
      clock,
      ...way,
      ...rest,
    })
    await this.#bot.start(desk)
  }

  async stop(): Promise<void> {
    await this.#bot?.stop()
    await this.slack.stop()
  }

  channel(name: string): string {
    return this.slack.workspace.channel(name)
  }

  account(name: string): string {
    return this.slack.workspace.account(name)
  }

  messages(channel: string): Shown[] {
    return this.slack.workspace.standing(channel).map(showMessage)
  }

  remove(message: Shown): void {
    ;(message.payload as Message).deleted = true
  }

  thread(channel: string, message: Shown): Shown[] {
    const { ts } = message.payload as Message
    return this.slack.workspace.standing(channel, ts).map(showMessage)
  }

  directMessages(account: string): Shown[] {
    const channel = this.slack.workspace.direct.get(account)
    return channel === undefined ? [] : this.messages(channel)
  }

  type(account: string, channel: string, line: string): Promise<Answer> {
    const address = this.slack.address('command', account, channel)
    const trigger = this.slack.trigger(account)
    const payload = this.commandPayload(account, channel, line, trigger, this.slack.urlOf(address))
    return this.#act(account, [trigger, address.id], () => this.slack.deliver('slash_commands', payload))
  }

  /** A command as Slack sends it: entities as with should_escape, flags as strings. */
  commandPayload(account: string, channel: string, line: string, trigger: string, responseUrl: string): Args {
    return {
      token: 'verification-token',
      command: '/sg',
      text: escapeTyped(line),
      user_id: account,
      user_name: this.slack.workspace.users.get(account)?.name,
      channel_id: channel,
      channel_name: this.slack.workspace.channels.get(channel)?.name ?? 'directmessage',
      team_id: BOT.team,
      team_domain: 'itu',
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      trigger_id: trigger,
      response_url: responseUrl,
    }
  }

  press(account: string, on: Shown | Answer, label: string): Promise<Answer> {
    const shown = 'reference' in on ? on : on.shown
    const message = shown?.payload as Message | undefined
    const button = message && buttonsOf(message).find(b => (b.text as { text: string }).text === label)
    if (!message || !button) throw new Error(`There is no button "${label}": ${shown?.buttons.join(', ')}`)
    const address = this.slack.address('button', account, message.channel, message)
    const trigger = this.slack.trigger(account)
    const payload = {
      type: 'block_actions',
      user: this.#user(account),
      team: { id: BOT.team, domain: 'itu' },
      channel: { id: message.channel, name: 'privategroup' },
      api_app_id: 'A1',
      container: { type: 'message', message_ts: message.ts, channel_id: message.channel },
      message,
      trigger_id: trigger,
      response_url: this.slack.urlOf(address),
      actions: [{ ...button, block_id: 'b', action_ts: message.ts }],
    }
    return this.#act(account, [trigger, address.id], () => this.slack.deliver('interactive', payload))
  }

  /** Somebody opens the app's Home tab, or the messages beside it. Resolves with the page they see. */
  async openHome(account: string, tab: 'home' | 'messages' = 'home'): Promise<Shown | undefined> {
    const { slack } = this
    const home = slack.workspace.homes.get(account)
    const before = slack.callsOf('views.publish').length
    const event = {
      type: 'app_home_opened',
      user: account,
      channel: slack.workspace.directChannel(account),
      tab,
      event_ts: slack.workspace.ts(),
      ...(home && { view: { ...home.view, id: home.id, hash: home.hash } }),
    }
    const payload = {
      type: 'event_callback',
      token: 'verification-token',
      team_id: BOT.team,
      api_app_id: 'A1',
      event,
      event_id: slack.workspace.id('Ev'),
      event_time: 1,
      authorizations: [{ team_id: BOT.team, user_id: BOT.user, is_bot: true }],
    }
    await slack.deliver('events_api', payload)
    if (tab === 'home')
      await slack.until(() => slack.callsOf('views.publish').length > before, 'the page of somebody')
    return this.home(account)
  }

  /** The content of somebody's Home tab. */
  home(account: string): Shown | undefined {
    const home = this.slack.workspace.homes.get(account)
    return home && showHome(home, account)
  }

  /** Somebody presses a button on their Home tab: Slack names no channel then, and no address for answers. */
  pressHome(account: string, label: string): Promise<Answer> {
    const home = this.slack.workspace.homes.get(account)
    const button =
      home &&
      buttonsOf({ blocks: home.view.blocks as unknown[] }).find(
        b => (b.text as { text: string }).text === label,
      )
    if (!home || !button) throw new Error(`There is no button "${label}": ${this.home(account)?.buttons}`)
    return this.#pressOnView(account, home, button)
  }

  /** Somebody presses a button in a window that shows an answer. */
  pressWindow(account: string, { payload }: ShownForm, label: string): Promise<Answer> {
    const modal = payload as Modal
    const buttons = buttonsOf({ blocks: modal.view.blocks as unknown[] })
    const button = buttons.find(b => (b.text as { text: string }).text === label)
    if (!button) throw new Error(`There is no button "${label}" in the window.`)
    return this.#pressOnView(account, modal, button)
  }

  #pressOnView(
    account: string,
    home: { id: string; hash: string; view: Record<string, unknown> },
    button: object,
  ): Promise<Answer> {
    const trigger = this.slack.trigger(account)
    const payload = {
      type: 'block_actions',
      user: this.#user(account),
      team: { id: BOT.team, domain: 'itu' },
      api_app_id: 'A1',
      container: { type: 'view', view_id: home.id },
      view: { ...home.view, id: home.id, hash: home.hash, state: { values: {} } },
      trigger_id: trigger,
      actions: [{ ...button, block_id: 'b', action_ts: home.hash }],
    }
    return this.#act(account, [trigger], () => this.slack.deliver('interactive', payload))
  }

  /** Somebody chooses a command in the menu of a message that somebody else wrote there, or in a thread. */
  chooseOn(account: string, channel: string, text: string, id: string, thread?: string): Promise<Answer> {
    const ts = this.slack.workspace.ts()
    const address = this.slack.address('button', account, channel)
    const trigger = this.slack.trigger(account)
    const payload = {
      type: 'message_action',
      callback_id: id,
      user: this.#user(account),
      team: { id: BOT.team, domain: 'itu' },
      channel: { id: channel, name: 'privategroup' },
      message: { type: 'message', user: 'UAUTHOR', text, ts, ...(thread && { thread_ts: thread }) },
      message_ts: ts,
      action_ts: ts,
      trigger_id: trigger,
      response_url: this.slack.urlOf(address),
    }
    return this.#act(account, [trigger, address.id], () => this.slack.deliver('interactive', payload))
  }

  /** Somebody chooses a command beside the field for messages: Slack names no channel then. */
  choose(account: string, id: string): Promise<Answer> {
    const trigger = this.slack.trigger(account)
    const payload = {
      type: 'shortcut',
      callback_id: id,
      user: this.#user(account),
      team: { id: BOT.team, domain: 'itu' },
      action_ts: this.slack.workspace.ts(),
      trigger_id: trigger,
    }
    return this.#act(account, [trigger], () => this.slack.deliver('interactive', payload))
  }

  /** Somebody mentions the bot in a channel, or in a thread there. */
  mention(account: string, channel: string, words: string, thread?: string): Promise<Answer> {
    const event = {
      type: 'app_mention',
      user: account,
      text: `<@${BOT.user}> ${escapeTyped(words)}`,
      channel,
      ...(thread && { thread_ts: thread }),
    }
    return this.#act(account, [], () => this.happen(event))
  }

  /** Somebody writes to the bot, as to a person. `more`: what else the event has. */
  write(account: string, words: string, more: Args = {}): Promise<Answer> {
    return this.#act(account, [], () => this.happen(this.written(account, words, more)))
  }

  /** The event of a direct message to the bot. */
  written(account: string, words: string, more: Args = {}): Args {
    const channel = this.slack.workspace.directChannel(account)
    return { type: 'message', channel_type: 'im', user: account, text: escapeTyped(words), channel, ...more }
  }

  /** Slack tells of an event. */
  happen(event: Args): Promise<Args> {
    const { slack } = this
    const ts = slack.workspace.ts()
    return slack.deliver('events_api', {
      type: 'event_callback',
      token: 'verification-token',
      team_id: BOT.team,
      api_app_id: 'A1',
      event: { ts, event_ts: ts, ...event },
      event_id: slack.workspace.id('Ev'),
      event_time: 1,
      authorizations: [{ team_id: BOT.team, user_id: BOT.user, is_bot: true }],
    })
  }

  file(name: string, content: string | Uint8Array): string {
    return this.slack.files.hold(name, content)
  }

  async fill(account: string, form: ShownForm, values: Record<string, string>): Promise<Answer> {
    const modal = form.payload as Modal
    // Slack itself doesn't send a form with an empty required field.
    const empty = form.fields.filter(
      field => field.required && (values[field.name] ?? field.value ?? '') === '',
    )
    if (empty.length > 0) {
      const errors = Object.fromEntries(
        empty.map(field => [field.name, 'Please complete this required field.']),
      )
      return { private: true, form: showForm(modal, errors) }
    }
    const payload = {
      type: 'view_submission',
      user: this.#user(account),
      team: { id: BOT.team, domain: 'itu' },
      api_app_id: 'A1',
      trigger_id: this.slack.trigger(account),
      response_urls: [],
      view: {
        ...modal.view,
        id: modal.id,
        hash: modal.hash,
        state: {
          values: fillModal(modal, form, values, id => this.slack.files.describe(id, this.slack.url)),
        },
      },
    }
    const addresses = [...this.slack.addresses.values()]
      .filter(address => String(modal.view.private_metadata).includes(`/answers/${address.id}"`))
      .map(address => address.id)
    return this.#act(account, addresses, () => this.slack.deliver('interactive', payload), modal)
  }

  /** Does something as somebody. Resolves with what they, or everybody, see of it. */
  async #act(account: string, by: string[], act: () => Promise<Args>, modal?: Modal): Promise<Answer> {
    const { slack } = this
    const before = slack.sights.length
    const ack = (await act()) as { response_action?: string; errors?: Record<string, string> }
    if (ack.response_action === 'errors' && modal) return { private: true, form: showForm(modal, ack.errors) }
    const direct = slack.workspace.direct
    const sight = await slack.until(
      () =>
        slack.sights.slice(before).find(s => {
          if (s.kind === 'modal') return by.includes(s.by)
          if (!s.final) return false
          // An answer comes by the address of the act, else from the bot itself, to this person.
          const toThem = s.message.ephemeralFor === account || s.message.channel === direct.get(account)
          return s.by === undefined ? toThem || modal !== undefined : by.includes(s.by)
        }),
      'an answer',
    )
    if (sight.kind === 'modal') return { private: true, form: showForm(sight.modal) }
    const { message } = sight
    const isPrivate = message.ephemeralFor !== undefined || message.channel === direct.get(account)
    return { shown: showMessage(message), private: isPrivate }
  }

  #user(account: string) {
    const name = this.slack.workspace.users.get(account)?.name
    return { id: account, username: name, name, team_id: BOT.team }
  }
}

/** As Slack sends what people type: escapes, and accounts (`slack:U…`) as the mentions they would have typed. */
export const escapeTyped = (line: string): string =>
  line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\bslack:([UW][A-Z0-9]+)/g, '<@$1|somebody>')
