import { UserError } from '../errors.ts'
import { joinWords } from '../text/sentences.ts'
import type { Invocation } from './invocation.ts'
import type { CommandSpec } from './spec.ts'

/** The option that may have been meant, or the command that has it. */
interface Meant {
  near: string | undefined
  owner: CommandSpec | undefined
}

/** A command has no such option. */
export class UnknownOption extends UserError {
  /** The line with these words as text, for its form. */
  offered: Invocation | undefined

  constructor({ path, options }: CommandSpec, typed: string, { near, owner }: Meant) {
    const names = options.map(o => `“${o.name}:”`)
    const has = near
      ? `Did you mean “${near}:”?`
      : names.length > 0
        ? `Its options are ${joinWords(names)}.`
        : 'It has no options.'
    const unknown = `"${path}" has no option “${typed}:”`
    super(
      'unknown-option',
      `${unknown}${owner ? `; it is one of "${owner.path}"` : ''}. ${has} Put text with a colon in quotation marks.`,
      typed,
    )
  }
}
