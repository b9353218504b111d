/**
 * Words of documents as the recognisers compare them. Every recogniser works on squeezed text and bounds each
 * repetition of its patterns: a run of 10⁵ blanks or brackets then costs no more than other text of that length.
 */

/** One line without runs of blanks: every white space, line breaks and no-break spaces included, is one space. */
export const squeeze = (text: string): string => plainHyphens(text).replace(/\s+/g, ' ').trim()

const UNUSUAL = /[\u00AD\u200B\u2010\u2011\u2012\u2013\u2060\u2212]/
/** Between capitals and figures of one name: "RG–DT", "TD–715", "WP2–1", "SG17–LS36". Dates and times keep theirs. */
const IN_NAME =
  /(?<=\p{Lu})[\u2012\u2013\u2212](?=[\p{Lu}\d])|(?<=\b(?:WP|SG) ?\d{1,2})[\u2012\u2013\u2212](?=\d{1,3}(?!\d)|TD|C\d|LS)|(?<=\b(?:JCA|JCG|CG|FG))[\u2012\u2013\u2212](?=\p{L})/gu

/** Hyphens of every kind as the usual one; marks that only say where a word may be parted are left out. */
function plainHyphens(text: string): string {
  if (!UNUSUAL.test(text)) return text
  return text
    .replace(/[\u00AD\u200B\u2060]/g, '')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(IN_NAME, '-')
}

/** The same, line by line; lines without words are left out. */
export const squeezedLines = (text: string): string[] =>
  text
    .split('\n')
    .map(squeeze)
    .filter(line => line !== '')

/** At most `length` characters, for a disagreement or an unread passage. */
export const excerpt = (text: string, length = 240): string => {
  const line = squeeze(text.slice(0, 4 * length))
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`
}

/** Words that every text has, and those of the field that tell no two subjects apart. */
const COMMON = new Set(
  'a an and are as at be been being by for from has have how in into is it its of on or such than that the their them they this to until was were what whether when where which who will with within would itu tsag group groups meeting meetings study report document documents new draft revised ls lss td tds statement liaison'.split(
    ' ',
  ),
)

/** The words that carry the subject, in lower case, each once. */
export const contentWords = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [])
      .map(stem)
      .filter(word => word.length > 1 && !COMMON.has(word)),
  )

/** "approves" and "approve", "decisions" and "decision" count as one word. */
const stem = (word: string): string =>
  word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word

/** From 0 to 1: how much of the smaller set of words the larger one has. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size)
  if (smaller === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return shared / smaller
}

/** From 0 to 1: shared words among all words of both. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  const all = a.size + b.size - shared
  return all === 0 ? 0 : shared / all
}

/** Sentences of squeezed text. "e.g." and "No. 3" end none. */
export const sentences = (text: string): string[] =>
  squeeze(text)
    .split(/(?<=[.!?;])(?<!\b(?:e\.g|i\.e|cf|No|Rec|Mr|Ms|Dr|vs)\.) ?(?=[\p{Lu}“"·])/u)
    .map(part => part.trim())
    .filter(part => part !== '')
