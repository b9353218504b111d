/** The form that asks for the options an invocation lacks. */
import type { AnyCommand } from '../commands/command.ts'
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
  const open = spec.options.filter(o => (invocation.ask || !invocation.options[o.name]) && isFor(o.name))
  const asked = firstThatFit(
    open.toSorted((a, b) => Number(b.required) - Number(a.required)),
    max,
  )
  // Fields show the values given so far; values without a field stay as they were given.
  const kept = Object.entries(invocation.options).filter(([name]) => !asked.some(o => o.name === name))
  const fields = spec.options
    .filter(o => asked.includes(o))
    .map(o => toField(o, command.options[o.name] as Option<unknown>, invocation.options[o.name], completing))
  return {
    invocation: { path: spec.path, options: Object.fromEntries(kept) },
    title: command.form ? withReference(command.form.title, invocation) : toTitle(spec),
    submit: command.form?.submit ?? toVerb(spec),
    fields: await Promise.all(fields),
  }
}

/** What is required, and then as much as fits. A text that can come as a file instead takes two fields, where there is room. */
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
  return { ...spec, ...(value !== undefined && { value }), ...(picks && { picks }) }
}

/** A declared title, with the reference of the entry that it is about: "Position on ISG-1". At most 24 characters, as Slack's titles. */
const withReference = (title: string, { options }: Invocation): string =>
  title.replace(/\{([\w-]+)\}/g, (_, name: string) => options[name] ?? `an ${name}`).slice(0, 24)

const toVerb = (spec: CommandSpec): string => capitalised(spec.path.split(' ').at(-1)!)

/** "Raise an issue"-like: the last word, then the room. At most 24 characters, as Slack's titles. */
const toTitle = (spec: CommandSpec): string => {
  const [room, verb] = spec.path.split(' ')
  return (
    verb ? `${capitalised(verb)} ${/^[aeiou]/.test(room!) ? 'an' : 'a'} ${room}` : capitalised(room!)
  ).slice(0, 24)
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
