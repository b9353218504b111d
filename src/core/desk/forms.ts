import type { Invocation } from '../grammar/invocation.ts'
import type { Choice, CommandSpec, OptionSpec } from '../grammar/spec.ts'
import { type GroupChoice, groupsAmong } from '../groups/registry.ts'
import type { Form, FormField } from './port.ts'

/** The form that asks for what an invocation lacks: required options first, at most `max`. */
export function formFor(spec: CommandSpec, invocation: Invocation, groups: GroupChoice[], max: number): Form {
  const open = invocation.ask ? [...spec.options] : spec.options.filter(o => !invocation.options[o.name])
  const asked = open.toSorted((a, b) => Number(b.required) - Number(a.required)).slice(0, max)
  // What is shown is edited; what is not shown stays as it was given.
  const kept = Object.entries(invocation.options).filter(([name]) => !asked.some(o => o.name === name))
  return {
    invocation: { path: spec.path, options: Object.fromEntries(kept) },
    title: titleOf(spec),
    submit: verbOf(spec),
    fields: spec.options
      .filter(o => asked.includes(o))
      .map(o => fieldOf(o, invocation.options[o.name], groups)),
  }
}

function fieldOf(option: OptionSpec, value: string | undefined, groups: GroupChoice[]): FormField {
  const picks = picksOf(option, groups)
  return { ...option, ...(value !== undefined && { value }), ...(picks && { picks }) }
}

function picksOf(option: OptionSpec, groups: GroupChoice[]): Choice[] | undefined {
  switch (option.kind) {
    case 'choice':
      return option.choices?.map(c => ({ label: c, value: c }))
    case 'group':
    case 'groups':
      return groupsAmong(groups, option.among)
    default:
      return undefined
  }
}

const verbOf = (spec: CommandSpec): string => capitalised(spec.path.split(' ').at(-1)!)

/** "Raise an issue"-like: the last word, then the room. At most 24 characters, as Slack's titles. */
const titleOf = (spec: CommandSpec): string => {
  const [room, verb] = spec.path.split(' ')
  return (
    verb ? `${capitalised(verb)} ${/^[aeiou]/.test(room!) ? 'an' : 'a'} ${room}` : capitalised(room!)
  ).slice(0, 24)
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
