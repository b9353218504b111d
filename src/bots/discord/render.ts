/**
 * A message as Discord's components (version 2): one container with texts and rows of buttons, in order. Embeds were
 * rejected: with components buttons stand where they belong, there is room for 40 parts, the bot needs no permission "Embed
 * Links", and messages can be marked invisibly (see marker.ts).
 *
 * Long texts share the room (`shareRoom`). Texts that are still too long are cut, with "…" and a note at the end;
 * buttons stay. The note names buttons that don't fit as commands. Pure: the custom ids of the buttons come from
 * outside.
 */

import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIContainerComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Action, Block, Message } from '../../core/messages/message.ts'
import { plainText } from '../../core/messages/plain.ts'
import { shareRoom } from '../../core/messages/share.ts'
import { blockPieces } from './blocks.ts'
import { cut, LIMITS } from './limits.ts'
import type { Marker } from './marker.ts'
import { isVisible, oneLine, type Piece, pieces, type Room, raw, shorten } from './markup.ts'
import { type CommandPaths, NO_COMMANDS } from './paths.ts'

export interface Rendered {
  flags: MessageFlags.IsComponentsV2
  components: [APIContainerComponent]
}

/** A message whose text phones show in their notification. */
export interface Announced {
  flags: MessageFlags.SuppressEmbeds
  content: string
  components: APIActionRowComponent<APIButtonComponent>[]
}

/** The most buttons a message can have at all: six rows. */
const MOST_BUTTONS = 30

/** The message's buttons in order; `render` needs a custom id for each. */
export const findButtons = (message: Message): Action[] =>
  message.blocks.flatMap(block => (block.kind === 'actions' ? block.actions : [])).slice(0, MOST_BUTTONS)

/** The settings of rendering a message. */
export interface RenderOptions {
  /** By which the message is found again. */
  marker?: Marker
  commandPaths?: CommandPaths
}

/** `customIds`: one for each of `findButtons(message)`. */
export function render(
  message: Message,
  customIds: readonly string[],
  { marker, commandPaths = NO_COMMANDS }: RenderOptions = {},
): Rendered {
  const shared = shareRoom(message, tried => fitsWhole(tried, commandPaths))
  const { parts, left } = layOut(toParts(shared, commandPaths), message.files?.length ?? 0)
  const notes =
    left.length === 0 ? [] : [`More: ${left.map(a => `/${formatLine(a.invocation)}`).join('   ')}`]
  const room = roomFor(parts)
  const components: APIComponentInContainer[] = []
  let [whole, button] = [true, 0]
  for (const part of parts) {
    if (part.kind === 'row') {
      const buttons = part.actions.map(action => renderButton(action, customIds[button++]!))
      components.push({ type: ComponentType.ActionRow, components: buttons })
    } else if (whole) {
      const fitted = shorten(part.pieces, room)
      whole = fitted.whole
      components.push({ type: ComponentType.TextDisplay, content: fitted.markup })
    }
  }
  if (!whole) notes.unshift('Shortened here.')
  if (notes.length > 0) components.push({ type: ComponentType.TextDisplay, content: noteMarkup(notes) })
  return { flags: MessageFlags.IsComponentsV2, components: [mark(components, marker)] }
}

/** The room for the texts of these parts, less what the notes may need. */
const roomFor = (parts: readonly Part[]): Room => ({
  chars: LIMITS.message.text - NOTE_ROOM,
  bytes: LIMITS.message.bytes - 3 * NOTE_ROOM - LIMITS.message.bytesPerDisplay * (parts.length + 1),
})

/** Whether all texts of the message can be shown whole. */
function fitsWhole(message: Message, commands: CommandPaths): boolean {
  const { parts } = layOut(toParts(message, commands), message.files?.length ?? 0)
  const room = roomFor(parts)
  return parts.every(part => part.kind === 'row' || shorten(part.pieces, room).whole)
}

/**
 * The message as it is first sent. Phones announce a message of components by the bot's name alone (discord-api-docs issue
 * 7854), so it is sent as plain content where its text fits and its buttons come last: the same text, the same buttons.
 * A message without buttons has nothing that could carry the marker.
 */
export function renderAnnounced(
  message: Message,
  customIds: readonly string[],
  options: RenderOptions & { marker: Marker },
): Announced | Rendered {
  const { marker, commandPaths = NO_COMMANDS } = options
  const [first, ...rows] = toParts(message, commandPaths)
  const areRows = rows.every(part => part.kind === 'row')
  if (first?.kind === 'text' && areRows && rows.length >= 1 && rows.length <= LIMITS.content.rows) {
    const { text: chars } = LIMITS.content
    const { markup, whole } = shorten(first.pieces, { chars, bytes: LIMITS.message.bytes })
    if (whole)
      return {
        flags: MessageFlags.SuppressEmbeds,
        content: markup,
        components: buttonRows(rows, customIds, marker),
      }
  }
  return render(message, customIds, options)
}

