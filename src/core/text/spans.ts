/** Text before any platform's markup: literals, and spans that each renderer writes its own way. */
import { formatCommand } from './command-line.ts'

export type Text = string | Span[]

export type Span =
  | string
  | { kind: 'strong'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; url: string }
  /** An instant (ISO, UTC), shown in the reader's own zone; with `until`, a span of time of one day. */
  | { kind: 'instant'; at: string; until?: string }
  /**
   * How long until an instant (ISO, UTC): counted live where the platform can, else in these words of the moment. Slack
   * and Discord round to the nearest day, our words down to what is left in full, so one message never has both for one
   * instant: beside a countdown no sentence counts.
   */
  | { kind: 'countdown'; at: string; text: string }
  /** A command to give: "/sg issue list", "/issue list", clickable where the platform allows. */
  | CommandSpan

export interface CommandSpan {
  kind: 'command'
  path: string
  options?: Record<string, string>
}

/** The prefix of commands where no platform's own is known: in logs, and in text that is kept. */
export const DEFAULT_PREFIX = '/sg '

export const strong = (text: string): Span => ({ kind: 'strong', text })
export const code = (text: string): Span => ({ kind: 'code', text })
export const link = (text: string, url: string): Span => ({ kind: 'link', text, url })
export const instant = (at: Temporal.Instant, until?: Temporal.Instant): Span => ({
  kind: 'instant',
  at: at.toString(),
  ...(until && { until: until.toString() }),
})

/** `text`: how long it is now, "3 days left". */
export const countdown = (at: Temporal.Instant, text: string): Span => ({
  kind: 'countdown',
  at: at.toString(),
  text,
})

/** A reference to a command, with options where an example helps. */
export const cmd = (path: string, options?: Record<string, string>): CommandSpan => ({
  kind: 'command',
  path,
  ...(options && { options }),
})

/** A sentence with spans in it: phrase`There is no issue. ${cmd('issue list')} names them.` */
export function phrase(literals: TemplateStringsArray, ...values: (Text | Span | number)[]): Text {
  const spans: Span[] = []
  for (const [i, literal] of literals.entries()) {
    if (literal !== '') spans.push(literal)
    const value = values[i]
    if (value === undefined) continue
    if (typeof value === 'number') spans.push(String(value))
    else if (Array.isArray(value)) spans.push(...value)
    else spans.push(value)
  }
  return spans.every(span => typeof span === 'string') ? spans.join('') : spans
}

/** Several texts as one, with `between` between each two. */
export function joinText(texts: readonly Text[], between: string): Text {
  const spans = texts.flatMap((text, i): Span[] => [
    ...(i > 0 && between !== '' ? [between] : []),
    ...(typeof text === 'string' ? [text] : text),
  ])
  return spans.every(span => typeof span === 'string') ? spans.join('') : spans
}

/** Words that stand alone: "proposal 1 by SG17" → "Proposal 1 by SG17". */
export function beginSentence(words: Text): Text {
  const [first = '', ...others] = typeof words === 'string' ? [words] : words
  if (typeof first !== 'string') return words
  return phrase`${`${first.charAt(0).toUpperCase()}${first.slice(1)}`}${others}`
}

/** A command as it is typed on a platform: "/sg meeting show meeting:MTG-1". */
export const writeCommand = ({ path, options }: CommandSpan, prefix: string): string =>
  `${prefix}${formatCommand(path, options)}`

/** The words alone, for errors and logs; instants stay ISO. Messages to people use `plainText` instead. */
export const toWords = (text: Text, prefix: string = DEFAULT_PREFIX): string =>
  typeof text === 'string'
    ? text
    : text
        .map(span => {
          if (typeof span === 'string') return span
          if (span.kind === 'command') return writeCommand(span, prefix)
          return span.kind === 'instant' ? span.at : span.text
        })
        .join('')
