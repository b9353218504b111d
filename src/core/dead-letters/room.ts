import type { Room } from '../rooms/room.ts'
import { deliveryCommands } from './commands.ts'
import { deadLetterDigest } from './notices.ts'

/** Dead letters: deliveries that were given up, their fallbacks, and the digest for TSB. */
export const deadLettersRoom: Room = {
  name: 'dead-letters',
  commands: deliveryCommands,
  notices: [deadLetterDigest],
}
