import type { Invocation } from '../grammar/invocation.ts'
import type { CommandSpan, Text } from '../text/spans.ts'

export { cmd, code, countdown, instant, link, phrase, type Span, strong, type Text } from '../text/spans.ts'

/**
 * A message, before any platform's markup. It consists of blocks, and a block's text of spans. Messages are plain
 * data, so that an answer can be stored and shown again.
 */
export interface Message {
  /** The whole in one plain sentence: notifications, screen readers, a line in the terminal. Never empty. */
  summary: Text
  blocks: Block[]
  files?: readonly File[]
  /** The command that shows its texts whole, named where a platform has room for their beginnings only. */
  whole?: CommandSpan
  /** For a message that goes into a thread. */
  thread?: Thread
}

/** A thread, for platforms on which it has a name and members. Members are added silently; who leaves it stays out. */
export interface Thread {
  title: string
  /** The accounts in it from its beginning. */
  members: readonly string[]
  /** The accounts that this message brings into the thread. */
  joining: readonly string[]
}

/** A file that goes with a message. Messages are stored as JSON, so its bytes are text. */
export interface File {
  /** "mtg-7.ics" */
  name: string
  /** "text/calendar" */
  type: string
  content: string
  /** Left out: the content is text, in UTF-8. */
  encoding?: 'base64'
  /** Somebody asked for the file itself: where a message can't carry one it reaches them in another way. */
  asked?: true
  /** Its address on the web, if it is there, too: a reader who has the address needs no other copy. */
  url?: string
}

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: Text }
  /** Somebody's own words, shown as theirs. */
  | { kind: 'quote'; text: string }
  | { kind: 'fields'; fields: Field[] }
  | { kind: 'list'; items: Text[] }
  | { kind: 'table'; columns: string[]; rows: Text[][] }
  /** Small print. */
  | { kind: 'note'; text: Text }
  | { kind: 'actions'; actions: Action[] }

export interface Field {
  label: string
  value: Text
}

/** A button: a command with the options it already has. A form asks for the missing ones. */
export interface Action {
  label: string
  invocation: Invocation
  style?: 'primary' | 'danger'
  /** The address that it opens where a platform has buttons for addresses; elsewhere its command shows the same. */
  url?: string
}

export const heading = (text: string): Block => ({ kind: 'heading', text })
export const text = (text: Text): Block => ({ kind: 'text', text })
export const quote = (text: string): Block => ({ kind: 'quote', text })
export const list = (items: Text[]): Block => ({ kind: 'list', items })
export const table = (columns: string[], rows: Text[][]): Block => ({ kind: 'table', columns, rows })
export const note = (text: Text): Block => ({ kind: 'note', text })
export const actions = (actions: Action[]): Block => ({ kind: 'actions', actions })

/** A file of bytes that are no text, which somebody asked for: a .docx, an .xlsx. */
export const binaryFile = (name: string, type: string, bytes: Uint8Array): File => ({
  name,
  type,
  content: bytes.toBase64(),
  encoding: 'base64',
  asked: true,
})

/** The bytes of a file as it is sent. */
export const fileBytes = ({ content, encoding }: File): Uint8Array =>
  encoding === 'base64' ? Uint8Array.fromBase64(content) : new TextEncoder().encode(content)

/** Fields in the order given; those whose value is undefined are left out. */
export const fields = (values: Record<string, Text | undefined>): Block => ({
  kind: 'fields',
  fields: Object.entries(values).flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }])),
})

/** A button for a command with the options it already has. */
export const action = (
  label: string,
  path: string,
  options: Record<string, string>,
  style?: Action['style'],
): Action => ({ label, invocation: { path, options }, ...(style && { style }) })

/** A message of one sentence. */
export const sentence = (summary: Text): Message => ({ summary, blocks: [text(summary)] })

/** The same button for an act that decides about what the message shows: version `seen` of the entry. */
export const onSeen = (seen: number, { invocation, ...rest }: Action): Action => ({
  ...rest,
  invocation: { ...invocation, seen },
})
