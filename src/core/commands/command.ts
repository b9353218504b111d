/** A command is declared once, here; help, forms, registration and documentation come from the declaration. */
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import type { GivenFile, Invocation, OfferedFile } from '../grammar/invocation.ts'
import type { CommandSpec, SharedMenu, Shortcut } from '../grammar/spec.ts'
import type { Message } from '../messages/message.ts'
import type { Caller, PlatformFacts } from '../platforms/platform.ts'
import type { DocumentReader } from '../reading/reader.ts'
import type { Actor } from '../roles/actor.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'
import type { Writer } from '../writing/writer.ts'
import { cleanValue, type Option } from './options.ts'

export type Options = Record<string, Option<unknown>>
export type Values<O extends Options> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never }

/** The surroundings of a command: one transaction, who acts, and what the program knows of itself. */
export interface Context extends Work {
  actor: Actor
  caller: Caller
  catalog: readonly CommandSpec[]
  platforms: readonly PlatformFacts[]
  /** The program's address on the web, without a slash at its end; undefined where none is configured. */
  publicUrl: string | undefined
  /** Whether an account ("slack:U024BE7LH") is a bot of this program. */
  isOwnAccount?(account: string): boolean
  /** Reads documents; undefined where the program has no reader. */
  reader: DocumentReader | undefined
  /** Makes documents and workbooks; undefined where the program has no writer. */
  writer: Writer | undefined
}

/** A rule about who may run a command, in words and as code; it looks at the actor and the values. */
export interface Permission<V> {
  words: string
  /** The words for one use of the command, where its values decide who may; left out: `words`. */
  wordsFor?(values: V, context: Context): Promise<string>
  /** The options that the rule reads; left out: none. As soon as they are given, it is asked before a form opens. */
  reads?: readonly (keyof V & string)[]
  /**
   * Whether this person is allowed with any values at all: asked before a form opens that asks for what the rule
   * reads.
   */
  couldAllow?(actor: Actor): boolean
  allows(actor: Actor, values: V, context: Context): boolean | Promise<boolean>
  /** It allows only people who keep the registers. */
  keepers?: true
}

/** The answer of a command. */
export interface Answer extends Message {
  /** The answer to a repeated delivery of the same interaction, where the first one shows a secret that must not be stored. */
  again?: Message
}

export interface Command<O extends Options = Options> {
  path: string
  summary: string
  /** A few words for it, where many commands share the room. */
  brief?: string
  /** The menu that it shares with others where a platform lists all commands. */
  menu?: SharedMenu
  options: O
  /** 'read' changes no facts, so it needs no transaction and no record of its interaction. */
  effect: 'read' | 'change'
  answer?: 'private' | 'channel'
  who: Permission<Values<O>>
  /** It is about the channel in which it is given: what the bot lacks there must be known. */
  needsChannel?: true
  /** Paths under which it was known before, such as "issue take-up". */
  aliases?: readonly string[]
  /** Other verbs that people type for it, such as "oppose": it is suggested for them. */
  also?: readonly string[]
  /**
   * The title of its form (`{issue}` becomes the value of that option, at most 24 characters in all) and its button. Every
   * command with options has them: buttons and *Edit again* open the form of any.
   */
  form?: { title: string; submit: string }
  /** Nothing is required, but given alone it asks: its form shows what stands now. */
  asksAlone?: true
  /**
   * Throws a UserError where the act isn't possible now, whatever else is typed: the stage of the entry that is given.
   * Asked before its form opens; `run` decides again.
   */
  before?(given: Partial<Values<O>>, context: Context): Promise<void>
  /** Options that a button asks for in a form, though they can be left out: the reason of an objection. */
  asksFor?(written: Record<string, string>): readonly string[]
  /** Its entries in the platforms' own menus: of a message, of a person, or about nothing. */
  shortcuts?: readonly Shortcut[]
  /** The subject of the decision, for acts whose author must have seen it. */
  decidesOn?: DecidesOn<Values<O>>
  /** The path of the page on the web that shows the same; the answer links to it where the program is on the web. */
  page?(values: Values<O>, now: Temporal.Instant): string | undefined
  run(values: Values<O>, context: Context): Promise<Answer>
}

/**
 * The subject of a decision. An act by button or form names the version of the entry that was shown; if the facts it
 * decides about have changed since, its author is asked again with the difference in words. Other changes of the
 * entry do not matter to it.
 */
export interface DecidesOn<V> {
  /** The present version of the entry. */
  version(values: V, context: Context): Promise<number>
  /** The subject in words: "proposal 2 by SG13: “…”". Undefined: nothing yet. */
  describe(values: V, context: Context): Promise<Text | undefined>
  /** The changes since `seen` in the facts it decides about, as a sentence; undefined: nothing that matters to it. */
  difference(values: V, seen: number, context: Context): Promise<Text | undefined>
}

/** Any command, whatever its options. */
// biome-ignore lint/suspicious/noExplicitAny: the options of a command type only its own `run` and `who`
export type AnyCommand = Command<any>

/** Declares a command; its options give the types of the values it runs with. */
export const command = <O extends Options>(declared: Command<O>): Command<O> => declared

/** Everybody may read. */
export const everybody: Permission<unknown> = { words: 'everybody', allows: () => true }

