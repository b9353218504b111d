/** Text spans in Slack's two markups: rich text elements, whose literals need no escaping, and mrkdwn (decision 0017). */
import type { types } from '@slack/bolt'
import type { Span, Text } from '../../core/messages/message.ts'
import { plainText } from '../../core/messages/plain.ts'
import { writeCommand } from '../../core/text/spans.ts'
import { formatTimeSpanIn, GENEVA } from '../../core/time/geneva.ts'
import { clean, cut, isVisible, LIMITS, oneLine } from './limits.ts'
import { SLACK } from './manifest.ts'

export type RichTextElement = types.RichTextElement

/** The text as rich text elements; none when it shows nothing. */
export function richElements(text: Text): RichTextElement[] {
  if (!isVisible(plainText(text))) return []
  return typeof text === 'string' ? literal(text) : text.flatMap(richSpan)
}

function richSpan(span: Span): RichTextElement[] {
  if (typeof span === 'string') return literal(span)
  switch (span.kind) {
    case 'strong':
      return literal(span.text, { bold: true })
    case 'code':
      return literal(span.text, { code: true })
    case 'command':
      return literal(writeCommand(span, SLACK.commandPrefix), { code: true })
    case 'link': {
      const url = safeUrl(span.url)
      if (url === undefined) return literal(plainText([span]))
      const text = cut(clean(span.text), LIMITS.textObject)
      return [{ type: 'link', url, ...(isVisible(text) && { text }) }]
    }
    case 'countdown':
      return [{ type: 'date', ...toCountdown(span) }]
    case 'instant':
      return toDates(span.at, span.until).flatMap((date, i): RichTextElement[] => [
        ...(i === 0 ? [] : literal('–')),
        { type: 'date', ...date },
      ])
  }
}

type Style = { bold?: true; code?: true }

/** Literal text: nothing in it becomes markup, a mention or an emoji. */
export function literal(text: string, style?: Style): RichTextElement[] {
  return chunks(clean(text), LIMITS.textObject).map(part => ({
    type: 'text',
    text: part,
    ...(style && { style }),
  }))
}

/** The same in fewer elements: each one costs many bytes, which a message is short of. */
export function joinElements(elements: RichTextElement[]): RichTextElement[] {
  const parts: RichTextElement[] = []
  for (const element of elements) {
    const last = parts.at(-1)
    const isPlain = last?.type === 'text' && element.type === 'text' && !last.style && !element.style
    if (isPlain && last.text.length + element.text.length <= LIMITS.textObject)
      parts[parts.length - 1] = { type: 'text', text: last.text + element.text }
    else parts.push(element)
  }
  return parts
}

/** The text in parts of at most `most`, cut between code points. None for the empty text. */
function chunks(text: string, most: number): string[] {
  const parts: string[] = []
  for (let rest = text; rest !== ''; ) {
    const end = rest.length > most && /[\uD800-\uDBFF]/.test(rest.charAt(most - 1)) ? most - 1 : most
    parts.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return parts
}

/** An address that Slack accepts as a link: with any other it would refuse the whole message. */
function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(clean(url))
  if (parsed === null || !['https:', 'http:', 'mailto:'].includes(parsed.protocol)) return undefined
  return parsed.href.length <= LIMITS.url ? parsed.href : undefined
}

interface SlackDate {
  timestamp: number
  format: string
  /** Shown where Slack can't show the reader's zone: Geneva time, in words. */
  fallback: string
}

/** The start, and for a range its end as a time of day. */
function toDates(at: string, until: string | undefined): SlackDate[] {
  const [from, to] = [
    Temporal.Instant.from(at),
    until === undefined ? undefined : Temporal.Instant.from(until),
  ]
  const start = {
    timestamp: toSeconds(from),
    format: '{date_long_pretty} at {time}',
    fallback: formatTimeSpanIn(from, to, GENEVA),
  }
  if (to === undefined) return [start]
  return [
    start,
    { timestamp: toSeconds(to), format: '{time}', fallback: formatTimeSpanIn(to, undefined, GENEVA) },
  ]
}

