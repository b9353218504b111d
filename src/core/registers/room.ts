/** The registers, and what they contribute together. */
import type { Room } from '../rooms/room.ts'
import { endClosedRoles } from './groups/closed-roles.ts'
import { waitingForDebts } from './owed/waiting.ts'
import { readCommands } from './reading/commands.ts'
import { READING } from './reading/preview.ts'
import { REGISTERS } from './registers.ts'
import { tsagFollowed } from './tsag-notice.ts'

export const registersRoom: Room = {
  name: 'registers',
  commands: [...REGISTERS.flatMap(register => register.allCommands), ...readCommands],
  due: [endClosedRoles],
  waiting: waitingForDebts,
  notices: [tsagFollowed],
  references: [READING],
}
