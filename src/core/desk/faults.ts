/** The options of a command that can't be used, as one refusal. */
import { describeFault, type OptionFault } from '../commands/command.ts'
import { UserError } from '../errors.ts'
import { joinWords } from '../text/sentences.ts'
import { joinText, phrase, type Text } from '../text/spans.ts'

/** All options at fault: a sentence for each value that can't be taken, and one for what is missing. */
export function toUserError(path: string, faults: Record<string, OptionFault>): UserError {
  const [invalid, missing] = (['invalid', 'missing'] as const).map(kind =>
    Object.entries(faults).filter(([, fault]) => fault.kind === kind),
  ) as [[string, OptionFault][], [string, OptionFault][]]
  const sentences = invalid.map(([name, fault]): Text => phrase`${name}: ${describeFault(path, name, fault)}`)
  const [first, ...others] = missing
  if (first) sentences.push(describeFault(path, ...first))
  if (others.length > 0) sentences.push(`It also needs ${joinWords(others.map(([name]) => `${name}:`))}.`)
  return new UserError('option', joinText(sentences, ' '), Object.keys(faults)[0])
}
