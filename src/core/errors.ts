import { type Text, toWords } from './text/spans.ts'

/** A value that settles a question, and what stands on its button. */
export interface Pick {
  label: string
  value: string
}

/** Values that are their own labels. */
export const picksOf = (values: readonly string[]): Pick[] => values.map(value => ({ label: value, value }))

/** The answer to "is that meant?", for an option named confirm. */
export const GO_AHEAD: readonly Pick[] = [{ label: 'Go ahead', value: 'yes' }]

/**
 * A fault of the input that its author can mend. The sentence is shown as it is: one plain sentence that
 * says what is wrong and what to do. `code` is stable; `option` names the option at fault, if one is.
 */
export class UserError extends Error {
  readonly code: string
  /** The text that is shown. `message` has the same in plain words. */
  readonly sentence: Text
  readonly option: string | undefined
  /** The values of `option` of which one must be picked. */
  readonly choices: readonly Pick[] | undefined
  /** The version of the entry that the act decides about: its buttons go on with that one. */
  seen: number | undefined

  constructor(code: string, sentence: Text, option?: string, choices?: readonly Pick[]) {
    super(toWords(onOneLine(sentence)))
    this.sentence = onOneLine(sentence)
    this.name = 'UserError'
    this.code = code
    this.option = option
    this.choices = choices
  }
}

const onOneLine = (text: Text): Text =>
  typeof text === 'string'
    ? joinLines(text)
    : text.map(span => (typeof span === 'string' ? joinLines(span) : span))

/** Lines as one, with single spaces between them; what stands at the ends stays, for spans that follow one another. */
function joinLines(text: string): string {
  const lines = text.split(/[\r\n\u2028\u2029]/)
  if (lines.length === 1) return text
  const last = lines.length - 1
  return lines
    .map((line, i) => (i === 0 ? line.trimEnd() : i === last ? line.trimStart() : line.trim()))
    .filter((line, i) => line !== '' || i === 0 || i === last)
    .join(' ')
}
