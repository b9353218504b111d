/**
 * A message as the text beside its blocks: the whole of it in plain words, since screen readers read this and skip the
 * blocks (docs.slack.dev/reference/methods/chat.postMessage).
 */
import type { Block, Message, Text } from '../../core/messages/message.ts'
import { plainText } from '../../core/messages/plain.ts'
import { GENEVA } from '../../core/time/geneva.ts'
import { clean, isVisible, LIMITS } from './limits.ts'
import { SLACK } from './manifest.ts'
import { cutEscaped, escapedText } from './spans.ts'

const said = (text: Text): string => plainText(text, GENEVA, SLACK.commandPrefix)

/** Escaped, and at most as long as Slack recommends. Its end goes first: what decides stands at its beginning. */
export function renderSpoken({ summary, blocks }: Message): string {
  const lines = blocks.flatMap(speakBlock)
  const begin = said(summary).trim()
  const isSaidBelow = lines.map(said).join(' ').includes(begin)
  const own = lines.filter((line, i) => i > 0 || !isTitleOf(said(line), begin))
  return join((isSaidBelow ? lines : [begin, ...own]).filter(line => isVisible(said(line))))
}

/** A heading that the summary begins with would be heard twice. */
const isTitleOf = (heading: string, summary: string): boolean =>
  summary.startsWith(heading.replace(/\.$/, ''))

function speakBlock(block: Block): Text[] {
  switch (block.kind) {
    case 'heading':
      return [asSentence(block.text)]
    case 'text':
    case 'note':
      return [block.text]
    case 'quote':
      return isVisible(block.text) ? [`“${clean(block.text).trim()}”`] : []
    case 'fields':
      return block.fields.map(({ label, value }) => [`${label}: `, ...toSpans(value)])
    case 'list':
      return block.items
    case 'table':
      return block.rows.map(row => speakRow(block.columns, row))
    case 'actions':
      return block.actions.length > 0 ? [`Buttons: ${block.actions.map(a => a.label).join(', ')}.`] : []
  }
}

/** "SG17; Meets: May; Place: Geneva" */
const speakRow = (columns: string[], row: Text[]): Text =>
  row.flatMap((cell, i) => {
    if (!isVisible(said(cell))) return []
    const title = i > 0 && columns[i] ? `${columns[i]}: ` : ''
    return [...(i > 0 ? ['; '] : []), title, ...toSpans(cell)]
  })

const toSpans = (text: Text) => (typeof text === 'string' ? [text] : text)

const asSentence = (text: string): string =>
  !isVisible(text) || /[.!?:…]$/.test(text.trim()) ? text : `${text.trim()}.`

/** The lines, as many as fit; the last of them is shortened itself. */
function join(lines: Text[]): string {
  let text = ''
  for (const line of lines) {
    const between = text === '' ? '' : '\n'
    const escaped = escapedText(line)
    const room = LIMITS.messageText - text.length - between.length
    if (escaped.length > room)
      return room < 2 ? text : `${text}${between}${cutEscaped(said(line), room)}`.trimEnd() || '–'
    text += between + escaped
  }
  return isVisible(text) ? text : '–'
}
