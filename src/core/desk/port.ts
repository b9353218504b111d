/** The core as a bot sees it: the declared commands, and the desk that runs them. */

import type { Context } from '../commands/command.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Choice, CommandSpec, OptionSpec } from '../grammar/spec.ts'
import type { Message } from '../messages/message.ts'
import type { Caller, Platform } from '../platforms/platform.ts'
import type { Text } from '../text/spans.ts'

/** A question with a field for each option that is still to be given. */
export interface Form {
  invocation: Invocation
  title: string
  submit: string
  /** The choices that were made already and have no field: "Position: objects". */
  given?: string
  /** The subject of the decision, shown above the fields. */
  about?: Text
  fields: FormField[]
}

export interface FormField extends OptionSpec {
  /** The value when the form opens. */
  value?: string
  /** The values to pick from, when that is a short list ("choice", "group", "groups"). */
  picks?: Choice[]
}

export interface Reply {
  message: Message
  answer: 'private' | 'channel'
  /** The command did not happen; the message says why. */
  refused: boolean
  /** It did not happen by a fault of ours. */
  failed?: true
  /** The reader's own zone (IANA), where it is known: for platforms that don't show times in it by themselves. */
  zone?: string
}

export type Prepared =
  | { kind: 'run'; invocation: Invocation }
  | { kind: 'form'; form: Form }
  | { kind: 'refused'; reply: Reply }

/** The entrance for the commands that bots decode. None of its functions throws for a fault of the input. */
export interface Desk {
  readonly catalog: readonly CommandSpec[]
  /** A bot says which account on its platform is its own: it can hold no role. */
  introduce(platform: Platform, account: string): void
  /** `/sg` text as people type it ("issue raise topic:…") to an invocation, or the one sentence that refuses it. */
  read(line: string): { invocation: Invocation } | { refused: Reply }
  /** The invocation with its files fetched: those of texts stand among its options. For a bot that shows them before. */
  take(invocation: Invocation): Promise<{ invocation: Invocation } | { refused: Reply }>
  /**
   * Whether a command can run as given, or a form must be filled in first.
   * Quick (a few reads): a bot calls it before its first answer. Refused where nothing that the form asks for could make
   * the command possible: for somebody who may not, or at a stage where it is too early or too late.
   * `max`: the most fields the platform can show in one form; required ones come first.
   */
  prepare(invocation: Invocation, caller: Caller, max?: number): Promise<Prepared>
  /** The faults in the values of a form, a sentence for each option at fault. Empty: none. Quick. */
  check(invocation: Invocation, caller: Caller): Promise<Record<string, string>>
  /**
   * Carries out a command, once for each `interaction` (the platform's own id of it; a repeated one gets
   * the first one's answer again).
   */
  execute(invocation: Invocation, caller: Caller, interaction: string): Promise<Reply>
  /**
   * The answer to this execution could not be shown. The same command of the same person, given again within the hour,
   * gets it and does not act again.
   */
  replyNotShown(invocation: Invocation, caller: Caller, interaction: string): Promise<void>
  /** Values that fit what somebody has typed so far of an option; at most 25, best first. */
  complete(path: string, option: string, typed: string, caller: Caller): Promise<Choice[]>
  /**
   * An invocation as one short line for a button or a form to carry: its own text where that has at most
   * `max` characters, else a reference under which it is kept.
   */
  pack(invocation: Invocation, caller: Caller, max: number): Promise<string>
  /** The invocation that `pack` stored. Undefined when it is unknown or was deleted. */
  unpack(packed: string): Promise<Invocation | undefined>
  /**
   * The issue whose card is this message ("ISG-1"); undefined where it is none. `reference`: the platform's own, as the
   * bot's `send` returned it.
   */
  issueAt(platform: Platform, address: string, reference: string): Promise<string | undefined>
  /**
   * Somebody opened their own page: `show` gets the content, and the bot's `showHome` shows it again whenever that
   * changes. Throws what `show` throws.
   */
  home(caller: Caller, show: (message: Message) => Promise<void>): Promise<void>
}

/** The desk with what the pages on the web need beside it. */
export interface WebDesk extends Desk {
  /**
   * The surroundings in which somebody reads without a command, such as on a page. Throws a UserError for somebody
   * who may not read here.
   */
  reading(caller: Caller): Promise<Context>
}
