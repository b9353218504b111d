/**
 * The one place through which every value comes in: options of commands, forms and buttons, files, addresses of pages.
 * It bounds and cleans a value before anything else reads it, so no parser, rule or renderer meets a control character
 * or an endless text.
 */
import { formatNumber } from './sentences.ts'

/** A text that can't be kept as it is. The message is one sentence for its author. */
export class UnfitText extends Error {
  readonly code: 'too-long' | 'character'

  constructor(code: UnfitText['code'], sentence: string) {
    super(sentence)
    this.name = 'UnfitText'
    this.code = code
  }
}

/** The longest value of each kind, in characters as people count them (code points). */
export const MAX_LENGTH = {
  /** Text on one line: names, topics, dates, references. */
  line: 500,
  /** Text for the record that is typed. */
  record: 4000,
  /** Text for the record that may come as a file. */
  file: 20_000,
  /** A document that is read, in bytes. */
  fileBytes: 5_000_000,
} as const

/** Line ends of every platform, and the controls that printers took for them. */
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g

/**
 * Characters that can't be kept: controls except tab and line ends, halves of surrogate pairs, the embeddings and
 * overrides that let text read otherwise than it is stored (U+202A–E, U+2066–9), and code points that are no characters.
 */
const REFUSED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]|\p{Surrogate}/u

/** Marks without width that only make equal texts differ. Joiners stay: some scripts and emoji need them. */
const WITHOUT_WIDTH = /[\u00ad\u200b\u2060\ufeff]/g

/** At least one character that leaves ink. */
const VISIBLE = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u

/**
 * Text on one line: line ends become spaces, spaces are single, and the form is NFC, so that equal words are equal.
 * Throws UnfitText for text that is too long or holds a character that can't be kept. Empty where nothing visible
 * is left.
 */
export function cleanLine(raw: string, max: number = MAX_LENGTH.line): string {
  assertLength(raw, max)
  const line = raw.replace(LINE_ENDS, ' ')
  assertCharacters(line)
  const text = line.replace(WITHOUT_WIDTH, '').replace(/\s+/g, ' ').trim().normalize('NFC')
  return VISIBLE.test(text) ? text : ''
}

/**
 * Text for the record: exactly the code points that were written, between the first and the last visible line.
 * Throws UnfitText for text that is too long or holds a character that can't be kept: dropping one silently would
 * make it another text. Empty where nothing visible is left.
 */
export function cleanRecord(raw: string, max: number = MAX_LENGTH.record): string {
  assertLength(raw, max)
  assertCharacters(raw)
  const text = raw.replace(/^\ufeff/, '').trim()
  return VISIBLE.test(text) ? text : ''
}

/** The text without the characters that can't be kept, to be offered back for correction. */
export const withoutRefused = (raw: string): string => raw.replace(new RegExp(REFUSED, 'gu'), '')

function assertLength(raw: string, max: number): void {
  // Code points are counted only where there can be too many: a text of a megabyte is refused by its length alone.
  if (raw.length <= max) return
  const length = raw.length > 4 * max ? raw.length : [...raw].length
  if (length > max)
    throw new UnfitText(
      'too-long',
      `It has ${formatNumber(length)} characters, and the limit is ${formatNumber(max)}; please shorten it.`,
    )
}

function assertCharacters(text: string): void {
  const found = REFUSED.exec(text)
  if (!found) return
  const place = [...text.slice(0, found.index)].length + 1
  throw new UnfitText(
    'character',
    `It has ${describeCharacter(found[0])} at place ${place}, which can’t be kept; please remove it.`,
  )
}

function describeCharacter(character: string): string {
  const code = character.codePointAt(0)!
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  if (code === 0) return `a NUL character (${name})`
  if (code >= 0xd800 && code <= 0xdfff) return `half a character (${name})`
  if (code < 0xa0) return `a control character (${name})`
  if (code < 0x2070) return `a mark that changes the direction of the text (${name})`
  return `something that is no character (${name})`
}
