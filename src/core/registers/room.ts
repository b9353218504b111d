/** The registers, and what they contribute together. */
import type { Room } from '../rooms/room.ts'
import { endClosedRoles } from './groups/closed-roles.ts'
import { registersPart } from './home-part.ts'
import { morningRound } from './owed/morning.ts'
import { morningReminder } from './owed/morning-notice.ts'
import { statusCard, statusesMissing } from './owed/round-notices.ts'
import { waitingForDebts } from './owed/waiting.ts'
import { readCommands } from './reading/commands.ts'
import { READING } from './reading/preview.ts'
import { waitingForReadings } from './reading/waiting.ts'
import { REGISTERS } from './registers.ts'
import { tsagFollowed } from './tsag-notice.ts'

export const registersRoom: Room = {
  name: 'registers',
  commands: [...REGISTERS.flatMap(register => register.allCommands), ...readCommands],
  notices: [tsagFollowed, morningReminder, statusCard, statusesMissing],
  due: [endClosedRoles, morningRound],
  waiting: async asking => [...(await waitingForDebts(asking)), ...(await waitingForReadings(asking))],
  home: [registersPart],
  references: [READING],
}
