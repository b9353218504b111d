/** What waits for somebody, from the sources that rooms contribute. */
import { actions, heading, list, type Message, note } from '../messages/message.ts'
import type { Asking, WaitingItem, WaitingSource } from '../rooms/room.ts'

/** As many buttons as fit under a list on every platform. */
const MAX_BUTTONS = 5

/** What waits for the actor, room by room, in each the longest waiting first. */
export const findWaiting = async (
  sources: readonly WaitingSource[],
  asking: Asking,
): Promise<WaitingItem[]> => (await Promise.all(sources.map(source => source(asking)))).flat()

/** A list of what waits, with buttons to do it. */
export function renderWaiting(title: string, items: WaitingItem[]): Message {
  const buttons = items.flatMap(({ action, others = [] }) => [action, ...others])
  return {
    summary: `${title}: ${items.map(i => i.text).join('; ')}.`,
    blocks: [
      heading(title),
      list(items.map(i => i.text)),
      actions(buttons.slice(0, MAX_BUTTONS)),
      ...(buttons.length > MAX_BUTTONS ? [note(`Buttons for the first ${MAX_BUTTONS} are shown.`)] : []),
    ],
  }
}
