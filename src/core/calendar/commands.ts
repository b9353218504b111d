/** The commands on meetings. */

import type { AnyCommand } from '../commands/command.ts'
import { afterwardsCommands } from './commands/afterwards.ts'
import { attendingCommands } from './commands/attending.ts'
import { changingCommands } from './commands/changing.ts'
import { readingCommands } from './commands/reading.ts'
import { seriesCommands } from './commands/series.ts'

export const calendarCommands: AnyCommand[] = [
  ...readingCommands,
  ...changingCommands,
  ...seriesCommands,
  ...attendingCommands,
  ...afterwardsCommands,
]
