/** Messages as Slack's blocks. Pure; `shorten.ts` brings them under the limits of a whole message. */

import type { types } from '@slack/bolt'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Action, Block, Field, Message, Text } from '../../core/messages/message.ts'
import { plainText } from '../../core/messages/plain.ts'
import { GENEVA } from '../../core/time/geneva.ts'
import { cut, isVisible, LIMITS, plainLabel } from './limits.ts'
import { SLACK } from './manifest.ts'
import { fitBlocks, MESSAGE_ROOM, type Room } from './shorten.ts'
import { cutEscaped, joined, literal, mrkdwn, richElements } from './spans.ts'

/** What a message on Slack is made of. `text` is for notifications and screen readers. */
export interface Rendered {
  text: string
  blocks: types.KnownBlock[]
}

/** The lines that buttons carry, for those whose own line is too long to be carried. */
export type Packed = ReadonlyMap<Action, string>

/** The message for Slack, always within the limits of a message, or of what else has `room` for it. */
export function render(message: Message, packed: Packed = new Map(), room: Room = MESSAGE_ROOM): Rendered {
  const said = plainText(message.summary, GENEVA, SLACK.commandPrefix)
  const summary = isVisible(said) ? said : '–'
  let buttons = 0
  const button = (action: Action) => buttonOf(action, packed, `do:${buttons++}`)
  const blocks = fitBlocks(message.blocks, block => blocksOf(block, button), room)
  return {
    text: cutEscaped(summary, LIMITS.messageText),
    blocks: blocks.length > 0 ? blocks : richText([sectionOf(literal(cut(summary, LIMITS.textObject)))]),
  }
}

function blocksOf(block: Block, button: (action: Action) => types.Button[]): types.KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return isVisible(block.text) ? [{ type: 'header', text: plain(block.text, LIMITS.header) }] : []
    case 'text':
      return richText([sectionOf(richElements(block.text))])
    case 'quote':
      return richText([
        { type: 'rich_text_quote', elements: isVisible(block.text) ? literal(block.text) : [] },
      ])
    case 'fields':
      return richText([sectionOf(block.fields.flatMap(fieldOf))])
    case 'list':
      return richText([listOf(block.items.map(richElements))])
    case 'table':
      return richText([listOf(block.rows.map(row => rowOf(block.columns, row)))])
    case 'note': {
      const text = mrkdwn(block.text, LIMITS.textObject)
      return isVisible(text)
        ? [{ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }]
        : []
    }
    case 'actions':
      return chunks(block.actions.flatMap(button), LIMITS.actionElements).map(elements => ({
        type: 'actions',
        elements,
      }))
  }
}

type RichTextPart = types.RichTextBlockElement

/** A block of the parts that have something in them. */
function richText(parts: RichTextPart[]): types.KnownBlock[] {
  const elements = parts.filter(part => part.elements.length > 0)
  return elements.length > 0 ? [{ type: 'rich_text', elements }] : []
}

const sectionOf = (elements: types.RichTextElement[]): types.RichTextSection => ({
  type: 'rich_text_section',
  elements: joined(elements),
})

const listOf = (items: types.RichTextElement[][]): types.RichTextList => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: items.filter(elements => elements.length > 0).map(sectionOf),
})

/** "Label: value", a line each: Slack's two columns of fields break long values and know no rich text. */
function fieldOf({ label, value }: Field, index: number): types.RichTextElement[] {
  const elements = richElements(value)
  return [
    ...(index > 0 ? literal('\n') : []),
    ...literal(`${plainLabel(label, LIMITS.header)}: `, { bold: true }),
    ...(elements.length > 0 ? elements : literal('–')),
  ]
}

/**
 * A row of a table as a line: "first cell · Column: cell · …". Slack's own table block was rejected: one a
 * message, shown below everything else wherever it stands, and cut off on a telephone.
 */
function rowOf(columns: string[], row: Text[]): types.RichTextElement[] {
  const cells = row.map(richElements)
  return cells.flatMap((elements, i) => {
    if (elements.length === 0) return []
    const first = cells.findIndex(cell => cell.length > 0) === i
    const title = columns[i] ?? ''
    const label = i > 0 && isVisible(title) ? literal(`${plainLabel(title, LIMITS.header)}: `) : []
    return [...(first ? [] : literal(' · ')), ...label, ...(i === 0 ? elements.map(bold) : elements)]
  })
}

const bold = (element: types.RichTextElement): types.RichTextElement =>
  element.type === 'text' ? { ...element, style: { ...element.style, bold: true } } : element

/**
 * None when nobody packed an action whose line is too long for a button. The id need only be unique in the
 * message; what a button does is in its value.
 */
function buttonOf(action: Action, packed: Packed, id: string): types.Button[] {
  const value = packed.get(action) ?? formatLine(action.invocation).toWellFormed()
  if (value.length > LIMITS.buttonValue) return []
  const text = plain(action.label, LIMITS.buttonText, action.invocation.path)
  return [{ type: 'button', action_id: id, text, value, ...(action.style && { style: action.style }) }]
}

/** Text that stays as it is: no markup, no emoji. */
export const plain = (text: string, most: number, instead?: string): types.PlainTextElement => ({
  type: 'plain_text',
  text: plainLabel(text, most, instead),
  emoji: false,
})

const chunks = <T>(items: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
