/** The lines of a text: blank, the first line of a cell, or anything else. */

export interface Line {
  /** From 1. */
  number: number
  kind: 'blank' | 'cell' | 'text'
  text: string
  /** The line as it is written. */
  raw: string
  /** A cell whose line begins with a space: the converter lost what stood before it, a row's end or an empty cell. */
  loose?: boolean
}

/** Lines as they count for the reader. Bookmarks of the converter are left out; a page break is a line's end. */
export const toLines = (text: string): Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?|\f|\u2028|\u2029/g, '\n')
    .split('\n')
    .map((raw, i) => toLine(raw.replace(/\[bookmark: [^\]\n]{0,200}\]/g, ''), i + 1))

/** A cell begins with one tab; a line of tabs alone says nothing, and one with several before its words is indented text. */
function toLine(raw: string, number: number): Line {
  const cell = /^ ?\t(?!\t)/.exec(raw)
  if (cell) {
    const text = raw.slice(cell[0].length).replaceAll('\t', ' ').trim()
    return { number, kind: 'cell', text, raw, loose: cell[0] !== '\t' }
  }
  if (raw.trim() === '') return { number, kind: 'blank', text: '', raw }
  return { number, kind: 'text', text: raw, raw }
}
