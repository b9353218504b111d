/** What Slack sends, as the desk understands it. Pure. */

import type { Invocation } from '../../core/grammar/invocation.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { LIMITS } from './limits.ts'

/**
 * The text of a slash command as its author saw it: mentions as "slack:U…", links and channels as they read,
 * Slack's escapes undone, the quotation marks of mobile keyboards straight.
 */
export function decodeText(text: string): string {
  const plain = text.replace(/<([^<>]*)>|&(amp|lt|gt);/g, (whole, entity?: string, name?: string) =>
    entity === undefined ? (UNESCAPED[name ?? ''] ?? whole) : decodeEntity(entity),
  )
  return straighten(plain).trim()
}

const UNESCAPED: Record<string, string> = { amp: '&', lt: '<', gt: '>' }

const withoutEscapes = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, (whole, name: string) => UNESCAPED[name] ?? whole)

function decodeEntity(entity: string): string {
  const bar = entity.indexOf('|')
  const [target, label] =
    bar < 0 ? [entity, ''] : [entity.slice(0, bar), withoutEscapes(entity.slice(bar + 1))]
  if (/^@[UW][A-Z0-9]+$/.test(target)) return `slack:${target.slice(1)}`
  if (/^#[A-Z0-9]+$/.test(target)) return `#${label || target.slice(1)}`
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`
  // An address keeps what it points to; "mailto:" was added by Slack.
  return target.startsWith('mailto:') ? label || withoutEscapes(target.slice(7)) : withoutEscapes(target)
}

/** “…” becomes "…", unless the text has straight ones already that close: then the others are part of a text. */
function straighten(text: string): string {
  const straight = text.split('"').length - 1
  return straight > 0 && straight % 2 === 0 ? text : text.replace(/[“”„‟]/g, '"')
}

/** Who gave a command, as far as Slack told. */
export interface Person {
  account: string
  name: string | undefined
  channel: string | undefined
  zone: string | undefined
}

export const toCaller = ({ account, name, channel, zone }: Person): Caller => ({
  platform: 'slack',
  account,
  ...(name && { name }),
  ...(channel && { channel }),
  ...(zone && { zone }),
})

/** What a form remembers of the command that opened it. */
export interface FormMemory {
  packed: string
  channel: string | undefined
  responseUrl: string | undefined
  /** Answers through the address can take each other's place. */
  replaceable: boolean
}

/** The memory as a modal carries it; undefined when it is longer than Slack takes. */
export function writeMemory(memory: FormMemory): string | undefined {
  const text = JSON.stringify(memory)
  return text.length <= LIMITS.modalMetadata ? text : undefined
}

export function readMemory(text: string): FormMemory | undefined {
  try {
    const memory = JSON.parse(text) as Partial<FormMemory> | null
    if (typeof memory?.packed !== 'string') return undefined
    const { packed, channel, responseUrl, replaceable = false } = memory
    return { packed, channel, responseUrl, replaceable }
  } catch {
    return undefined
  }
}

/** The state of one element of a modal, as far as our forms have such elements. */
export interface FieldState {
  type: string
  value?: string | null
  selected_option?: { value?: string } | null
  selected_options?: { value?: string }[] | null
  selected_date?: string | null
  selected_user?: string | null
  selected_users?: string[] | null
}

/** The invocation with the values of a sent form: a field left empty takes its option away. */
export function fillForm(
  invocation: Invocation,
  values: Record<string, Record<string, FieldState>>,
): Invocation {
  const options = { ...invocation.options }
  for (const [name, elements] of Object.entries(values)) {
    const value = Object.values(elements).map(optionValue).join('')
    if (value.trim() === '') delete options[name]
    else options[name] = value
  }
  return { path: invocation.path, options }
}

function optionValue(state: FieldState): string {
  switch (state.type) {
    case 'plain_text_input':
      return state.value ?? ''
    case 'static_select':
      return state.selected_option?.value ?? ''
    case 'multi_static_select':
      return (state.selected_options ?? []).map(option => option.value ?? '').join(',')
    case 'datepicker':
      return state.selected_date ?? ''
    case 'users_select':
      return state.selected_user ? `slack:${state.selected_user}` : ''
    case 'multi_users_select':
      return (state.selected_users ?? []).map(user => `slack:${user}`).join(',')
    default:
      throw new TypeError(`A form came back with an element we never put in: ${state.type}`)
  }
}
