/** A block's text as pieces of markup; none when it shows nothing. Buttons are not text. */

import type { Block, Field, Text } from '../../core/messages/message.ts'
import { plainTable, plainText } from '../../core/messages/plain.ts'
import { GENEVA } from '../../core/time/geneva.ts'
import { DISCORD } from './manifest.ts'
import { clean, isVisible, oneLine, type Piece, pieces, raw } from './markup.ts'
import { type CommandPaths, NO_COMMANDS } from './paths.ts'

/** The widest table that is shown in columns of equal width; phones would break longer lines. */
const COLUMNS_WIDTH = 56

export function blockPieces(block: Block, commands: CommandPaths = NO_COMMANDS): Piece[] {
  switch (block.kind) {
    case 'heading':
      return isVisible(block.text) ? [raw('### '), ...pieces(oneLine(block.text))] : []
    case 'text':
      return isSeen(block.text) ? pieces(block.text, '\n', commands) : []
    case 'quote':
      return isVisible(block.text) ? [raw('> '), ...pieces(block.text.trim(), '\n> ')] : []
    case 'fields':
      return lines(
        block.fields
          .filter(f => isVisible(f.label) || isSeen(f.value))
          .map(field => fieldPieces(field, commands)),
      )
    case 'list':
      return lines(block.items.filter(isSeen).map(item => [raw('- '), ...pieces(item, '\n  ', commands)]))
    case 'table':
      return tablePieces(block.columns, block.rows, commands)
    case 'note':
      return isSeen(block.text) ? [raw('-# '), ...pieces(block.text, '\n-# ', commands)] : []
    case 'actions':
      return []
  }
}

const isSeen = (text: Text): boolean => isVisible(plainText(text))

const lines = (all: Piece[][]): Piece[] => all.flatMap((line, i) => (i === 0 ? line : [raw('\n'), ...line]))

const fieldPieces = ({ label, value }: Field, commands: CommandPaths): Piece[] => [
  ...pieces([{ kind: 'strong', text: `${oneLine(label)}:` }]),
  raw(' '),
  ...(isSeen(value) ? pieces(value, '\n', commands) : [raw('–')]),
]

function tablePieces(columns: string[], rows: Text[][], commands: CommandPaths): Piece[] {
  if (rows.length === 0) return []
  return (
    monospace(columns, rows) ??
    lines(rows.filter(row => row.some(isSeen)).map(row => rowPieces(columns, row, commands)))
  )
}

/**
 * The table in columns, if it is narrow, of plain characters that are one column wide in Discord's font, and without
 * spans that don't work inside code (instants, links, commands).
 */
function monospace(columns: string[], rows: Text[][]): Piece[] | undefined {
  const plain = rows.every(row =>
    row.every(
      cell =>
        typeof cell === 'string' ||
        cell.every(s => typeof s === 'string' || s.kind === 'strong' || s.kind === 'code'),
    ),
  )
  if (!plain) return undefined
  const cells = rows.map(row =>
    columns.map((_, i) => oneLine(plainText(row[i] ?? '', GENEVA, DISCORD.commandPrefix))),
  )
  const all = plainTable(columns.map(oneLine), cells)
    .split('\n')
    .map(line => clean(line).slice(2))
  if (all.some(line => line.length > COLUMNS_WIDTH || !/^[\u0020-\u005f\u0061-\u024f–—…‘’“”]*$/.test(line)))
    return undefined
  if (!all.some(isVisible)) return undefined
  return [{ open: '```\n', atoms: all.map(line => `${line}\n`), close: '```' }]
}

/** A row for a table that is too wide: its first cell, then the others, each with its column's name. */
function rowPieces(columns: string[], row: Text[], commands: CommandPaths): Piece[] {
  const cells = row.flatMap((cell, i) => (isSeen(cell) ? [{ column: oneLine(columns[i] ?? ''), cell }] : []))
  return [
    raw('- '),
    ...cells.flatMap(({ column, cell }, i) => [
      ...(i === 0 ? [] : [raw(' · '), ...(column === '' ? [] : pieces(`${column}: `))]),
      ...pieces(cell, ' ', commands),
    ]),
  ]
}
