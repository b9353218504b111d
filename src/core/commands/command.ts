/** What a command is: declared once, here; help, forms, registration and the documentation come from it. */

import type { Transaction } from '../database/client.ts'
import type { CommandSpec } from '../grammar/spec.ts'
import type { Message } from '../messages/message.ts'
import type { Notice } from '../notices/notice.ts'
import type { Actor } from '../people/actor.ts'
import type { Caller } from '../platforms/platform.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import type { Option } from './options.ts'

export type Options = Record<string, Option<unknown>>
export type Values<O extends Options> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never }

/** What a command works with. All it does is in one transaction: the fact, its timeline, its notices. */
export interface Context {
  tx: Transaction
  now: Temporal.Instant
  actor: Actor
  caller: Caller
  catalog: readonly CommandSpec[]
  /** Where the program is found on the web, without a slash at its end; undefined where nobody said. */
  publicUrl: string | undefined
  /** Writes notices in the same transaction. */
  notify(...notices: Notice[]): Promise<void>
}

/** Who may run a command: in words, and as a rule of who acts and what is asked. */
export interface Permission<V> {
  words: string
  allows(actor: Actor, values: V, context: Context): boolean | Promise<boolean>
}

/** What a command answers. */
export interface Answer extends Message {
  /**
   * What is answered when the platform delivers the same interaction again, where the first answer must not be
   * stored: it shows a secret.
   */
  again?: Message
}

export interface Command<O extends Options = Options> {
  path: string
  summary: string
  options: O
  /** 'read' changes nothing of its matter, so it needs no transaction and no record of its interaction. */
  effect: 'read' | 'change'
  answer?: 'private' | 'channel'
  who: Permission<Values<O>>
  run(values: Values<O>, context: Context): Promise<Answer>
}

/** Any command, whatever its options. */
// biome-ignore lint/suspicious/noExplicitAny: the options of a command type only its own `run` and `who`
export type AnyCommand = Command<any>

/** Declares a command; its options give the types of what it runs with. */
export const command = <O extends Options>(declared: Command<O>): Command<O> => declared

/** Everybody may read. */
export const everybody: Permission<unknown> = { words: 'everybody', allows: () => true }

/** The command as bots declare and ask for it. */
export const toSpec = (c: AnyCommand): CommandSpec => ({
  path: c.path,
  summary: c.summary,
  answer: c.answer ?? 'private',
  options: Object.entries(c.options as Options).map(([name, { schema: _, ...spec }]) => ({ name, ...spec })),
})

export type Read<O extends Options> = { values: Values<O> } | { faults: Record<string, string> }

/** The options of an invocation as values, or a sentence for each that is at fault. */
export function readOptions<O extends Options>(c: Command<O>, written: Record<string, string>): Read<O> {
  const values: Record<string, unknown> = {}
  const faults: Record<string, string> = {}
  for (const [name, declared] of Object.entries(c.options)) {
    const raw = written[name]?.trim() === '' ? undefined : written[name]
    if (raw === undefined && declared.required) {
      faults[name] =
        `"${c.path}" needs ${name}:${inWords(name, declared)}, such as ${exampleOf(name, declared)}.`
      continue
    }
    const parsed = declared.schema.safeParse(raw)
    if (parsed.success) values[name] = parsed.data
    else faults[name] = parsed.error.issues[0]?.message ?? "It can't be read."
  }
  return Object.keys(faults).length > 0 ? { faults } : { values: values as Values<O> }
}

/** What an option is, where its name doesn't say it: " (new last day)". */
function inWords(name: string, { label }: Option<unknown>): string {
  const words = /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
  return words === name ? '' : ` (${words})`
}

const exampleOf = (name: string, { example }: Option<unknown>) =>
  /^\S+$/.test(example) ? `${name}:${example}` : `${name}:"${example}"`

/** Throws the refusal for somebody who may not. */
export async function assertAllowed(c: AnyCommand, values: Values<Options>, context: Context): Promise<void> {
  if (await c.who.allows(context.actor, values, context)) return
  throw notAllowed(context.actor, c.who.words)
}
