import { formatLine } from '../grammar/grammar.ts'
import { DEFAULT_PREFIX, type Span, type Text, writeCommand } from '../text/spans.ts'
import { formatTimeSpanIn, GENEVA } from '../time/geneva.ts'
import type { Action, Block, Message } from './message.ts'

/** Text without markup: instants in `zone` (IANA), with the zone named; commands with the platform's `prefix`. */
export function plainText(text: Text, zone: string = GENEVA, prefix: string = DEFAULT_PREFIX): string {
  return typeof text === 'string' ? text : text.map(span => plainSpan(span, zone, prefix)).join('')
}

function plainSpan(span: Span, zone: string, prefix: string): string {
  if (typeof span === 'string') return span
  switch (span.kind) {
    case 'command':
      return writeCommand(span, prefix)
    case 'strong':
    case 'code':
    case 'countdown':
      return span.text
    case 'link':
      return span.text === span.url ? span.url : `${span.text} (${span.url})`
    case 'instant': {
      const until = span.until === undefined ? undefined : Temporal.Instant.from(span.until)
      return formatTimeSpanIn(Temporal.Instant.from(span.at), until, zone)
    }
  }
}

/** A whole message as plain text, blocks separated by line ends; text files that were asked for stand at its end. */
export function plainMessage(message: Message, zone: string = GENEVA): string {
  const files = (message.files ?? [])
    .filter(file => file.asked && file.encoding === undefined)
    .map(file => file.content.replaceAll('\r\n', '\n').trimEnd())
  return [...message.blocks.map(block => plainBlock(block, zone)), ...files]
    .filter(text => text !== '')
    .join('\n')
}

function plainBlock(block: Block, zone: string): string {
  switch (block.kind) {
    case 'heading':
      return block.text
    case 'text':
    case 'note':
      return plainText(block.text, zone)
    case 'quote':
      return block.text
        .split('\n')
        .map(line => `  | ${line}`)
        .join('\n')
    case 'fields': {
      const width = Math.max(...block.fields.map(f => f.label.length + 1), 0)
      return block.fields.map(f => `  ${`${f.label}:`.padEnd(width)}  ${plainText(f.value, zone)}`).join('\n')
    }
    case 'list':
      return block.items.map(item => `  - ${plainText(item, zone)}`).join('\n')
    case 'table':
      return plainTable(
        block.columns,
        block.rows.map(row => row.map(cell => plainText(cell, zone))),
      )
    case 'actions':
      return plainActions(block.actions)
  }
}

/**
 * Buttons of different commands are named in a line, each with what it is about; those that differ only in their
 * options are each written out. Forms to fill in again are for those who have forms.
 */
function plainActions(all: Action[]): string {
  const actions = all.filter(a => !a.invocation.ask)
  const paths = new Set(actions.map(a => a.invocation.path))
  if (paths.size === actions.length && actions.length > 1)
    return `  You can: ${actions.map(a => `/sg ${briefly(a.invocation)}`).join(', ')}`
  return actions.map(a => `  ${a.label}: /sg ${shortened(formatLine(a.invocation))}`).join('\n')
}

/** The command with what it is about; words with blanks between them go by their option's name. */
function briefly({ path, options }: Action['invocation']): string {
  const [first] = Object.entries(options)
  if (!first) return path
  return /\s/.test(first[1])
    ? formatLine({ path, options: Object.fromEntries([first]) })
    : `${path} ${first[1]}`
}

/** A command that carries a whole text is not written out again. */
const shortened = (line: string): string => (line.length <= 160 ? line : `${line.slice(0, 150)}…`)

/** Columns of equal width, two spaces apart. */
export function plainTable(columns: string[], rows: string[][]): string {
  const widths = columns.map((title, i) => Math.max(title.length, ...rows.map(row => (row[i] ?? '').length)))
  return [columns, ...rows]
    .map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
}
