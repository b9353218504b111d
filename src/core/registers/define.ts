/** Makes a register of its declaration, with all its commands. */
import type { Permission } from '../commands/command.ts'
import type { SharedMenu } from '../grammar/spec.ts'
import { changingCommands } from './commands/changing.ts'
import { readingCommands } from './commands/reading.ts'
import type { Fields } from './field.ts'
import type { AnyRegister, Register, RegisterDefinition } from './register.ts'

export function defineRegister<F extends Fields>(definition: RegisterDefinition<F>): Register<F> {
  const register: Register<F> = { ...definition, allCommands: [] }
  register.allCommands = [
    ...readingCommands(register),
    ...changingCommands(register),
    ...(definition.commands?.(register) ?? []),
  ].map(command => ({ ...command, menu: menuOf(register, command.who) }))
  return register
}

/** Acts of the keepers stand apart, so that the menu of the others stays short. */
export const menuOf = (
  { title }: Pick<AnyRegister, 'title'>,
  { keepers }: Pick<Permission<unknown>, 'keepers'>,
): SharedMenu => ({ name: keepers ? 'secretariat' : 'register', group: title })
