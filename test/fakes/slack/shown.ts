/** Messages and modals as people see them. */
import type { Shown, ShownForm } from '../../support/chat.ts'
import { inputsOf } from './forms.ts'
import { BOT, type Home, type Message, type Modal } from './workspace.ts'

type Json = Record<string, unknown>

export const showMessage = (message: Message): Shown => ({
  // With blocks, `text` isn't shown.
  text:
    message.blocks.length > 0
      ? (message.blocks as Json[]).map(showBlock).filter(Boolean).join('\n')
      : showMrkdwn(message.text),
  buttons: buttonsOf(message).map(button => String((button.text as Json).text)),
  payload: message,
  channel: message.channel,
  reference: `${message.channel}:${message.ts}`,
})

/** A Home tab as its owner sees it. */
export const showHome = ({ view, ...home }: Home, account: string): Shown =>
  showMessage({
    ...home,
    ts: home.id,
    channel: account,
    text: '',
    blocks: view.blocks as unknown[],
    user: BOT.user,
    bot_id: BOT.bot,
    edits: 0,
  })

export const buttonsOf = (message: Pick<Message, 'blocks'>): Json[] =>
  (message.blocks as Json[]).flatMap(block => (block.type === 'actions' ? (block.elements as Json[]) : []))

function showBlock(block: Json): string {
  const elements = (block.elements ?? []) as Json[]
  switch (block.type) {
    case 'header':
      return String((block.text as Json).text)
    case 'context':
      return elements.map(showText).join(' ')
    case 'rich_text':
      return elements.map(showRich).join('\n')
    default:
      return ''
  }
}

const showText = (text: Json): string =>
  text.type === 'mrkdwn' ? showMrkdwn(String(text.text)) : String(text.text)

function showRich(part: Json): string {
  const elements = part.elements as Json[]
  if (part.type === 'rich_text_list') return elements.map(item => `• ${showRich(item)}`).join('\n')
  return elements.map(showSpan).join('')
}

function showSpan(span: Json): string {
  switch (span.type) {
    case 'link':
      return String(span.text ?? span.url)
    case 'date':
      return showDate(Number(span.timestamp), String(span.format))
    default:
      return String(span.text ?? '')
  }
}

/** Dates resolved, escapes undone; formatting characters are left as they are. */
export const showMrkdwn = (text: string): string =>
  text
    .replace(/<!date\^(\d+)\^([^|>]+)\|[^>]*>/g, (_, seconds: string, format: string) =>
      showDate(Number(seconds), format),
    )
    .replace(/<[^>|]+\|([^>]+)>/g, '$1')
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('\u200B', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const GENEVA_DATE = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Zurich', dateStyle: 'full' })
const GENEVA_TIME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Zurich', timeStyle: 'short' })

/** As a reader in Geneva sees it. */
function showDate(seconds: number, format: string): string {
  return format
    .replace('{date_long_pretty}', GENEVA_DATE.format(seconds * 1000))
    .replace('{time}', GENEVA_TIME.format(seconds * 1000))
    .replace('{ago}', 'as counted now')
}

export function showForm(modal: Modal, errors: Record<string, string> = {}): ShownForm {
  const { view } = modal
  return {
    title: String((view.title as Json).text),
    fields: inputsOf(view).map(block => {
      const element = block.element as Json
      const options = element.options as { text: Json; value: string }[] | undefined
      return {
        name: String(block.block_id),
        label: String((block.label as Json).text),
        required: block.optional !== true,
        hint: (block.hint as Json | undefined)?.text as string | undefined,
        value: initialValue(element),
        choices: options?.map(option => option.value),
      }
    }),
    errors,
    payload: modal,
  }
}

/** The value of a field when the modal opens, as our commands write it. */
function initialValue(element: Json): string | undefined {
  const option = element.initial_option as { value: string } | undefined
  const options = element.initial_options as { value: string }[] | undefined
  const user = element.initial_user as string | undefined
  return (
    (element.initial_value as string | undefined) ??
    (element.initial_date as string | undefined) ??
    option?.value ??
    options?.map(o => o.value).join(',') ??
    (user && `slack:${user}`) ??
    (element.initial_users as string[] | undefined)?.map(id => `slack:${id}`).join(',')
  )
}
