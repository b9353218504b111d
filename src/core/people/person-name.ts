/** Names of people as they are registered, and as a platform shows somebody who is not. */
import { UserError } from '../errors.ts'
import { cleanLine, MAX_LENGTH, withoutRefused } from '../text/clean.ts'
import { skeleton } from '../text/compare.ts'

/** The longest name, in characters. */
const MAX_NAME_LENGTH = 100

/** Words that stand for a role or an office and not for a person, by their shape: "TЅB" with a Cyrillic letter, too. */
const OFFICES = new Set(
  [
    'chair',
    'chairs',
    'chairman',
    'chairwoman',
    'chairperson',
    'vicechair',
    'rapporteur',
    'tsb',
    'tsag',
    'itu',
    'itut',
    'wtsa',
    'secretariat',
    'administrator',
    'admin',
    'intersg',
  ].map(skeleton),
)

/** "SG17", "WP2", "RG-DT" */
const GROUP = /^(?:sg|wp|rg)-?(?:\d{1,2}|[a-z]{2,3})$/i

/** Whether a name poses as a role: "TSB", "WP2 chair", "Ana (SG17 chair)". */
export const posesAsRole = (name: string): boolean =>
  name
    .normalize('NFKC')
    .replace(/vice[\s-]+chair/gi, 'vicechair')
    .split(/[^\p{L}\p{N}-]+/u)
    .some(word => OFFICES.has(skeleton(word)) || GROUP.test(word))

/** "@everyone", "<@U024BE7LH>": these are no names, although as such they would notify no one. */
const MENTION = /^@|<[@#!]/

/**
 * The name of a person for the register. Throws a UserError for one that poses as a role, is written like a mention, or
 * holds no letter.
 */
export function parsePersonName(raw: string): string {
  if (!/\p{L}/u.test(raw))
    throw new UserError('no-name', 'A name has at least one letter; please write the person’s name.')
  if ([...raw].length > MAX_NAME_LENGTH)
    throw new UserError('too-long', `A name has at most ${MAX_NAME_LENGTH} characters; please shorten it.`)
  if (MENTION.test(raw))
    throw new UserError(
      'written-as-mention',
      `"${raw}" is written like a mention; register the person’s own name, and the account with account:.`,
    )
  if (posesAsRole(raw))
    throw new UserError(
      'poses-as-role',
      `"${raw}" reads like a role; register the person’s own name, and the role with role:.`,
    )
  return raw
}

/** The name a platform shows for somebody who is not registered; undefined where it can't be shown as a name. */
export function toShownName(name: string | undefined): string | undefined {
  const shown = cleanLine(withoutRefused((name ?? '').slice(0, MAX_LENGTH.line)))
  return shown === '' || posesAsRole(shown) ? undefined : [...shown].slice(0, MAX_NAME_LENGTH).join('')
}
