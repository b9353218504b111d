/** Names of bodies as people type them behind an entry, where other words may have come along. Pure. */
import { UserError } from '../errors.ts'
import { splitList } from './field.ts'

const GROUP = String.raw`(?:SG ?\d{1,2}|WP ?\d|RG-[A-Z]+|TSAG|TSB)`
/** Words that are no part of a body's name: a purpose, a date, a document, another group, a word before or behind a group. */
const MORE = [
  /\sfor (?:action|comment|information)\b.*$/iu,
  /\sbecause\s.*$/iu,
  /\s(?:by|on|until)\s(?=.*\b20\d\d\b).*$/iu,
  /\b20\d\d\b.*$/u,
  /\sTD ?\d.*$/iu,
  new RegExp(`^(?:to|for|and)\\s+(?=\\(?${GROUP})`, 'iu'),
  new RegExp(`(?<=^\\(?${GROUP}\\)?)\\s+(?:and\\s+|& ?)?\\(?${GROUP}.*$`, 'iu'),
]

/**
 * The text, a list of bodies. Throws a UserError where more than a name stands in it ("SG20 by 30 May 2026", "WP2
 * RG-DT"): a body of that name would be entered. Names themselves are free, for bodies outside ITU-T are among them.
 */
export function assertBodies(raw: string): string {
  for (const body of splitList(raw)) {
    const more = MORE.map(pattern => pattern.exec(body)?.[0].trim()).find(found => found)
    if (more === undefined) continue
    throw new UserError(
      'not-a-body',
      `"${body.slice(0, 60)}" is more than the name of a group: "${more.slice(0, 60)}" is no part of it. Please write commas between groups, and other values by the names of their options.`,
    )
  }
  return raw
}
