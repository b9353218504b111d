/**
 * Text as Discord's markup (decision 0017), in pieces that can be shortened safely: an atom stays whole (an escaped
 * character, a timestamp), and a piece that opens markup always closes it.
 */

import type { Span, Text } from '../../core/messages/message.ts'
import { type CommandSpan, writeCommand } from '../../core/text/spans.ts'
import { DISCORD } from './manifest.ts'
import { type CommandPaths, NO_COMMANDS } from './paths.ts'

export interface Piece {
  open: string
  atoms: string[]
  close: string
}

/** Separates two neighbours invisibly. */
const GAP = '\u200b'

/** A piece of our own markup, shown whole or not at all. */
export const raw = (markup: string): Piece => ({ open: '', atoms: [markup], close: '' })

/** User text without characters that can't be shown or mislead: controls, lone surrogates, direction overrides. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\n{3,}/g, '\n\n')

/** The cleaned text on one line. */
export const oneLine = (text: string): string =>
  clean(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/** Whether the text shows anything. */
export const isVisible = (text: string): boolean =>
  /[^\s\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800]/u.test(text)

/**
 * Parts of text that have a meaning in Discord's markup, tried in this order, and parts that have none. A backslash before
 * a character that is no letter, digit or space shows that character. discord.js's own escapeMarkdown was rejected: it
 * leaves mentions, timestamps, channel links, custom emoji, "-#" and ">" active.
 */
const SPECIAL =
  /(?<url>https?:\/\/[^\s<>"'`]*[^\s<>"'`.,:;!?()[\]{}*_~|\\@])|(?<line>(?<=^|\n) *(?:[#>+-]|\d+[.)]))|(?<everyone>@(?=everyone|here))|(?<entity><(?=[@#:/+at]|id:))|(?<emoji>:(?=[\w+~-]+:))|(?<sign>[\\*_~|`<>[\]()])|(?<plain>(?:(?!https?:\/\/)[^\\*_~|`<>[\]()@:\n])+)|[\s\S]/gu

/** User text without active markup; each atom is what one character became. `newline` replaces line ends. */
export function escapeAtoms(text: string, newline = '\n'): string[] {
  return [...clean(text).matchAll(SPECIAL)].flatMap(({ groups, 0: found }) => {
    if (groups?.plain) return [...found]
    if (groups?.url) return bare(found)
    if (groups?.line) return found.replace(/[#>+.)-]$/, '\\$&')
    if (groups?.everyone) return `@${GAP}`
    if (groups?.entity) return `\\<${GAP}`
    if (groups?.emoji || groups?.sign) return `\\${found}`
    return found === '\n' ? newline : found
  })
}

/**
 * An address that stays a link. In angle brackets, since Discord adds everything up to the next space to a bare one;
 * characters that would open or close markup are percent-encoded.
 */
const bare = (url: string): string => `<${url.replace(/[*|\\~@[\]()]/g, percent)}>`

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** A text's pieces. `newline` replaces line ends, so that the text stays inside its block. */
export function pieces(text: Text, newline = '\n', commands: CommandPaths = NO_COMMANDS): Piece[] {
  const spans = joinPlain((typeof text === 'string' ? [text] : text).flatMap(moveSpacesOut))
  const found = spans.flatMap(span => toPiece(span, newline, commands) ?? [])
  return found.flatMap((piece, i) => {
    const before = found[i - 1]
    const meets = before !== undefined && before.close !== '' && before.close.at(-1) === piece.open.at(0)
    return meets ? [raw(GAP), piece] : [piece]
  })
}

/** A space at an end of marked text as plain text beside it: inside markup Discord would not show it. */
function moveSpacesOut(span: Span): Span[] {
  if (typeof span === 'string' || !('text' in span)) return [span]
  const [, before, text, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(clean(span.text))!
  // A link without words shows its address.
  if (text === '') return span.kind === 'link' ? [span] : [before === '' ? '' : ' ']
  return [before === '' ? '' : ' ', { ...span, text: text! }, after === '' ? '' : ' ']
}

/** Neighbouring plain spans as one: markup that they spell together must be escaped together. */
function joinPlain(spans: Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans) {
    const before = all.at(-1)
    if (typeof span === 'string' && typeof before === 'string') all[all.length - 1] = before + span
    else all.push(span)
  }
  return all
}

function toPiece(span: Span, newline: string, commands: CommandPaths): Piece | undefined {
  if (typeof span === 'string')
    return span === '' ? undefined : { open: '', atoms: escapeAtoms(span, newline), close: '' }
  switch (span.kind) {
    case 'strong': {
      const text = oneLine(span.text)
      return text === '' ? undefined : { open: '**', atoms: escapeAtoms(text), close: '**' }
    }
    case 'code':
      return codePiece(oneLine(span.text))
    case 'command':
      return commandPiece(span, commands)
    case 'link':
      return linkPiece(oneLine(span.text), span.url)
    case 'countdown':
      return raw(toTimestamp(span.at, 'R'))
    case 'instant':
      return raw(
        span.until === undefined
          ? toTimestamp(span.at, 'f')
          : `${toTimestamp(span.at, 'f')}–${toTimestamp(span.until, 't')}`,
      )
  }
}

/** Clickable when it has no options, which a click can't fill in; else as code. */
function commandPiece(command: CommandSpan, commands: CommandPaths): Piece | undefined {
  const id = commands.id(command.path)
  const path = commands.onDiscord(command.path)
  return id === undefined || Object.keys(command.options ?? {}).length > 0
    ? codePiece(oneLine(writeCommand({ ...command, path }, DISCORD.commandPrefix)))
    : raw(`</${path}:${id}>`)
}

/** Shown in the reader's own zone and language. */
const toTimestamp = (at: string, style: 'f' | 't' | 'R'): string =>
  `<t:${Math.floor(Temporal.Instant.from(at).epochMilliseconds / 1000)}:${style}>`

/**
 * Code has no escapes, so text with backticks gets a fence of two. Three would begin a block of code, so consecutive
 * backticks are separated.
 */
function codePiece(text: string): Piece | undefined {
  if (text === '') return undefined
  if (!text.includes('`')) return { open: '`', atoms: [...text], close: '`' }
  const apart = text.replace(/`(?=`)/g, `\`${GAP}`)
  return {
    open: `\`\`${text.startsWith('`') ? ' ' : ''}`,
    atoms: [...apart],
    close: `${text.endsWith('`') ? ' ' : ''}\`\``,
  }
}

/** Discord shows no masked link whose text looks like an address, and neither do we: it could name a different one. */
function linkPiece(text: string, url: string): Piece | undefined {
  const address = webAddress(url)
  if (address === undefined)
    return text === '' ? undefined : { open: '', atoms: escapeAtoms(text), close: '' }
  if (!isVisible(text) || text === url) return raw(bare(address))
  if (/:\/\/|www\.|discord\.gg/i.test(text))
    return { open: '', atoms: escapeAtoms(text), close: ` (${bare(address)})` }
  // Discord pairs brackets in a link's text whether they are escaped or not.
  const bracketless = text.replaceAll('[', '(').replaceAll(']', ')')
  return { open: '[', atoms: escapeAtoms(bracketless), close: `](${address})` }
}

function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  return href.length > 1000 ? undefined : href.replace(/[()<>*|\\~@[\]`]/g, percent)
}

/** The room that is left. */
export interface Room {
  chars: number
  bytes: number
}

/** Called a dozen times for each atom while a message is shortened; most atoms are one letter. */
const countBytes = (text: string): number =>
  text.length === 1 && text < '\u0080' ? 1 : Buffer.byteLength(text)

/** As much of `all` as fits in `room`, which is reduced by it; "…" stands where something was left out. */
export function shorten(all: Piece[], room: Room): { markup: string; whole: boolean } {
  let markup = ''
  const take = (part: string, keep: Room): boolean => {
    const bytes = countBytes(part)
    if (part.length + keep.chars > room.chars || bytes + keep.bytes > room.bytes) return false
    markup += part
    room.chars -= part.length
    room.bytes -= bytes
    return true
  }
  for (const { open, atoms, close } of all) {
    const shut = `…${close}`
    const forShut = { chars: shut.length, bytes: countBytes(shut) }
    if (!take(open, forShut)) return { markup: ended(markup, room), whole: false }
    for (const atom of atoms) {
      if (take(atom, forShut)) continue
      // Room for closing was kept free at each step, so it fits.
      markup += shut
      room.chars -= forShut.chars
      room.bytes -= forShut.bytes
      return { markup, whole: false }
    }
    markup += close
    room.chars -= close.length
    room.bytes -= countBytes(close)
  }
  return { markup, whole: true }
}

const ended = (markup: string, room: Room): string => {
  room.chars -= 1
  room.bytes -= 3
  return `${markup}…`
}
