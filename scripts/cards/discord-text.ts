/** Discord's markup as HTML, as far as the program writes it. */
import { escaped } from './html.ts'
import { daysUntil, said, timeOf } from './reader.ts'

type Kind = 'h3' | 'quote' | 'small' | 'item' | 'plain'

/** The beginnings of lines that make a line a heading, a quotation and so on. */
const BEGINS: [RegExp, Kind][] = [
  [/^### /, 'h3'],
  [/^> ?/, 'quote'],
  [/^-# /, 'small'],
  [/^- /, 'item'],
]

/** A whole text: its lines, neighbours of a kind together. */
export function markupHtml(markup: string, now: Temporal.Instant): string {
  return markup
    .split(/^```\n([\s\S]*?)```\n?/m)
    .map((part, i) => (i % 2 === 1 ? `<pre>${escaped(part.trimEnd())}</pre>` : linesHtml(part, now)))
    .join('')
}

function linesHtml(markup: string, now: Temporal.Instant): string {
  const groups: { kind: Kind; texts: string[] }[] = []
  if (markup === '') return ''
  for (const line of markup.replace(/\n$/, '').split('\n')) {
    const [pattern, kind] = BEGINS.find(([begins]) => begins.test(line)) ?? [/^/, 'plain' as const]
    const text = line.replace(pattern, '')
    const last = groups.at(-1)
    // A line set in belongs to the item above it.
    if (last?.kind === 'item' && /^ {2}\S/.test(line)) last.texts[last.texts.length - 1] += `\n${line.trim()}`
    else if (last?.kind === kind && kind !== 'h3') last.texts.push(text)
    else groups.push({ kind, texts: [text] })
  }
  return groups
    .map(({ kind, texts }) =>
      groupHtml(
        kind,
        texts.map(text => inlineHtml(text, now)),
      ),
    )
    .join('')
}

function groupHtml(kind: Kind, texts: string[]): string {
  const all = texts.join('<br>')
  switch (kind) {
    case 'h3':
      return `<h3>${all}</h3>`
    case 'quote':
      return `<blockquote>${all}</blockquote>`
    case 'small':
      return `<small>${all}</small>`
    case 'item':
      return `<ul>${texts.map(text => `<li>${text}</li>`).join('')}</ul>`
    case 'plain':
      return `<p>${all}</p>`
  }
}

/** The first rule that fits, as the app does it: a backslash shows the sign after it. */
const INLINE =
  /\\(?<sign>[^0-9A-Za-z\s])|<t:(?<at>\d+):(?<style>\w)>|(?<fence>`{1,2})(?<code>[\s\S]*?[^`])\k<fence>(?!`)|\*\*(?<strong>(?:\\[\s\S]|[^\\])+?)\*\*|<(?<url>https?:[^\s>]+)>|\[(?<label>(?:\\[\s\S]|[^\]\\])+)\]\((?<to>[^)\s]+)\)|\u200b|(?<any>[\s\S])/gu

function inlineHtml(markup: string, now: Temporal.Instant): string {
  return [...markup.matchAll(INLINE)]
    .map(({ groups = {} }) => {
      const { sign, at, style, code, strong, url, label, any } = groups
      if (sign !== undefined) return escaped(sign)
      if (at !== undefined) return `<span class="time">${escaped(stampText(Number(at), style!, now))}</span>`
      if (code !== undefined) return `<code>${escaped(code.trim())}</code>`
      if (strong !== undefined) return `<b>${inlineHtml(strong, now)}</b>`
      if (url !== undefined) return `<a>${escaped(url)}</a>`
      if (label !== undefined) return `<a>${inlineHtml(label, now)}</a>`
      return any === '\n' ? '<br>' : escaped(any ?? '')
    })
    .join('')
}

function stampText(seconds: number, style: string, now: Temporal.Instant): string {
  const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
  const date = said(at, { month: 'long', day: 'numeric', year: 'numeric' })
  switch (style) {
    case 't':
      return timeOf(at)
    case 'D':
      return date
    case 'f':
      return `${date} at ${timeOf(at)}`
    case 'F':
      return `${said(at, { weekday: 'long' })}, ${date} at ${timeOf(at)}`
    case 'R': {
      const days = daysUntil(at, now)
      return days === 0 ? 'today' : `in ${days} days`
    }
    default:
      throw new Error(`The pictures don't know Discord's time style "${style}".`)
  }
}
