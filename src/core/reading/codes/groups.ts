/** Names of groups and bodies in running text, to their ids: "ITU-T Study Group 2 0", "SGs 13, 17 and 20", "JCA-IoT, DT and SSC&C". */

export interface FoundGroup {
  id: string
  /** Offsets in the text. */
  start: number
  end: number
}

const AND = '(?:, and | and |, | & |/)'
/** After "SGs" or "Study Groups" bare numbers follow; after "SG" each has the word itself. */
const NUMBER = '\\d{1,2}(?!\\d|(?:st|nd|rd|th)\\b| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))'
const SEVERAL_SGS = new RegExp(
  `\\b(?:SGs|Study ?Groups)[ -]?(${NUMBER}(?:${AND}(?:SG ?)?${NUMBER}){0,19})`,
  'g',
)
/** "2 0" is 20: a space came in between. */
const ONE_SG = /\b(?:SG|Study ?Group)[ -]{0,2}(\d(?: ?\d)?)(?![\d])/g
const TSAG_GROUP = /\b(?:TSAG[- ])?(RG)[- ]([A-Z]{2,6})\b|\b(?:WP|Working Party) ?(\d)\b(?:\/TSAG)?/g
const JCA =
  /\bJCA-((?!(?:SG|WP|RG|TSAG)\b)[A-Za-z][A-Za-z0-9&]{0,15}(?:\/[A-Z][A-Za-z0-9]{0,11})?(?:(?:, (?!SG|JCA|TSAG|WP|RG)[A-Z][A-Z&]{0,7}){1,3} and (?!SGs?\b|JCA|TSAG|WP|RG)[A-Z][A-Z&]{0,7})?)/g
const OTHER =
  /\b(FG-[A-Z][A-Za-z0-9]{1,11}|FG-[A-Z]{1,4}\/[A-Z]{1,4}|(?:Joint-CG|JCG|CG)-[A-Za-z][A-Za-z0-9]{1,15}(?:-[A-Z]{2,8})?|JMT ?\d{1,2}(?:&\d{1,2})?|JRG-[A-Z][A-Za-z0-9]{1,11})\b/g

/** The groups that squeezed text names, in order of appearance. */
export function findGroups(text: string): FoundGroup[] {
  const found: FoundGroup[] = []
  const add = (id: string, match: RegExpExecArray) =>
    found.push({ id, start: match.index, end: match.index + match[0].length })
  for (const match of text.matchAll(SEVERAL_SGS))
    for (const number of match[1]!.match(/\d{1,2}/g) ?? []) add(`SG${Number(number)}`, match)
  for (const match of text.matchAll(ONE_SG)) {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 2)
    add(`SG${Number(joinDigits(match[1]!, after))}`, match)
  }
  for (const match of text.matchAll(TSAG_GROUP)) add(match[1] ? `RG-${match[2]}` : `WP${match[3]}`, match)
  for (const match of text.matchAll(JCA)) add(`JCA-${match[1]}`, match)
  for (const match of text.matchAll(OTHER)) add(toOtherId(match[1]!), match)
  return found.toSorted((a, b) => a.start - b.start)
}

/** "2 0" is 20 where nothing follows that could go with the second figure; "SG2 1st" and "SG 2 2/416" are SG2. */
function joinDigits(digits: string, after: string): string {
  if (!digits.includes(' ')) return digits
  const joined = digits.replace(' ', '')
  return Number(joined) >= 11 && Number(joined) <= 21 && /^(?:$|[,;:).\]])/.test(after) ? joined : digits[0]!
}

/** The ids alone, each once. */
export const groupsIn = (text: string): string[] => [...new Set(findGroups(text).map(g => g.id))]

/** Whether an id that was found is that of a study group. Reading knows no register: "SG" before a number is all there is. */
export const isStudyGroup = (id: string): boolean => id.startsWith('SG')

/** "Joint-CG-Trust" and "JCG-Trust" are one. */
const toOtherId = (name: string): string =>
  name
    .replace(/^Joint-CG-/, 'JCG-')
    .replace(/^JCG-TRUST$/i, 'JCG-Trust')
    .replace(/^JMT (?=\d)/, 'JMT')

/** A group that stands alone in a heading or a column: "WP2 (IEWPR)" → WP2, "WPR" → RG-WPR, "DT" → RG-DT. */
export function groupInLabel(label: string): string | undefined {
  const [first] = groupsIn(label)
  if (first) return first
  if (/^TSAG$/.test(label)) return 'TSAG'
  return /^[A-Z]{2,4}$/.test(label) ? `RG-${label}` : undefined
}
