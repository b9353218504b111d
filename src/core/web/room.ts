import type { Room } from '../rooms/room.ts'
import { ACCESS } from './access.ts'
import { webCommands } from './commands.ts'
import { commandProposed } from './notices.ts'
import { PROPOSAL } from './proposals.ts'

/** Who reads on the web, and what programs propose. The pages themselves are in src/web. */
export const webRoom: Room = {
  name: 'web',
  commands: webCommands,
  notices: [commandProposed],
  references: [ACCESS, PROPOSAL],
}
