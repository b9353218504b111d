/**
 * Long quotations in one message share the room that a platform has: none pushes out another, and what decides (states,
 * positions, the next step, dates) stays whole. Renderers say what fits; this says what is shortened.
 */
import { fairShares } from '../text/shares.ts'
import { phrase, type Text } from '../text/spans.ts'
import { type Block, type Message, note } from './message.ts'

/** Texts of at most so many characters (code points) are never shortened. */
const SHORT = 120

/** The least that is shown of a longer one, in characters. */
const LEAST = 24

/**
 * The message with its long texts shortened as far as `fits` asks for, and a note that says where the whole is. The same
 * message where it fits, or where shortening its texts doesn't help: then it is a list, of which the renderer shows the
 * beginning. Pure, as long as `fits` is.
 */
export function shareRoom(message: Message, fits: (message: Message) => boolean): Message {
  if (fits(message)) return message
  const texts = longTexts(message)
  const shortenTo = (room: number): Message => withTexts(message, fairShares(texts, room))
  let low = LEAST * texts.length
  let high = texts.reduce((sum, t) => sum + [...t].length, 0)
  if (texts.length === 0 || !fits(shortenTo(low))) return message
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(shortenTo(middle))) low = middle
    else high = middle - 1
  }
  return shortenTo(low)
}

const isLong = (text: string): boolean => text.length > SHORT && [...text].length > SHORT

/** The texts that may be shortened, in the order in which `withTexts` takes them: words of people, in plain text. */
function longTexts(message: Message): string[] {
  const found: string[] = []
  mapTexts(message.blocks, text => {
    found.push(text)
    return text
  })
  return found
}

function withTexts(message: Message, shares: readonly { text: string }[]): Message {
  let next = 0
  const blocks = mapTexts(message.blocks, () => shares[next++]!.text)
  const where = message.whole
    ? note(phrase`Long texts are shortened here. The whole: ${message.whole}`)
    : note('Shortened here.')
  const buttons = blocks.at(-1)?.kind === 'actions' ? 1 : 0
  return { ...message, blocks: blocks.toSpliced(blocks.length - buttons, 0, where) }
}

/** The blocks with each long text replaced. Strong words are what decides, and tables are lists: both stay. */
function mapTexts(blocks: readonly Block[], replace: (text: string) => string): Block[] {
  const mapString = (text: string): string => (isLong(text) ? replace(text) : text)
  const mapText = (text: Text): Text =>
    typeof text === 'string'
      ? mapString(text)
      : text.map(span => (typeof span === 'string' ? mapString(span) : span))
  const mapBlock = (block: Block): Block => {
    switch (block.kind) {
      case 'quote':
        return { ...block, text: mapString(block.text) }
      case 'text':
      case 'note':
        return { ...block, text: mapText(block.text) }
      case 'fields':
        return { ...block, fields: block.fields.map(f => ({ ...f, value: mapText(f.value) })) }
      case 'list':
        return { ...block, items: block.items.map(mapText) }
      case 'heading':
      case 'table':
      case 'actions':
        return block
    }
  }
  return blocks.map(mapBlock)
}
