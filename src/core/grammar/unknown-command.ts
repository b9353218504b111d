import { UserError } from '../errors.ts'
import type { Text } from '../text/spans.ts'
import type { Invocation } from './invocation.ts'

/** There is no such command. `offered`: those that may have been meant, with the options that were typed. */
export class UnknownCommand extends UserError {
  readonly offered: readonly Invocation[]

  constructor(sentence: Text, offered: readonly Invocation[]) {
    super('unknown-command', sentence)
    this.offered = offered
  }
}
