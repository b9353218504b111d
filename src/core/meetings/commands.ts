/** The commands on meetings. */
import type { AnyCommand } from '../commands/command.ts'
import { agendaCommands } from './commands/agenda.ts'
import { changingCommands } from './commands/changing.ts'
import { contributionCommands } from './commands/contributions.ts'
import { planCommands } from './commands/plans.ts'
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
