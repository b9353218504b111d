/**
 * Words behind a date, a time or a group that may go on with it: "2 June 2026 1 pm the room is taken". They are not
 * taken as the text that follows, for the value that stands would not be the one that was meant. Pure.
 */
import { UserError } from '../errors.ts'
import { withoutRefused } from '../text/clean.ts'
import type { Place } from './places.ts'
import type { OptionSpec } from './spec.ts'

/** "13:00", "1 pm", "13 h", "13-15", "1300–1500" */
const TIME =
  /^(?:\d{1,2}[:.h]\d{2}(?!\d)|\d{1,4} ?(?:h|hrs?|uhr|heures|[ap]\.?m)\b|(?:\d{1,2}|\d{4}) ?(?:[-–—]|to\b|until\b) ?\d{1,4}\b|noon\b|midnight\b)/iu
/** "CEST", "(UTC", "Geneva time", "Tokyo time" */
const ZONE = /^\(?(?:UTC\b|[A-Z]{2,4}T\b|c(?:es|e)t\b|geneva\b|\p{Lu}\p{L}+ time\b)/u
/** Words between a date and the time of day. */
const AT = /^(?:(?:at|from|um|à|[-–—,;]) ?)+(?=[\d nm])/iu
/** Words that lead to another date or time. */
const TO = /^(?:to|until|till|through|and|or|bis|[-–—&/])(?: |(?=\d))/iu

/** "SG3", "and SG3", "& WP2" */
const GROUP = /^(?:(?:and|or|&|,) ?)?(SG ?\d{1,2}|WP\d|RG-[A-Z]+)\b/iu

/** At most so many words are looked at. */
const FIRST_WORDS = 8

const isWhen = ({ kind, hasDates }: OptionSpec): boolean => kind === 'date' || kind === 'time' || !!hasDates

/**
 * Throws a UserError where the words of a text begin as if they went on with the date or the time before them. Words
 * in quotation marks are text. `declared`: the options given by position, in their order. `beginsDate` says whether
 * words begin like a date.
 */
export function assertClear(
  places: readonly Place[],
  declared: readonly OptionSpec[],
  beginsDate: (words: Place['words']) => boolean,
): void {
  assertOneGroup(places)
  assertOneTime(places, declared, beginsDate)
}

/** "issue add ISG-1 SG2 SG3 study it" names two groups where one stands: the second would be lost in the reason. */
function assertOneGroup(places: readonly Place[]): void {
  for (const [i, { option, words }] of places.entries()) {
    const before = places[i - 1]
    const isText = option.kind === 'text' || option.kind === 'long text'
    if (!isText || before?.option.kind !== 'group' || words[0]!.quotation !== undefined) continue
    const second = GROUP.exec(`${words[0]!.text} ${words[1]?.text ?? ''}`)?.[1]
    const [first = ''] = before.words.map(word => word.text.replace(/,$/, ''))
    if (second === undefined || second.toLowerCase() === first.toLowerCase()) continue
    throw new UserError(
      'unclear-group',
      `${withoutRefused(second)} may be another group or begin the ${option.name}. Please give one group at a time, and a text that begins with a group in quotation marks: ${option.name}:"…".`,
      option.name,
    )
  }
}

function assertOneTime(
  places: readonly Place[],
  declared: readonly OptionSpec[],
  beginsDate: (words: Place['words']) => boolean,
): void {
  const hasTime = places.some(({ option }) => option.kind === 'time')
  for (const { option, words } of places) {
    const isText = (option.kind === 'text' || option.kind === 'long text') && !option.hasDates
    if (!isText || words[0]!.quotation !== undefined) continue
    if (!declared.slice(0, declared.indexOf(option)).some(isWhen)) continue
    const text = words
      .slice(0, FIRST_WORDS)
      .map(word => word.text)
      .join(' ')
    const further = text.replace(TO, '')
    const goesOn =
      TIME.test(text.replace(AT, '')) ||
      (hasTime ? ZONE.test(text) : beginsDate(words)) ||
      (further !== text && (TIME.test(further) || (words.length > 1 && beginsDate(words.slice(1)))))
    if (!goesOn) continue
    const isLong = text.length > 40 || words.length > FIRST_WORDS
    const shown = `${withoutRefused(text.slice(0, 40))}${isLong ? '…' : ''}`
    throw new UserError(
      'unclear-when',
      `"${shown}" may belong to the date or the time, or be the ${option.name}. Please write a date and a time like 13 May 2026 13:00–15:00 (Geneva time), and a text that begins with one in quotation marks: ${option.name}:"…".`,
      option.name,
    )
  }
}
