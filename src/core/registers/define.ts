/** Makes a register of its declaration, with all its commands. */
import { changingCommands } from './commands/changing.ts'
import { readingCommands } from './commands/reading.ts'
import type { Fields } from './field.ts'
import type { Register, RegisterDefinition } from './register.ts'

export function defineRegister<F extends Fields>(definition: RegisterDefinition<F>): Register<F> {
  const register: Register<F> = { ...definition, allCommands: [] }
  register.allCommands = [
    ...readingCommands(register),
    ...changingCommands(register),
    ...(definition.commands?.(register) ?? []),
  ]
  return register
}
