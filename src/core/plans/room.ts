import type { Room } from '../rooms/room.ts'
import { planCommands } from './commands.ts'
import { planLoaded } from './notices.ts'
import { PLAN, planUndone } from './undo.ts'

/** Plans of meetings from a file: compared with the calendar, loaded as one change. */
export const plansRoom: Room = {
  name: 'plans',
  commands: planCommands,
  notices: [planLoaded, planUndone],
  references: [PLAN],
}
