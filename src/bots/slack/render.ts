/** Messages as Slack's blocks. Pure; `shorten.ts` keeps them within the limits of a message. */

import type { types } from '@slack/bolt'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Action, Block, Field, Message, Text } from '../../core/messages/message.ts'
import { plainText } from '../../core/messages/plain.ts'
import { shareRoom } from '../../core/messages/share.ts'
import { GENEVA } from '../../core/time/geneva.ts'
import { cut, isVisible, LIMITS, plainLabel } from './limits.ts'
import { SLACK } from './manifest.ts'
import { fitBlocks, fitsSize, MESSAGE_SIZE, type Size } from './shorten.ts'
import { joinElements, literal, mrkdwn, richElements } from './spans.ts'
import { renderSpoken } from './spoken.ts'

/** A message for Slack. `text` is the whole of it in plain words, for screen readers. */
export interface Rendered {
  text: string
  blocks: types.KnownBlock[]
}

/** The values of buttons whose own command line is too long. */
export type Packed = ReadonlyMap<Action, string>

/** The message for Slack, within the limits of `size`. */
export function render(message: Message, packed: Packed = new Map(), size: Size = MESSAGE_SIZE): Rendered {
  const said = plainText(message.summary, GENEVA, SLACK.commandPrefix)
  const summary = isVisible(said) ? said : '–'
  const renderAll = (): ((block: Block) => types.KnownBlock[]) => {
    let buttons = 0
    return block => renderBlock(block, action => toButton(action, packed, `do:${buttons++}`))
  }
  const shared = shareRoom(message, ({ blocks }) => fitsSize(blocks.flatMap(renderAll()), size))
  const blocks = fitBlocks(shared.blocks, renderAll(), size)
  return {
    text: renderSpoken(message),
    blocks: blocks.length > 0 ? blocks : richText([toSection(literal(cut(summary, LIMITS.textObject)))]),
  }
}

function renderBlock(block: Block, button: (action: Action) => types.Button[]): types.KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return isVisible(block.text) ? [{ type: 'header', text: plain(block.text, LIMITS.header) }] : []
    case 'text':
      return richText([toSection(richElements(block.text))])
    case 'quote':
      return richText([
        { type: 'rich_text_quote', elements: isVisible(block.text) ? literal(block.text) : [] },
      ])
    case 'fields':
      return richText([toSection(block.fields.flatMap(renderField))])
    case 'list':
      return richText([toList(block.items.map(richElements))])
    case 'table':
      return richText([toList(block.rows.map(row => renderRow(block.columns, row)))])
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

/** A block of the parts that aren't empty. */
function richText(parts: RichTextPart[]): types.KnownBlock[] {
  const elements = parts.filter(part => part.elements.length > 0)
  return elements.length > 0 ? [{ type: 'rich_text', elements }] : []
}

const toSection = (elements: types.RichTextElement[]): types.RichTextSection => ({
  type: 'rich_text_section',
  elements: joinElements(elements),
})

const toList = (items: types.RichTextElement[][]): types.RichTextList => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: items.filter(elements => elements.length > 0).map(toSection),
})

/** "Label: value", a line each: Slack's two columns of fields break long values and have no rich text. */
function renderField({ label, value }: Field, index: number): types.RichTextElement[] {
  const elements = richElements(value)
  return [
    ...(index > 0 ? literal('\n') : []),
    ...literal(`${plainLabel(label, LIMITS.header)}: `, { bold: true }),
    ...(elements.length > 0 ? elements : literal('–')),
  ]
}

/**
 * A row of a table as a line: "first cell · Column: cell · …". Slack's own table block was rejected: a message may have
 * one, which is shown below everything else and cut off on a phone.
 */
function renderRow(columns: string[], row: Text[]): types.RichTextElement[] {
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
 * None when an action is too long for a button and wasn't packed. The id need only be unique in the message; the value
 * says what the button does.
 */
function toButton(action: Action, packed: Packed, id: string): types.Button[] {
  const text = plain(action.label, LIMITS.buttonText, action.invocation.path)
  if (action.url !== undefined && action.url.length <= LIMITS.url)
    return [{ type: 'button', action_id: id, text, url: action.url }]
  const value = packed.get(action) ?? formatLine(action.invocation).toWellFormed()
  if (value.length > LIMITS.buttonValue) return []
  return [{ type: 'button', action_id: id, text, value, ...(action.style && { style: action.style }) }]
}

/** Text without markup and emoji. */
export const plain = (text: string, most: number, instead?: string): types.PlainTextElement => ({
  type: 'plain_text',
  text: plainLabel(text, most, instead),
  emoji: false,
})

const chunks = <T>(items: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
