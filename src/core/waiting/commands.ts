import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { actions, heading, list, type Message, note, sentence } from '../messages/message.ts'
import { findWaiting, type WaitingItem } from './waiting.ts'

/** As many buttons as fit under a list on every platform. */
const BUTTONS = 5

const waiting = command({
  path: 'waiting',
  summary: 'What waits for you: positions to take, issues to take up, outcomes to record',
  options: {},
  effect: 'read',
  who: everybody,
  async run(_, { tx, now, actor }) {
    const items = await findWaiting(tx, actor.roles, now)
    return items.length === 0
      ? sentence(`Nothing waits for you. ${actor.known}`)
      : waitingMessage('What waits for you', items)
  },
})

/** A list of what waits, with buttons to do it. */
export const waitingMessage = (title: string, items: WaitingItem[]): Message => ({
  summary: `${title}: ${items.map(i => i.text).join('; ')}.`,
  blocks: [
    heading(title),
    list(items.map(i => i.text)),
    actions(items.slice(0, BUTTONS).map(i => i.action)),
    ...(items.length > BUTTONS ? [note(`Buttons for the first ${BUTTONS} are shown.`)] : []),
  ],
})

export const waitingCommands: AnyCommand[] = [waiting]
