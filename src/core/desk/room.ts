import type { Room } from '../rooms/room.ts'
import { helpCommands } from './help.ts'

/** The desk's own command: help. */
export const deskRoom: Room = { name: 'desk', commands: helpCommands }
