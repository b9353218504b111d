/** Text of the core as markup. References ("ISG-1", "MTG-7") become links to their pages. */
import { issuePage, meetingPage, readingPage } from '../../core/references/pages.ts'
import { type Span, type Text, writeCommand } from '../../core/text/spans.ts'
import { formatTimeSpanIn, GENEVA } from '../../core/time/geneva.ts'
import { type Content, type Html, markup } from './markup.ts'
import type { Reader } from './reader.ts'

export const renderText = (text: Text, reader: Reader): Content =>
  typeof text === 'string' ? linked(text, reader) : text.map(span => renderSpan(span, reader))

function renderSpan(span: Span, reader: Reader): Content {
  if (typeof span === 'string') return linked(span, reader)
  switch (span.kind) {
    case 'command':
      return markup`<code class="cmd">${writeCommand(span, reader.prefix)}</code>`
    case 'strong':
      return markup`<strong>${linked(span.text, reader)}</strong>`
    case 'code':
      return markup`<code>${span.text}</code>`
    case 'link':
      return /^https?:\/\//i.test(span.url)
        ? markup`<a href="${span.url}" rel="noreferrer">${span.text}</a>`
        : span.text
    case 'instant':
      return renderInstant(
        Temporal.Instant.from(span.at),
        span.until === undefined ? undefined : Temporal.Instant.from(span.until),
        reader,
      )
  }
}

/** An instant in the reader's own zone. */
const renderInstant = (
  at: Temporal.Instant,
  until: Temporal.Instant | undefined,
  { zone = GENEVA }: Reader,
): Html => markup`<time datetime="${at.toString()}">${formatTimeSpanIn(at, until, zone)}</time>`

const REFERENCE = /\b(ISG|MTG|READ)-(\d{1,9})\b/g

const PAGE_OF: Record<string, (reference: string) => string> = {
  ISG: issuePage,
  MTG: meetingPage,
  READ: readingPage,
}

/** A literal with its references as links. */
export function linked(text: string, { base }: Pick<Reader, 'base'>): Content {
  const parts: Content[] = []
  let end = 0
  for (const match of text.matchAll(REFERENCE)) {
    const [reference, kind] = match
    parts.push(
      text.slice(end, match.index),
      markup`<a class="ref" href="${base}${PAGE_OF[kind!]!(reference)}">${reference}</a>`,
    )
    end = match.index + reference.length
  }
  return end === 0 ? text : [...parts, text.slice(end)]
}
