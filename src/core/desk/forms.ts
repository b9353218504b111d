/** The form that asks for the options an invocation lacks. */
import type { AnyCommand, Options } from '../commands/command.ts'
import type { Completing, Option } from '../commands/options.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { CommandSpec, OptionSpec } from '../grammar/spec.ts'
import type { Form, FormField } from './port.ts'

/** Required options come first; at most `max` fields. */
export async function formFor(
  command: AnyCommand,
  spec: CommandSpec,
  invocation: Invocation,
  completing: Completing,
  max: number,
): Promise<Form> {
  const isFor = (name: string) => (command.options[name] as Option<unknown>).isFor?.(completing.actor) ?? true
  const isAnswer = (name: string) => (command.options[name] as Option<unknown>).isAnswer === true
  const isReplaced = (name: string) => {
    const { insteadOf } = command.options[name] as Option<unknown>
    return insteadOf !== undefined && Boolean(invocation.options[insteadOf])
  }
  const open = spec.options.filter(
    o =>
      (invocation.ask || !invocation.options[o.name]) &&
      isFor(o.name) &&
      !isAnswer(o.name) &&
      !isReplaced(o.name),
  )
  const asked = firstThatFit(
    open.toSorted((a, b) => Number(b.required) - Number(a.required)),
    max,
  )
  // Fields show the values given so far; values without a field stay as they were given.
  // An answer to a question about words isn't kept where these can be changed: it is asked again.
  const kept = Object.entries(invocation.options).filter(
    ([name]) => !asked.some(o => o.name === name) && !(name in command.options && isAnswer(name)),
  )
  const fields = spec.options
    .filter(o => asked.includes(o))
    .map(o => toField(o, command.options[o.name] as Option<unknown>, invocation.options[o.name], completing))
  const given = spec.options
    .filter(o => o.kind === 'choice' && kept.some(([name]) => name === o.name))
    .map(o => `${o.label}: ${invocation.options[o.name]}`)
  return {
    invocation: { path: spec.path, options: Object.fromEntries(kept) },
    ...(given.length > 0 && { given: given.join('; ') }),
    title: withReference(command.form?.title ?? spec.path, invocation),
    submit: command.form?.submit ?? 'Send',
    fields: await Promise.all(fields),
  }
}

/**
 * The required options, and then as many others as fit. A text that can come as a file instead takes two fields,
 * where there is room.
 */
function firstThatFit(options: readonly OptionSpec[], max: number): OptionSpec[] {
  const required = options.filter(o => o.required)
  let left = max - required.length - required.filter(o => o.file).length
  const others = options.filter(o => {
    if (o.required) return false
    left -= o.file ? 2 : 1
    return left >= 0
  })
  return [...required, ...others].slice(0, max)
}

async function toField(
  spec: OptionSpec,
  declared: Option<unknown>,
  value: string | undefined,
  completing: Completing,
): Promise<FormField> {
  const picks = await declared.picks?.(completing)
  const shown = value ?? (await declared.current?.(completing))
  // An entry among few is chosen from a list, as long as what was given is in it.
  const isListed = picks && picks.length > 0 && (shown === undefined || picks.some(p => p.value === shown))
  return {
    ...spec,
    ...(spec.kind === 'reference' && isListed && { kind: 'choice' as const }),
    ...(shown !== undefined && { value: shown }),
    ...(picks && { picks }),
  }
}

/** The command with fields that show no entries: its form gives words back to a person who may not read. */
export const withoutEntries = (command: AnyCommand): AnyCommand => ({
  ...command,
  options: Object.fromEntries(
    Object.entries(command.options as Options).map(([name, { picks: _, current: __, ...declared }]) => [
      name,
      declared,
    ]),
  ),
})

/** The options that are asked for are required in the form. */
export const withRequired = (spec: CommandSpec, names: readonly string[]): CommandSpec => ({
  ...spec,
  options: spec.options.map(o => (names.includes(o.name) ? { ...o, required: true } : o)),
})

/** The longest title, as Slack's. */
export const MAX_TITLE = 24

/**
 * A declared title, with the reference of the entry that it is about: "Position on ISG-1". When none is given yet,
 * with the words after "|", or "an issue".
 */
function withReference(title: string, { options }: Invocation): string {
  const filled = title.replace(
    /\{([\w-]+)(?:\|([^}]*))?\}/g,
    (_, name: string, instead?: string) =>
      options[name] ?? instead ?? `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`,
  )
  const shown = filled.length <= MAX_TITLE ? filled : `${filled.slice(0, MAX_TITLE - 1).trimEnd()}…`
  return shown.charAt(0).toUpperCase() + shown.slice(1)
}
