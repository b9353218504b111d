/** Waiting items, from the sources that rooms contribute. */
import { action, actions, heading, list, type Message } from '../messages/message.ts'
import type { Asking, WaitingItem, WaitingSource } from '../rooms/room.ts'

/**
 * As many buttons as are easily seen under a list, besides the one to the next page. Each line has one or more, so that
 * this bounds the lines of a page, too: every platform shows it whole.
 */
const MAX_BUTTONS = 8

/** The waiting items of the actor, room by room, in each the longest waiting first. */
export const findWaiting = async (
  sources: readonly WaitingSource[],
  asking: Asking,
): Promise<WaitingItem[]> => (await Promise.all(sources.map(source => source(asking)))).flat()

/**
 * A page of waiting items, with the buttons for all of them, and to the pages before and after it. If that page is no
 * longer there, since some items were done, the last page is shown.
 */
export function renderWaiting(title: string, items: readonly WaitingItem[], page = 1): Message {
  const pages = toPages(items)
  const number = Math.min(page, pages.length)
  const shown = pages[number - 1]!
  const of = pages.length > 1 ? `, page ${number} of ${pages.length}` : ''
  const turn = (label: string, to: number) =>
    to >= 1 && to <= pages.length ? [action(label, 'waiting', { page: String(to) })] : []
  return {
    summary: `${title}${of}: ${shown.map(i => i.text).join('; ')}.`,
    blocks: [
      heading(`${title}${of}`),
      list(shown.map(i => i.text)),
      actions([
        ...shown.flatMap(buttonsOf),
        ...turn('Previous page', number - 1),
        ...turn('Next page', number + 1),
      ]),
    ],
  }
}

const buttonsOf = ({ action, others = [] }: WaitingItem) => [action, ...others]

/** Each item with all its buttons on one page. */
function toPages(items: readonly WaitingItem[]): WaitingItem[][] {
  const pages: WaitingItem[][] = [[]]
  for (const item of items) {
    const last = pages.at(-1)!
    const buttons = last.flatMap(buttonsOf).length + buttonsOf(item).length
    if (last.length > 0 && buttons > MAX_BUTTONS) pages.push([item])
    else last.push(item)
  }
  return pages
}
