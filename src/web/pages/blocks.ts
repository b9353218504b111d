/** Messages of the core as markup: the same words as in chat. Buttons become commands to copy. */
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Action, Block } from '../../core/messages/message.ts'
import type { Text } from '../../core/text/spans.ts'
import { type Content, type Html, markup } from './markup.ts'
import type { Reader } from './reader.ts'
import { linked, renderText } from './text.ts'

/** The blocks without their buttons. `level`: of the first headings. */
export const renderBlocks = (blocks: readonly Block[], reader: Reader, level: 2 | 3 = 2): Content =>
  blocks.map(block => renderBlock(block, reader, level))

function renderBlock(block: Block, reader: Reader, level: 2 | 3): Content {
  switch (block.kind) {
    case 'heading':
      return level === 2 ? markup`<h2>${block.text}</h2>` : markup`<h3>${block.text}</h3>`
    case 'text':
      return markup`<p>${renderText(block.text, reader)}</p>`
    case 'quote':
      return renderQuote(block.text, reader)
    case 'fields':
      return renderFields(block.fields, reader)
    case 'list':
      return markup`<ul>${block.items.map(item => markup`<li>${renderText(item, reader)}</li>`)}</ul>`
    case 'table':
      return renderTable(
        'Table',
        block.columns,
        block.rows.map(row => row.map(cell => renderText(cell, reader))),
      )
    case 'note':
      return markup`<p class="note">${renderText(block.text, reader)}</p>`
    case 'actions':
      return undefined
  }
}

/** Somebody's own words, word for word. */
export const renderQuote = (text: string, reader: Reader): Html =>
  markup`<blockquote>${linked(text, reader)}</blockquote>`

export const renderFields = (
  fields: readonly { label: string; value: Text }[],
  reader: Reader,
): Html | undefined =>
  fields.length === 0
    ? undefined
    : markup`<dl>${fields.map(
        ({ label, value }) => markup`<div><dt>${label}</dt><dd>${renderText(value, reader)}</dd></div>`,
      )}</dl>`

/**
 * A table that scrolls by itself where it is wider than the page, by the keyboard, too. `wide`: the column of running
 * text, which the browser would otherwise make as narrow as its longest word.
 */
export const renderTable = (
  label: string,
  columns: readonly Content[],
  rows: readonly (readonly Content[])[],
  wide?: string,
): Html =>
  markup`<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${columns.map(title => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    row => markup`<tr>${row.map((cell, i) => renderCell(cell, i === 0, wide !== undefined && columns[i] === wide))}</tr>
`,
  )}</tbody></table></div>`

const renderCell = (cell: Content, isFirst: boolean, isWide: boolean): Html =>
  isFirst
    ? markup`<th scope="row">${cell}</th>`
    : isWide
      ? markup`<td class="wide">${cell}</td>`
      : markup`<td>${cell}</td>`

export interface ShownCommand {
  label: string
  /** Without the platform's prefix. */
  line: string
}

/** The commands behind the buttons of a message. */
export const commandsOf = (blocks: readonly Block[]): ShownCommand[] =>
  blocks.flatMap(block => (block.kind === 'actions' ? block.actions.map(toCommand) : []))

/** A button as a command: its label, and the command without values that only the button itself knows. */
const toCommand = ({ label, invocation: { path, options } }: Action): ShownCommand => ({
  label,
  line: formatLine({ path, options }),
})
