import type { Room } from '../rooms/room.ts'
import { helpCommands } from './help.ts'
import { deleteLeftovers } from './leftovers.ts'

/** The desk's own command, help; and the deletion of what it keeps only for a while. */
export const deskRoom: Room = { name: 'desk', commands: helpCommands, due: [deleteLeftovers] }
