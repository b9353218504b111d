import type { Room } from '../rooms/room.ts'
import { peopleCommands } from './commands/index.ts'
import { PERSON } from './find-people.ts'
import { preferencesPart } from './home-part.ts'
import { channelMoved, personChanged, rolesRotated, tsbRoleGiven } from './notices.ts'
import { preferenceCommands } from './preferences.ts'
import { readers } from './readers.ts'

/** Persons, their accounts and roles, the channels of groups, and what each person prefers. */
export const peopleRoom: Room = {
  name: 'people',
  commands: [...peopleCommands, ...preferenceCommands],
  notices: [personChanged, tsbRoleGiven, rolesRotated, channelMoved],
  home: [preferencesPart],
  settings: [readers],
  references: [PERSON],
}
