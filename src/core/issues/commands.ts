/** The commands of the coordination mechanism. */
import type { AnyCommand } from '../commands/command.ts'
import { handling } from './commands/handling.ts'
import { raising } from './commands/raising.ts'
import { reading } from './commands/reading.ts'
import { settling } from './commands/settling.ts'

export const issueCommands: AnyCommand[] = [...raising, ...reading, ...settling, ...handling]
