import { action } from '../messages/message.ts'
import { isTsb } from '../roles/actor.ts'
import type { Room } from '../rooms/room.ts'
import { INPUT } from './agenda.ts'
import { agendaCommands } from './commands.ts'
import { contributionCommands } from './contribution-commands.ts'
import {
  CONTRIBUTION,
  contributionRef,
  contributionWords,
  unregisteredContributions,
} from './contributions.ts'
import { inputAnnounced } from './notices.ts'

/** The agenda of a meeting, and the contributions announced to it. */
export const agendaRoom: Room = {
  name: 'agenda',
  commands: [...agendaCommands, ...contributionCommands],
  notices: [inputAnnounced],
  references: [INPUT, CONTRIBUTION],
  // TSB accepts what people without a role announce.
  waiting: async ({ tx, actor }) =>
    isTsb(actor)
      ? (await unregisteredContributions(tx)).map(c => ({
          text: `accept or withdraw a contribution of somebody who is not registered: ${contributionWords(c)}`,
          action: action(`Accept ${contributionRef(c)}`, 'contribution accept', {
            contribution: contributionRef(c),
          }),
        }))
      : [],
}
