import type { Block, Cell, Document, Words } from '../../../src/core/reading/document.ts'

/**
 * A document as lines that a person would write down: "# 3.1 Title", "a) words", "| cell | cell |". Words before
 * changes stand behind "<<", links in "->", the span of a merged cell as "(2x1)".
 */
export const outline = ({ blocks }: Pick<Document, 'blocks'>): string[] => blocks.flatMap(outlineBlock)

function outlineBlock(block: Block): string[] {
  if (block.kind === 'heading')
    return [
      `${'#'.repeat(block.level)} ${block.number ? `[${block.number}] ` : ''}${outlineWords(block.words)}`,
    ]
  if (block.kind === 'paragraph') return [outlineParagraph(block)]
  return block.rows.map(row => `| ${row.cells.map(outlineCell).join(' | ')} |`)
}

function outlineCell({ paragraphs, columns, rows }: Cell): string {
  const span = columns > 1 || rows > 1 ? `(${columns}x${rows}) ` : ''
  return span + paragraphs.map(outlineParagraph).join(' ¶ ')
}

const outlineParagraph = ({ label, words }: { label?: string; words: Words }): string =>
  `${label === undefined ? '' : `[${label}] `}${outlineWords(words)}`.trim()

function outlineWords({ text, before, links = [] }: Words): string {
  const shown = text.replaceAll('\n', '⏎').replaceAll('\t', '⇥')
  return [
    shown,
    ...(before === undefined ? [] : [`<< ${before.replaceAll('\n', '⏎')}`]),
    ...links.map(link => `{${link.text} -> ${link.url}}`),
  ]
    .join(' ')
    .trim()
}
