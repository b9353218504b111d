/**
 * Shortens a message that is larger than Slack allows even with its long texts shortened (`shareRoom`), such as a list: the
 * end of its text goes, never its last buttons.
 */
import type { types } from '@slack/bolt'
import type { Block, Text } from '../../core/messages/message.ts'
import { cut, LIMITS } from './limits.ts'

type SlackBlock = types.KnownBlock
type RenderBlock = (block: Block) => SlackBlock[]

const NOTE: SlackBlock = {
  type: 'context',
  elements: [{ type: 'plain_text', text: 'Shortened here.', emoji: false }],
}

/** The limits of a message or a page. */
export interface Size {
  blocks: number
  bytes: number
}

export const MESSAGE_SIZE: Size = { blocks: LIMITS.messageBlocks, bytes: LIMITS.messageBytes }

const countBytes = (blocks: SlackBlock[]): number => Buffer.byteLength(JSON.stringify(blocks))

/** Whether rendered blocks are within the limits. */
export const fitsSize = (blocks: SlackBlock[], size: Size): boolean =>
  blocks.length <= size.blocks && countBytes(blocks) <= size.bytes

/** The rendered blocks within the limits, with a note where something was left out. */
export function fitBlocks(blocks: Block[], render: RenderBlock, size: Size): SlackBlock[] {
  const fits = (some: SlackBlock[]) => fitsSize(some, size)
  const whole = blocks.flatMap(render)
  if (fits(whole)) return whole
  const last = blocks.findLastIndex(block => block.kind === 'actions')
  const buttons = last < 0 ? [] : fitButtons(render(blocks[last]!), size.bytes / 2)
  const kept: SlackBlock[] = []
  for (const block of blocks.filter((_, i) => i !== last)) {
    const hasRoom = (more: SlackBlock[]) => fits([...kept, ...more, NOTE, ...buttons])
    const rendered = render(block)
    if (hasRoom(rendered)) {
      kept.push(...rendered)
      continue
    }
    kept.push(...longestThatFits(block, render, hasRoom, size.bytes))
    break
  }
  return [...kept, NOTE, ...buttons]
}

/** The first buttons that fit in so many bytes. */
function fitButtons(blocks: SlackBlock[], most: number): SlackBlock[] {
  const kept: SlackBlock[] = []
  for (const block of blocks) {
    if (block.type !== 'actions') continue
    const elements: typeof block.elements = []
    for (const element of block.elements) {
      if (countBytes([...kept, { ...block, elements: [...elements, element] }]) > most) break
      elements.push(element)
    }
    if (elements.length === 0) break
    kept.push({ ...block, elements })
  }
  return kept
}

/** As much of the block as fits, found by bisection. */
function longestThatFits(
  block: Block,
  render: RenderBlock,
  hasRoom: (blocks: SlackBlock[]) => boolean,
  most: number,
): SlackBlock[] {
  let best: SlackBlock[] = []
  let [low, high] = [0, most]
  while (low <= high) {
    const middle = (low + high) >> 1
    const tried = render(shortenBlock(block, middle))
    if (hasRoom(tried)) {
      best = tried
      low = middle + 1
    } else high = middle - 1
  }
  return best
}

/** The block with at most `most` characters; blocks that can't be shortened become empty. */
function shortenBlock(block: Block, most: number): Block {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: '' }
    case 'actions':
      return { ...block, actions: [] }
    case 'text':
    case 'note':
      return { ...block, text: shortenText(block.text, most) }
    case 'quote':
      return { ...block, text: cut(block.text, most) }
    case 'list':
      return { ...block, items: shortenEach(block.items, most, shortenText) }
    case 'fields':
      return {
        ...block,
        fields: shortenEach(block.fields, most, (field, rest) => ({
          ...field,
          value: shortenText(field.value, rest),
        })),
      }
    case 'table':
      return {
        ...block,
        rows: shortenEach(block.rows, most, (row, rest) => shortenEach(row, rest, shortenText)),
      }
  }
}

/** The first items, as many as fit; the last one of them is shortened itself. */
function shortenEach<T>(items: T[], most: number, shorten: (item: T, most: number) => T): T[] {
  const kept: T[] = []
  let left = most
  for (const item of items) {
    if (left <= 0) break
    kept.push(shorten(item, left))
    // At least one for each item, so that empty ones come to an end too.
    left -= Math.max(1, countCharacters(item))
  }
  return kept
}

const countCharacters = (item: unknown): number =>
  typeof item === 'string' ? item.length : JSON.stringify(item).length

function shortenText(text: Text, most: number): Text {
  if (typeof text === 'string') return cut(text, most)
  return shortenEach(text, most, (span, rest) => {
    if (typeof span === 'string') return cut(span, rest)
    // Instants, countdowns and commands can't be cut, and are short.
    if (span.kind === 'instant' || span.kind === 'countdown' || span.kind === 'command') return span
    return { ...span, text: cut(span.text, rest) }
  })
}
