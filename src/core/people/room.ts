import type { Room } from '../rooms/room.ts'
import { peopleCommands } from './commands.ts'
import { preferenceCommands } from './preferences.ts'

/** Persons, their accounts and roles, the channels of groups, and what each person prefers. */
export const peopleRoom: Room = { name: 'people', commands: [...peopleCommands, ...preferenceCommands] }