function buttonRows(
  rows: { actions: Action[] }[],
  customIds: readonly string[],
  marker: Marker,
): Announced['components'] {
  let button = 0
  return rows.map(({ actions }, i) => ({
    type: ComponentType.ActionRow,
    ...(i === 0 && { id: marker.outer }),
    components: actions.map((action, j) => ({
      ...renderButton(action, customIds[button++]!),
      ...(i === 0 && j === 0 && { id: marker.inner }),
    })),
  }))
}

function mark(components: APIComponentInContainer[], marker: Marker | undefined): APIContainerComponent {
  if (marker === undefined) return { type: ComponentType.Container, components }
  const [first, ...others] = components
  const marked = { ...first!, id: marker.inner }
  return { type: ComponentType.Container, id: marker.outer, components: [marked, ...others] }
}

type Part = { kind: 'text'; pieces: Piece[] } | { kind: 'row'; actions: Action[] }

/** Neighbouring texts become one part, buttons become rows of five. The first part is always a visible text. */
function toParts(message: Message, commands: CommandPaths): Part[] {
  const parts: Part[] = []
  let before: Block['kind'] | undefined
  const say = (kind: Block['kind'], said: Piece[]) => {
    const last = parts.at(-1)
    if (last?.kind !== 'text') parts.push({ kind: 'text', pieces: said })
    else last.pieces.push(raw(before === 'text' && kind === 'text' ? '\n\n' : '\n'), ...said)
    before = kind
  }
  const [first] = message.blocks
  if (
    first === undefined ||
    (first.kind !== 'heading' && first.kind !== 'text') ||
    blockPieces(first, commands).length === 0
  )
    say('text', summaryPieces(message, commands))
  for (const block of message.blocks) {
    if (block.kind !== 'actions') {
      const said = blockPieces(block, commands)
      if (said.length > 0) say(block.kind, said)
    } else
      for (let i = 0; i < block.actions.length; i += LIMITS.row.buttons)
        parts.push({ kind: 'row', actions: block.actions.slice(i, i + LIMITS.row.buttons) })
  }
  return parts
}

/** The summary, which notifications and screen readers read first, for a message that doesn't begin with a text. */
const summaryPieces = (message: Message, commands: CommandPaths): Piece[] =>
  isVisible(plainText(message.summary)) ? pieces(message.summary, ' ', commands) : [raw('(no text)')]

/**
 * The parts for which there is room, and the buttons for which there isn't. A component each is kept for the
 * container, the note, each file, and a text after each row; texts on both sides of a row left out become one.
 */
function layOut(all: Part[], files: number): { parts: Part[]; left: Action[] } {
  const parts: Part[] = []
  const left: Action[] = []
  let room = LIMITS.message.components - 2 - files
  let buttons = MOST_BUTTONS
  for (const part of all) {
    const last = parts.at(-1)
    if (part.kind === 'text') {
      if (last?.kind === 'text') last.pieces.push(raw('\n'), ...part.pieces)
      else {
        parts.push({ kind: 'text', pieces: [...part.pieces] })
        room -= 1
      }
    } else if (left.length === 0 && room - 1 - part.actions.length >= 1 && part.actions.length <= buttons) {
      parts.push(part)
      room -= 1 + part.actions.length
      buttons -= part.actions.length
    } else left.push(...part.actions)
  }
  return { parts, left }
}

/** Room for the notes at the end. */
const NOTE_ROOM = 500

const noteMarkup = (notes: string[]): string =>
  notes
    .map(said => shorten([raw('-# '), ...pieces(cut(oneLine(said), 200))], { chars: 230, bytes: 690 }).markup)
    .join('\n')

function renderButton({ label: said, invocation, style, url }: Action, customId: string): APIButtonComponent {
  const label = cut(isVisible(said) ? oneLine(said) : invocation.path, LIMITS.button.label)
  const type = ComponentType.Button
  return url !== undefined && url.length <= LIMITS.button.url
    ? { type, style: ButtonStyle.Link, label, url }
    : { type, style: toButtonStyle(style), label, custom_id: customId }
}

type PressedStyle = ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Danger

function toButtonStyle(style: Action['style']): PressedStyle {
  switch (style) {
    case 'primary':
      return ButtonStyle.Primary
    case 'danger':
      return ButtonStyle.Danger
    case undefined:
      return ButtonStyle.Secondary
  }
}
