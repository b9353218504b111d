import { command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { sentence } from '../messages/message.ts'
import { parsePage } from '../messages/pages.ts'
import { describeKnown } from '../roles/actor.ts'
import type { HomePart, Room, WaitingSource } from '../rooms/room.ts'
import { handoverNotice } from './handover.ts'
import { findWaiting, renderWaiting } from './waiting.ts'

/** Waiting items: a command, a part of the home page, and a notice to the person who takes over a role. */
export const waitingRoom = (sources: readonly WaitingSource[]): Room => ({
  name: 'waiting',
  commands: [waitingCommand(sources)],
  notices: [handoverNotice(sources)],
  home: [waitingPart(sources)],
})

const waitingCommand = (sources: readonly WaitingSource[]) =>
  command({
    path: 'waiting',
    also: ['inbox', 'tasks', 'todo'],
    form: { title: 'What waits for you', submit: 'Show' },
    summary: 'Your open items: positions to take, issues to take up, outcomes to record',
    options: { page: optional(option.own({ label: 'Page', example: '2' }, parsePage)) },
    effect: 'read',
    who: everybody,
    async run({ page = 1 }, context) {
      const items = await findWaiting(sources, context)
      return items.length === 0
        ? sentence(`Nothing is waiting for you. ${describeKnown(context.actor)}`)
        : renderWaiting('Waiting for you', items, page)
    },
  })

const waitingPart = (sources: readonly WaitingSource[]): HomePart => ({
  title: 'Waiting for you',
  none: 'Nothing is waiting for you.',
  all: 'waiting',
  lines: asking => findWaiting(sources, asking),
})
