import type { Room } from '../rooms/room.ts'
import { ACCESS } from './access.ts'
import { webCommands } from './commands.ts'
import { commandProposed } from './notices.ts'
import { PROPOSAL } from './proposals.ts'

/** Access to the web, and proposals of programs. The pages themselves are in src/web. */
export const webRoom: Room = {
  name: 'web',
  commands: webCommands,
  notices: [commandProposed],
  references: [ACCESS, PROPOSAL],
}