/** Slack counts it itself: "in 3 days", "2 hours ago". */
const toCountdown = ({ at, text }: { at: string; text: string }): SlackDate => ({
  timestamp: toSeconds(Temporal.Instant.from(at)),
  format: '{ago}',
  fallback: text,
})

const toSeconds = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1000)

/**
 * The text as mrkdwn, for small print, where Slack has no rich text. At most `most` characters; a text that is too long
 * loses its markup, so that no entity is cut in two.
 */
export function mrkdwn(text: Text, most: number): string {
  const spans = typeof text === 'string' ? [text] : text
  const marked = spans.map(mrkdwnSpan).join('')
  return marked.length <= most ? marked : cutEscaped(plainText(text), most, inert)
}

/** Plain words with nothing but dates marked up, which Slack shows in the reader's own zone. */
export function escapedText(text: Text): string {
  const spans = typeof text === 'string' ? [text] : text
  return spans
    .map(span => {
      if (typeof span !== 'string' && span.kind === 'instant')
        return toDates(span.at, span.until).map(dateMarkup).join('–')
      return escapeSigns(plainText([span], GENEVA, SLACK.commandPrefix))
    })
    .join('')
}

function mrkdwnSpan(span: Span): string {
  if (typeof span === 'string') return inert(span)
  switch (span.kind) {
    case 'strong':
      return withSpacesOutside(span.text, text => `*${inert(text)}*`)
    case 'code':
      return codeMarkup(span.text)
    case 'command':
      return codeMarkup(writeCommand(span, SLACK.commandPrefix))
    case 'link': {
      const url = safeUrl(span.url)?.replaceAll('|', '%7C')
      if (url === undefined) return inert(plainText([span]))
      const text = oneLine(span.text)
      return isVisible(text)
        ? `<${escapeSigns(url)}|${inert(text.replaceAll('|', '¦'))}>`
        : `<${escapeSigns(url)}>`
    }
    case 'countdown':
      return dateMarkup(toCountdown(span))
    case 'instant':
      return toDates(span.at, span.until).map(dateMarkup).join('–')
  }
}

const dateMarkup = ({ timestamp, format, fallback }: SlackDate): string =>
  `<!date^${timestamp}^${format}|${escapeSigns(fallback)}>`

/** Marked text on one line. Spaces at its ends stand beside the markup: inside, Slack would not recognise it. */
function withSpacesOutside(text: string, mark: (line: string) => string): string {
  const line = oneLine(text)
  if (!isVisible(line)) return text === '' ? '' : ' '
  return `${/^\s/.test(text) ? ' ' : ''}${mark(line)}${/\s$/.test(text) ? ' ' : ''}`
}

/** A backtick can't be escaped within code, so a similar character replaces it. */
const codeMarkup = (text: string): string =>
  isVisible(text) ? `\`${escapeSigns(oneLine(text).replaceAll('`', 'ˋ'))}\`` : ''

/** Escapes the three characters that could mention people or forge links and dates. */
export const escapeSigns = (text: string): string =>
  clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Escaped, and without formatting: mrkdwn has no escape for * _ ~ ` and :emoji:, so a zero-width space separates each
 * from the text it would format. The same for ">" at the start of a line, which quotes even when escaped.
 */
const inert = (text: string): string =>
  escapeSigns(
    clean(text)
      .replace(/[*_~`]/g, '\u200B$&\u200B')
      .replace(/:(?=[\w+-]+:)/g, ':\u200B')
      .replace(/^(\s*)>/gm, '$1\u200B>'),
  )

/** Escaped text of at most `most` characters, never cut inside an entity. */
export function cutEscaped(text: string, most: number, mark: (text: string) => string = escapeSigns): string {
  let kept = clean(text)
  // A character may have become five ("&amp;"), so a fifth of the excess is removed at least, and checked again.
  for (let over = mark(kept).length - most; over > 0; over = mark(kept).length - most)
    kept = cut(kept, kept.length - Math.max(1, Math.floor(over / 5)))
  return mark(kept)
}
