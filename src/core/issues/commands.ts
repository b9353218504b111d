/** The commands of the coordination mechanism. */
import type { AnyCommand } from '../commands/command.ts'
import { approved } from './commands/approved.ts'
import { coordination } from './commands/coordination.ts'
import { handling } from './commands/handling.ts'
import { muting } from './commands/muting.ts'
import { raising } from './commands/raising.ts'
import { reading } from './commands/reading.ts'
import { recording } from './commands/recording.ts'
import { settling } from './commands/settling.ts'
import { statements } from './commands/statements.ts'

export const issueCommands: AnyCommand[] = [
  ...raising,
  ...reading,
  ...settling,
  ...recording,
  ...approved,
  ...coordination,
  ...statements,
  ...handling,
  ...muting,
]
