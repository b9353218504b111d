/** The words of a line, with what stood there exactly. One pass: the time grows with the length and not faster. */
import { UserError } from '../errors.ts'
import { MENTION_CLOSE, MENTION_OPEN } from '../text/mentions.ts'

export interface Token {
  /** The place in the line at which it begins. */
  start: number
  end: number
  /** The place at which its value begins: behind `name:`. */
  valueStart: number
  /** Its words without the quotation marks, `name:` included. */
  text: string
  /** The text before the first colon, when the word is `name:…`. */
  name: string | undefined
  /** The text between the marks, when the value is one quotation and nothing else. */
  quotation: string | undefined
  /** It begins a quotation that doesn't end. */
  isOpen: boolean
}

/** Marks that open a quotation or a mention, each with the marks that end it. Phones and word processors type the curly ones. */
const CLOSING: Record<string, string> = {
  [MENTION_OPEN]: MENTION_CLOSE,
  '"': '"',
  '“': '”“',
  '„': '“”',
  '‟': '”“',
}

const NAME = /([\p{L}][\p{L}-]*):(?!\/\/)/uy

/** A quotation begins where a word or a value begins, and nowhere inside a word: 5" is five inches. */
const BEFORE_QUOTATION = /[\s,;:([]/u

export function tokenize(line: string): Token[] {
  const tokens: Token[] = []
  const closing = createClosing(line)
  let at = skipSpace(line, 0)
  while (at < line.length) {
    const token = readToken(line, at, closing)
    tokens.push(token)
    at = skipSpace(line, token.end)
  }
  return tokens
}

function readToken(line: string, start: number, closing: (at: number) => number): Token {
  NAME.lastIndex = start
  const name = NAME.exec(line)?.[1]
  const valueStart = name === undefined ? start : start + name.length + 1
  let text = line.slice(start, valueStart)
  let quotation: string | undefined
  let isOpen = false
  let at = valueStart
  while (at < line.length && !isSpace(line[at]!)) {
    const character = line[at]!
    if (character === MENTION_OPEN) {
      const end = closing(at)
      const next = end < 0 ? at + 1 : end + 1
      text += line.slice(at, next)
      at = next
    } else if (character in CLOSING && (at === valueStart || BEFORE_QUOTATION.test(line[at - 1]!))) {
      const end = closing(at)
      if (end < 0) {
        isOpen ||= character === '"'
        text += character
        at += 1
        continue
      }
      const inside = character === '"' ? withoutEscapes(line.slice(at + 1, end)) : line.slice(at + 1, end)
      if (at === valueStart && (end + 1 === line.length || isSpace(line[end + 1]!))) quotation = inside
      text += inside
      at = end + 1
    } else {
      text += character
      at += 1
    }
  }
  return { start, end: at, valueStart, text, name: name?.toLowerCase(), quotation, isOpen }
}

/** Finds where the quotation that begins at a place ends; -1 where it doesn't. Each search is made once. */
function createClosing(line: string): (at: number) => number {
  const none = new Set<string>()
  return at => {
    const mark = line[at]!
    if (none.has(mark)) return -1
    for (let end = at + 1; end < line.length; end++) {
      if (mark === '"' && line[end] === '\\') end += 1
      else if (CLOSING[mark]!.includes(line[end]!)) return end
    }
    none.add(mark)
    return -1
  }
}

const isSpace = (character: string): boolean => /\s/u.test(character)

function skipSpace(line: string, from: number): number {
  let at = from
  while (at < line.length && isSpace(line[at]!)) at += 1
  return at
}

const withoutEscapes = (text: string): string =>
  text.replace(/\\([\\"nr])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : c))

/** The refusal of a quotation that begins and doesn't end. */
export const openQuotation = (line: string, { valueStart }: Token): UserError =>
  new UserError(
    'open-quotation',
    `A closing quotation mark is missing after: ${line.slice(valueStart).trim().slice(0, 40)}`,
  )
