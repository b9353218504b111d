/** A link to the page on the web that shows the same as a message, and more. */
import { link } from '../text/spans.ts'
import { type Block, type Message, note } from './message.ts'

/** The message with a link to the page at `path`, above its buttons; as it is where there is no page or no web. */
export function withPage<M extends Message>(
  message: M,
  publicUrl: string | undefined,
  path: string | undefined,
): M {
  if (publicUrl === undefined || path === undefined) return message
  const { blocks } = message
  const isLast = (block: Block | undefined) => block?.kind === 'actions'
  const end = isLast(blocks.at(-1)) ? blocks.length - 1 : blocks.length
  return {
    ...message,
    blocks: [...blocks.slice(0, end), note([link('On a page', `${publicUrl}${path}`)]), ...blocks.slice(end)],
  }
}
