import type { Room } from '../rooms/room.ts'
import { feedCommands } from './commands.ts'

/** Feeds for calendar programs. */
export const feedsRoom: Room = { name: 'feeds', commands: feedCommands }
