/** Drafts of meeting documents from what is on record. */
import type { Room } from '../rooms/room.ts'
import { draftCommands } from './commands.ts'

export const draftsRoom: Room = { name: 'drafts', commands: draftCommands }
