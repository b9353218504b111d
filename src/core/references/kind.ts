/** Kinds of reference: "ISG-4" is an issue, "MTG-7" a meeting. Each is declared once, by the room it belongs to. */
import { UserError } from '../errors.ts'

export interface ReferenceKind {
  /** "ISG" */
  readonly prefix: string
  /** "an issue" */
  readonly noun: string
  /** "ISG-4" */
  format(id: number | bigint): string
  /** The number in a reference: "ISG-4", "isg 4" and "4" → 4. Throws a UserError for anything else. */
  parse(raw: string): number
}

/** Longer numbers would not fit the column. */
const MAX_DIGITS = 9

export function defineReference(prefix: string, noun: string): ReferenceKind {
  const format = (id: number | bigint) => `${prefix}-${id}`
  // Word processors turn the hyphen into one of its look-alikes.
  const form = new RegExp(`^(?:${prefix}[-\\u2010-\\u2015\\u2212 ]?)?(\\d{1,${MAX_DIGITS}})$`, 'i')
  return {
    prefix,
    noun,
    format,
    parse(raw) {
      const match = form.exec(raw.trim())
      if (match) return Number(match[1])
      throw new UserError(
        'not-a-reference',
        `"${raw.trim()}" is not a reference to ${noun}; write it like ${format(1)}.`,
      )
    },
  }
}
