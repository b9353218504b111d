/** The model of a document that was read, whatever the file was: blocks in reading order, each with its place. */

/** Text with its tracked changes: the reading after all changes, and the one before them where it differs. */
export interface Words {
  /** Line breaks inside a paragraph or a cell are '\n'. */
  text: string
  /** Never glued to `text`. */
  before?: string
  links?: { text: string; url: string }[]
}

/** A place in a document. */
export interface Place {
  /** The clause or annex: "3.1.3", "0", "Annex 2", "Annex 1a". */
  clause?: string
  /** That clause's heading, as written. */
  title?: string
  /** From 1, within the document. */
  table?: number
  /** From 1; the header row counts. */
  row?: number
  /** From 1; the logical column, after merged cells. */
  column?: number
  /** From 1: the line of a text, or the paragraph of a .docx. */
  line?: number
}

export type Block = Heading | Paragraph | Table

export interface Heading {
  kind: 'heading'
  level: number
  /** "3.1.3" or "Annex 2" */
  number?: string
  words: Words
  place: Place
}

export interface Paragraph {
  kind: 'paragraph'
  /** The list label as shown: "1)", "a)", "•", "–". */
  label?: string
  words: Words
  place: Place
}

export interface Table {
  kind: 'table'
  rows: Row[]
  place: Place
}

export interface Row {
  cells: Cell[]
  place: Place
}

/** One logical cell. A merged cell stands once, with the span it covers; the cells it covers are absent. */
export interface Cell {
  paragraphs: { label?: string; words: Words }[]
  column: number
  columns: number
  rows: number
  place: Place
}

export interface Document {
  name: string
  /** The sha256 of the file, in hexadecimal. */
  digest: string
  blocks: Block[]
  /** The header table of an ITU document; empty when there is none. */
  header: Row[]
}
