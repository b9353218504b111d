/** A meeting document as Markdown: for reading it where there is no Word, and for comparing two drafts line by line. */
import {
  type Block,
  type Cell,
  type Header,
  headingWords,
  inlineText,
  type MeetingDocument,
  type Table,
  toInlines,
  type Words,
} from './document.ts'

export const toMarkdown = ({ title, header, blocks }: MeetingDocument): string => {
  const head = header
    ? [renderHeader(header)]
    : blocks[0]?.kind === 'heading'
      ? []
      : [`# ${toLiteral(title)}`]
  return `${[...head, ...renderBlocks(blocks)].join('\n\n')}\n`
}

/** Signs that Markdown would take for its own. */
const toLiteral = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&')

/** A gap is bold, in its brackets. */
const render = (words: Words): string =>
  toInlines(words)
    .map(inline => (typeof inline === 'string' ? toLiteral(inline) : bold(toLiteral(inlineText(inline)))))
    .join('')
    .replaceAll('\n', '  \n')

/** The signs stand close to the words: blanks go outside of them. */
const bold = (text: string): string => text.replace(/^(\s*)(.*?)(\s*)$/s, '$1**$2**$3')

function renderHeader(header: Header): string {
  const rows: [string, Words][] = [
    ['Document', header.number],
    ['Study period', header.studyPeriod],
    ['Group', header.group],
    ['Question(s)', header.questions],
    ['Place and dates', header.placeAndDates],
    ['Kind', header.kind],
    ['Source', header.source],
    ['Title', header.title],
    ...(header.rows ?? []).map(({ label, words }): [string, Words] => [label.replace(/:$/, ''), words]),
    ...header.contacts.map((c): [string, Words] => [
      'Contact',
      [c.name, c.organisation, c.country, c.telephone, c.email].flatMap((words, i) => [
        ...(i > 0 ? [', '] : []),
        ...toInlines(words),
      ]),
    ]),
    ['Abstract', header.abstract],
    ...(header.action === undefined ? [] : [['Action', header.action] as [string, Words]]),
  ]
  return [
    `# ${render(header.title)}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([label, words]) => `| **${label}** | ${inCell(words)} |`),
  ].join('\n')
}

/** Items of one list follow each other without an empty line. */
function renderBlocks(blocks: readonly Block[]): string[] {
  const parts: string[] = []
  let inList = false
  for (const block of blocks) {
    const text = renderBlock(block)
    const isItem = block.kind === 'item'
    if (isItem && inList) parts[parts.length - 1] += `\n${text}`
    else parts.push(text)
    inList = isItem
  }
  return parts
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(6, block.level + 1))} ${render(headingWords(block))}`
    case 'paragraph':
      return render(block.words)
    case 'item':
      return `${'   '.repeat(block.level - 1)}${block.label === '1.' ? '1.' : '-'} ${render(block.words)}`
    case 'quote':
      return block.text
        .split('\n')
        .map(line => `> ${toLiteral(line)}`.trimEnd())
        .join('\n>\n')
    case 'table':
      return renderTable(block)
  }
}

/** Markdown has no cells that span columns: empty ones follow. */
function renderTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(({ title }) => toLiteral(title))),
    line(columns.map(({ centred }) => (centred ? ':-:' : '---'))),
    ...rows.map(({ cells, strong }) => line(cells.flatMap(cell => renderCell(cell, strong)))),
  ].join('\n')
}

function renderCell({ lines, columns = 1 }: Cell, strong: true | undefined): string[] {
  const text = lines.map(inCell).join('<br>')
  const shown = strong && text !== '' ? `**${text.replaceAll('**', '')}**` : text
  return [shown, ...Array.from({ length: columns - 1 }, () => '')]
}

const inCell = (words: Words): string => render(words).replaceAll('  \n', '<br>')
