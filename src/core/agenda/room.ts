import type { Room } from '../rooms/room.ts'
import { INPUT } from './agenda.ts'
import { agendaCommands } from './commands.ts'
import { contributionCommands } from './contribution-commands.ts'
import { CONTRIBUTION } from './contributions.ts'
import { inputAnnounced } from './notices.ts'

/** The agenda of a meeting, and the contributions announced to it. */
export const agendaRoom: Room = {
  name: 'agenda',
  commands: [...agendaCommands, ...contributionCommands],
  notices: [inputAnnounced],
  references: [INPUT, CONTRIBUTION],
}
