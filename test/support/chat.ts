/**
 * A platform as people see and use it: the same for every bot, so that one test runs on all.
 * Behind it: the real SDK against a fake server on loopback (Slack, Discord), or the program's own terminal.
 */
import type { Bot } from '../../src/bots/bot.ts'
import type { Desk } from '../../src/core/desk/port.ts'
import type { Platform } from '../../src/core/platforms/platform.ts'

export interface Chat {
  readonly platform: Platform
  readonly bot: Bot
  /** Starts the fake platform and the bot on it. */
  start(desk: Desk): Promise<void>
  stop(): Promise<void>
  /** A channel people write in. The id is the platform's own. */
  channel(name: string): string
  /** The account of somebody, made on first use. The id is the platform's own. */
  account(name: string): string
  /** The messages in a channel now, oldest first, edits applied, deleted ones gone, threads left out. */
  messages(channel: string): Shown[]
  /** The messages in the thread under a message. */
  thread(channel: string, message: Shown): Shown[]
  /** A moderator deletes a message. Absent at the terminal. */
  remove?(message: Shown): void
  /** Direct messages of the bot to an account, oldest first. */
  directMessages(account: string): Shown[]

  /**
   * Somebody gives a command in a channel, written as on Slack without "/sg" (`meeting next RG-DT`).
   * On Discord it becomes the command with its native options. Resolves when the final answer stands.
   */
  type(account: string, channel: string, line: string): Promise<Answer>
  /** Somebody presses the button with that label, on a message or on an answer. */
  press(account: string, on: Shown | Answer, label: string): Promise<Answer>
  /** A file on somebody's own machine: what they fill in, or give, where a file is asked for. */
  file(name: string, content: string | Uint8Array): string
  /** Somebody fills in the form that an answer opened and sends it. Keys are option names. */
  fill(account: string, form: ShownForm, values: Record<string, string>): Promise<Answer>
}

/** A message as a person sees it. */
export interface Shown {
  /** All visible text: markup resolved, escapes undone, instants as the platform would show them. */
  text: string
  /** Labels of the buttons on it. */
  buttons: string[]
  /** The platform's payload, for tests of details. */
  payload: unknown
  channel: string
  /** The platform's reference of the message. */
  reference: string
}

export interface ShownForm {
  title: string
  fields: {
    name: string
    label: string
    required: boolean
    /** The text below the label. */
    hint?: string | undefined
    value: string | undefined
    choices: string[] | undefined
  }[]
  /** Sentences shown beside fields after a refused submission, by option name. */
  errors: Record<string, string>
  payload: unknown
}

/** The outcome of an act: a message only the actor sees, one that all see, or a form. */
export interface Answer {
  shown?: Shown
  /** Only the actor sees it. */
  private: boolean
  form?: ShownForm
}