/** The command as bots register it and ask for it: plain data. */
export const toSpec = (c: AnyCommand): CommandSpec => ({
  path: c.path,
  summary: c.summary,
  answer: c.answer ?? 'private',
  ...(c.brief && { brief: c.brief }),
  ...(c.menu && { menu: c.menu }),
  ...(c.aliases && { aliases: c.aliases }),
  ...(c.also && { also: c.also }),
  ...(c.needsChannel && { needsChannel: c.needsChannel }),
  ...(c.shortcuts && { shortcuts: c.shortcuts }),
  options: Object.entries(c.options as Options).map(([name, declared]) => {
    const {
      schema: _,
      complete,
      picks: __,
      isFor: ___,
      check: ____,
      current: _____,
      isAnswer: ______,
      dates,
      ...spec
    } = declared
    return {
      name,
      ...spec,
      ...(complete && { completes: true as const }),
      ...(dates && { hasDates: true as const }),
    }
  }),
})

/** The declaration of an option; undefined where the command has none of that name. */
export const findOption = (command: AnyCommand | undefined, name: string): Option<unknown> | undefined =>
  command !== undefined && Object.hasOwn(command.options, name)
    ? (command.options[name] as Option<unknown>)
    : undefined

/** Why the value of an option can't be used. */
export type OptionFault =
  | { kind: 'missing'; label: string; example: string }
  | { kind: 'invalid'; sentence: Text }

export type Read<O extends Options> = { values: Values<O> } | { faults: Record<string, OptionFault> }

/** The options of an invocation as values, or the fault of each that can't be used. */
export function readOptions<O extends Options>(
  c: Command<O>,
  written: Record<string, string>,
  platforms: readonly PlatformFacts[],
  files: Invocation['files'] = {},
): Read<O> {
  const values: Record<string, unknown> = {}
  const faults: Record<string, OptionFault> = {}
  for (const [name, declared] of Object.entries(c.options)) {
    if (declared.kind === 'file') {
      const file = readFile(declared, written[name], files[name])
      if (file && 'kind' in file) faults[name] = file
      else values[name] = file
      continue
    }
    const cleaned = cleanOption(declared, written[name])
    if (typeof cleaned === 'object') {
      faults[name] = cleaned
      continue
    }
    const raw = written[name]?.trim() === '' ? undefined : cleaned
    if (raw === undefined && declared.required) {
      faults[name] = { kind: 'missing', label: declared.label, example: declared.example }
      continue
    }
    const parsed = declared.schema.safeParse(raw)
    const fault = parsed.success
      ? findMisfit(declared, parsed.data, platforms)
      : (parsed.error.issues[0]?.message ?? "It can't be read.")
    if (fault === undefined) values[name] = parsed.data
    else faults[name] = { kind: 'invalid', sentence: fault }
  }
  return Object.keys(faults).length > 0 ? { faults } : { values: values as Values<O> }
}

/** The file of an option; or its fault. */
function readFile(
  { required, label, example }: Option<unknown>,
  written: string | undefined,
  file: OfferedFile | GivenFile | undefined,
): GivenFile | undefined | OptionFault {
  if (file && 'bytes' in file) return file
  if (written?.trim())
    return {
      kind: 'invalid',
      sentence: 'Please send the file itself: the form of this command has a field for it.',
    }
  return required ? { kind: 'missing', label, example } : undefined
}

/** Why a value doesn't fit the platforms of this program, as a sentence; undefined where it does. */
function findMisfit(
  declared: Option<unknown>,
  value: unknown,
  platforms: readonly PlatformFacts[],
): Text | undefined {
  if (value === undefined) return undefined
  try {
    declared.check?.(value, platforms)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error.sentence
    throw error
  }
}

/** The written value, cleaned; or its fault. */
function cleanOption(declared: Option<unknown>, raw: string | undefined): string | undefined | OptionFault {
  if (raw === undefined) return undefined
  try {
    return cleanValue(declared, raw)
  } catch (error) {
    if (error instanceof UserError) return { kind: 'invalid', sentence: error.sentence }
    throw error
  }
}

/** The sentence beside the field of an option at fault. */
export function describeFault(path: string, name: string, fault: OptionFault): Text {
  if (fault.kind === 'invalid') return fault.sentence
  return phrase`${cmd(path)} needs ${name}:${describeLabel(name, fault.label)}, such as ${exampleOf(name, fault.example)}.`
}

/** An explanation of an option, if its name doesn't say enough: " (new last day)". */
function describeLabel(name: string, label: string): string {
  const words = /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
  return words === name ? '' : ` (${words})`
}

const exampleOf = (name: string, example: string): string =>
  /^\S+$/.test(example) ? `${name}:${example}` : `${name}:"${example}"`

/** The options under their present names, and a sentence for each that was given under a former one. */
export function replaceFormerNames(
  c: AnyCommand,
  written: Record<string, string>,
): { options: Record<string, string>; notes: string[] } {
  const options = { ...written }
  const notes: string[] = []
  for (const [name, { former }] of Object.entries(c.options as Options)) {
    const value = former && options[former.name]
    if (!former || value === undefined) continue
    delete options[former.name]
    options[name] ??= value
    notes.push(former.difference)
  }
  return { options, notes }
}

/** Throws the refusal for somebody who may not. */
export async function assertAllowed(c: AnyCommand, values: Values<Options>, context: Context): Promise<void> {
  if (await c.who.allows(context.actor, values, context)) return
  throw notAllowed(context.actor, (await c.who.wordsFor?.(values, context)) ?? c.who.words)
}
