/** The commands on meetings. */

import { agendaCommands } from '../agenda/commands.ts'
import { contributionCommands } from '../agenda/contribution-commands.ts'
import type { AnyCommand } from '../commands/command.ts'
import { planCommands } from '../plans/commands.ts'
import { changingCommands } from './commands/changing.ts'
import { readingCommands } from './commands/reading.ts'
import { seriesCommands } from './commands/series.ts'

export const meetingCommands: AnyCommand[] = [
  ...readingCommands,
  ...changingCommands,
  ...seriesCommands,
  ...agendaCommands,
  ...contributionCommands,
  ...planCommands,
]
