/** Slack's payloads in the desk's terms. Pure. */

import type { Invocation, OfferedFile } from '../../core/grammar/invocation.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { withoutMentions, writeMention } from '../../core/text/mentions.ts'
import { toOptionName } from '../file-field.ts'
import { LIMITS } from './limits.ts'
import { findContinued, joinText, toMoreName } from './long-text.ts'

/**
 * The text of a slash command as its author typed it: links and channels by their names, Slack's escapes undone, and
 * mentions so that the core can tell an account from a name in free text. Quotation marks stay as they are: the
 * grammar knows the curly ones, and in a text for the record they belong to the text.
 */
export const decodeText = (text: string): string =>
  withoutMentions(text)
    .replace(/<([^<>]*)>|&(amp|lt|gt);/g, (whole, entity?: string, name?: string) =>
      entity === undefined ? (UNESCAPED[name ?? ''] ?? whole) : decodeEntity(entity),
    )
    .trim()

const UNESCAPED: Record<string, string> = { amp: '&', lt: '<', gt: '>' }

const withoutEscapes = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, (whole, name: string) => UNESCAPED[name] ?? whole)

function decodeEntity(entity: string): string {
  const bar = entity.indexOf('|')
  const [target, label] =
    bar < 0 ? [entity, ''] : [entity.slice(0, bar), withoutEscapes(entity.slice(bar + 1))]
  if (/^@[UW][A-Z0-9]+$/.test(target)) return writeMention(`slack:${target.slice(1)}`, label)
  if (/^#[A-Z0-9]+$/.test(target)) return `#${label || target.slice(1)}`
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`
  const address = withoutEscapes(target)
  return isAutomatic(address, label) ? label : address
}

/** Whether Slack made a link of a word: "itu.int" becomes "http://itu.int", "a@itu.int" becomes "mailto:a@itu.int". */
const isAutomatic = (address: string, label: string): boolean =>
  label !== '' &&
  address.replace(/^(?:https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '') === label.replace(/\/$/, '')

/** The author of a command, as far as Slack says. */
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
  // Slack's ids of direct messages begin with D.
  ...(channel?.startsWith('D') && { place: 'direct' as const }),
  ...(zone && { zone }),
})

/** The command that opened a form, as the form carries it. */
export interface FormMemory {
  packed: string
  channel: string | undefined
  responseUrl: string | undefined
  /** Whether an answer may replace an earlier one. */
  replaceable: boolean
}

/** The memory as text for a modal; undefined when it is longer than Slack allows. */
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

/** The state of one element of a modal, for the kinds of elements that our forms have. */
export interface FieldState {
  type: string
  value?: string | null
  selected_option?: { value?: string } | null
  selected_options?: { value?: string }[] | null
  selected_date?: string | null
  selected_user?: string | null
  selected_users?: string[] | null
  files?: SlackFile[] | null
}

/** A file that somebody put into a form, as far as it is ours to know. */
export interface SlackFile {
  id: string
  name?: string | null
  size?: number
  url_private_download?: string
  url_private?: string
}

/** The invocation with the values of a sent form; an empty field removes its option. `offer` makes files that can be fetched. */
export function fillForm(
  invocation: Invocation,
  values: Record<string, Record<string, FieldState>>,
  offer: (file: SlackFile) => OfferedFile,
): Invocation {
  const options = { ...invocation.options }
  const files: Record<string, OfferedFile> = {}
  const written: Record<string, string> = {}
  for (const [name, elements] of Object.entries(values)) {
    const [state] = Object.values(elements)
    if (state?.type !== 'file_input') written[name] = Object.values(elements).map(readElement).join('')
    else if (state.files?.[0]) files[toOptionName(name)] = offer(state.files[0])
  }
  for (const [name, value] of Object.entries(written)) {
    const start = findContinued(name)
    // The end of a text has no option of its own.
    if (start !== undefined && start in written) continue
    const whole = joinText(value, written[toMoreName(name)] ?? '')
    if (whole.trim() === '') delete options[name]
    else options[name] = whole
  }
  const { path, seen } = invocation
  return {
    path,
    options,
    ...(seen !== undefined && { seen }),
    ...(Object.keys(files).length > 0 && { files }),
  }
}

function readElement(state: FieldState): string {
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
      throw new TypeError(`A form came back with an element that is not ours: ${state.type}`)
  }
}
