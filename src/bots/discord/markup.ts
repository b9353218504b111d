/**
 * Text as Discord's markup, in pieces that can be shortened without breaking: a piece's atoms stay whole
 * (an escaped character, a timestamp), and what it opens is closed whatever is left out of it.
 */

import type { Span, Text } from '../../core/messages/message.ts'
import { type CommandSpan, writeCommand } from '../../core/text/spans.ts'
import { DISCORD } from './manifest.ts'

/** The ids of registered commands by their first word, which make a reference clickable. */
export type CommandIds = ReadonlyMap<string, string>

/** Where no command is registered, references are shown as code. */
export const NO_IDS: CommandIds = new Map()

export interface Piece {
  open: string
  atoms: string[]
  close: string
}

/** Keeps two neighbours apart without showing anything. */
const GAP = '\u200b'

/** A piece of our own markup, which is shown whole or not at all. */
export const raw = (markup: string): Piece => ({ open: '', atoms: [markup], close: '' })

/**
 * User text without what can't be shown or misleads: controls, lone surrogates, and the characters that
 * turn the direction of writing around.
 */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\n{3,}/g, '\n\n')

/** The same on one line. */
export const oneLine = (text: string): string =>
  clean(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/** Whether a reader sees anything of it. */
export const isVisible = (text: string): boolean =>
  /[^\s\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800]/u.test(text)

/**
 * What has a meaning in Discord's markup, tried in this order, and what has none. A backslash before any sign that is
 * no letter, digit or space shows that sign. `discord.js`'s own escapeMarkdown leaves mentions, timestamps, channel
 * links, custom emoji, "-#" and ">" alive.
 */
const SPECIAL =
  /(?<url>https?:\/\/[^\s<>"'`]*[^\s<>"'`.,:;!?()[\]{}*_~|\\@])|(?<line>(?<=^|\n) *(?:[#>+-]|\d+[.)]))|(?<everyone>@(?=everyone|here))|(?<entity><(?=[@#:/+at]|id:))|(?<emoji>:(?=[\w+~-]+:))|(?<sign>[\\*_~|`<>[\]()])|(?<plain>(?:(?!https?:\/\/)[^\\*_~|`<>[\]()@:\n])+)|[\s\S]/gu

/** User text with everything in it dead, each atom what one character became. `newline` is put for a line end. */
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
 * An address stays one. In angle brackets, since Discord takes all that follows a bare one for its part, up to
 * the next space; what would open or close markup is percent-encoded.
 */
const bare = (url: string): string => `<${url.replace(/[*|\\~@[\]()]/g, percent)}>`

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** A text's pieces. `newline` replaces line ends, so that the text stays inside its block. */
export function pieces(text: Text, newline = '\n', ids: CommandIds = NO_IDS): Piece[] {
  const spans = joinPlain((typeof text === 'string' ? [text] : text).flatMap(moveSpacesOut))
  const found = spans.flatMap(span => toPiece(span, newline, ids) ?? [])
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

/** Neighbouring plain spans as one: what they spell together must be seen together. */
function joinPlain(spans: Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans) {
    const before = all.at(-1)
    if (typeof span === 'string' && typeof before === 'string') all[all.length - 1] = before + span
    else all.push(span)
  }
  return all
}

function toPiece(span: Span, newline: string, ids: CommandIds): Piece | undefined {
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
      return commandPiece(span, ids)
    case 'link':
      return linkPiece(oneLine(span.text), span.url)
    case 'instant':
      return raw(
        span.until === undefined ? stamp(span.at, 'f') : `${stamp(span.at, 'f')}–${stamp(span.until, 't')}`,
      )
  }
}

/** Clickable when it has no options, which a click can't fill in; else as code. */
function commandPiece(command: CommandSpan, ids: CommandIds): Piece | undefined {
  const id = ids.get(command.path.split(' ')[0]!)
  return id === undefined || Object.keys(command.options ?? {}).length > 0
    ? codePiece(oneLine(writeCommand(command, DISCORD.commandPrefix)))
    : raw(`</${command.path}:${id}>`)
}

/** Shown in the reader's own zone and language. */
const stamp = (at: string, style: 'f' | 't'): string =>
  `<t:${Math.floor(Temporal.Instant.from(at).epochMilliseconds / 1000)}:${style}>`

/**
 * Nothing is escaped in code, so backticks want a longer fence: two. Three would begin a block of code, so
 * backticks in a row are kept apart.
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

/** Discord shows no masked link whose text looks like an address, and neither do we: it could name another. */
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

/** How much may still be shown. */
export interface Room {
  chars: number
  bytes: number
}

const bytesOf = (text: string): number => Buffer.byteLength(text)

/**
 * As much of `all` as there is room for, which is taken from `room`; when something had to go, "…" stands
 * where it was.
 */
export function shorten(all: Piece[], room: Room): { markup: string; whole: boolean } {
  let markup = ''
  const take = (part: string, keep: string): boolean => {
    const [chars, bytes] = [part.length + keep.length, bytesOf(part) + bytesOf(keep)]
    if (chars > room.chars || bytes > room.bytes) return false
    markup += part
    room.chars -= part.length
    room.bytes -= bytesOf(part)
    return true
  }
  for (const { open, atoms, close } of all) {
    const shut = `…${close}`
    if (!take(open, shut)) return { markup: ended(markup, room), whole: false }
    for (const atom of atoms) {
      if (take(atom, shut)) continue
      // The close was kept free at each step before, so it fits.
      markup += shut
      room.chars -= shut.length
      room.bytes -= bytesOf(shut)
      return { markup, whole: false }
    }
    markup += close
    room.chars -= close.length
    room.bytes -= bytesOf(close)
  }
  return { markup, whole: true }
}

const ended = (markup: string, room: Room): string => {
  room.chars -= 1
  room.bytes -= 3
  return `${markup}…`
}
