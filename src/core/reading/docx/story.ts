import type { Block } from '../document.ts'
import { Changes, isChange, withoutMark } from './changes.ts'
import { OpenTable } from './open-table.ts'
import {
  Container,
  closeParagraph,
  type OpenParagraph,
  openParagraph,
  type ParagraphContext,
} from './paragraphs.ts'
import { noteProperty } from './properties.ts'
import { MAX_PIECES, refuse } from './refusals.ts'
import { type RunContext, RunReader } from './runs.ts'
import type { XmlElement, XmlHandler } from './xml.ts'

export interface StoryContext extends ParagraphContext, Omit<RunContext, 'changes'> {}

/** A level of nesting: a cell in a table, or a text box in a paragraph, which goes on after it. */
interface Level {
  kind: 'body' | 'table' | 'cell' | 'box'
  container: Container
  table?: OpenTable
  paragraph?: OpenParagraph
}

/**
 * Reads one story (ECMA-376's word for the body, a header, the footnotes) as its XML comes: paragraphs, tables in
 * cells of tables, text boxes in paragraphs. Keeps only what is open and the blocks that are done.
 */
export class Story implements XmlHandler {
  /** The name of the outermost element: "w:document", "w:hdr". */
  root: string | undefined
  /** Headers that the sections refer to, by relationship, in their order. */
  readonly headerIds: string[] = []
  private readonly context: StoryContext
  private readonly changes = new Changes()
  private readonly runs: RunReader
  private readonly path: string[] = []
  private readonly levels: Level[]
  private body: Container
  private paragraphs = 0
  private tables = 0
  private pieces = 0

  constructor(context: StoryContext) {
    this.context = context
    this.runs = new RunReader({ ...context, changes: this.changes })
    this.body = new Container(true)
    this.levels = [{ kind: 'body', container: this.body }]
  }

  /** The blocks read so far; those read later follow in the next call. */
  takeBlocks(): Block[] {
    const blocks = this.body.finish()
    this.body = new Container(true)
    this.levels[0] = { kind: 'body', container: this.body }
    return blocks
  }

  open(element: XmlElement): void {
    this.root ??= element.name
    this.openElement(element, this.path.at(-1))
    this.path.push(element.name)
  }

  text(text: string): void {
    this.runs.text(text)
  }

  close(name: string): void {
    this.path.pop()
    const parent = this.path.at(-1)
    const level = this.level
    switch (name) {
      case 'w:p':
        this.closeParagraph()
        return
      case 'w:tc':
        this.closeCell()
        return
      case 'w:tr':
        level.table?.endRow()
        return
      case 'w:tbl':
        this.closeTable()
        return
      case 'w:txbxContent':
        this.closeTextBox()
        return
      default:
        if (isChange(name) && !isProperty(parent)) this.changes.end(name)
        else if (level.paragraph) this.runs.close(name, level.paragraph, level.container.fields)
    }
  }

  private get level(): Level {
    return this.levels.at(-1)!
  }

  private openElement(element: XmlElement, parent: string | undefined): void {
    const { name } = element
    const level = this.level
    switch (name) {
      case 'w:p':
        this.openParagraph()
        return
      case 'w:tbl':
        this.openTable()
        return
      case 'w:tr':
        this.count()
        level.table?.beginRow()
        return
      case 'w:tc':
        this.openCell()
        return
      case 'w:txbxContent':
        this.levels.push({ kind: 'box', container: new Container() })
        return
      case 'w:headerReference':
        this.headerIds.push(element.attributes['r:id'] ?? '')
        return
    }
    if (isProperty(parent)) this.noteProperty(element, parent)
    else if (isChange(name)) this.changes.begin(name)
    if (level.paragraph && parent !== 'w:pPr')
      this.runs.open(element, parent, level.paragraph, level.container.fields)
  }

  /** Notes an element inside the properties of a paragraph, a row or a cell. */
  private noteProperty(element: XmlElement, parent: string | undefined): void {
    const { paragraph } = this.level
    if (parent === 'w:trPr') this.level.table?.noteRowProperty(element)
    else if (parent === 'w:tcPr') this.enclosingTable?.noteCellProperty(element)
    else if (paragraph === undefined) return
    else if (parent === 'w:rPr') {
      if (this.path.at(-2) === 'w:pPr' && isChange(element.name))
        paragraph.marks = withoutMark(paragraph.marks, element)
    } else if (element.name === 'w:pStyle') {
      const style = element.attributes['w:val']
      if (style !== undefined) paragraph.style = style
    } else noteProperty(paragraph.own, element)
  }

  /** The table whose cell is open. */
  private get enclosingTable(): OpenTable | undefined {
    return this.levels.at(-2)?.table
  }

  private openTable(): void {
    this.count()
    this.tables += 1
    const place = { ...this.context.headings.place, table: this.tables, line: this.paragraphs + 1 }
    const table = new OpenTable(place, this.changes)
    this.levels.push({ kind: 'table', container: this.level.container, table })
  }

  private openParagraph(): void {
    this.count()
    this.paragraphs += 1
    const level = this.level
    this.closeParagraph()
    level.paragraph = openParagraph(this.paragraphs)
    const { url } = level.container.fields
    if (url !== undefined) level.paragraph.words.beginLink(url)
  }

  private closeParagraph(): void {
    const { paragraph, container } = this.level
    if (paragraph === undefined) return
    delete this.level.paragraph
    closeParagraph(paragraph, container, this.context, this.changes.readings)
  }

  private openCell(): void {
    this.count()
    const { table } = this.level
    if (table === undefined) return
    table.beginCell(this.paragraphs + 1)
    this.levels.push({ kind: 'cell', container: table.container! })
  }

  private closeCell(): void {
    if (this.level.kind !== 'cell') return
    this.levels.pop()
    this.level.table?.endCell()
  }

  private closeTable(): void {
    const { table, container } = this.level
    if (table === undefined) return
    this.levels.pop()
    container.add(table.finish())
  }

  private closeTextBox(): void {
    const { kind, container } = this.level
    if (kind !== 'box') return
    this.levels.pop()
    const { paragraph, container: outer } = this.level
    if (paragraph) paragraph.boxes = paragraph.boxes.concat(container.finish())
    else outer.add(container.finish())
  }

  private count(): void {
    this.pieces += 1
    if (this.pieces > MAX_PIECES) throw refuse('too-long')
  }
}

const PROPERTIES = new Set(['w:pPr', 'w:numPr', 'w:rPr', 'w:trPr', 'w:tcPr'])

const isProperty = (parent: string | undefined): boolean => parent !== undefined && PROPERTIES.has(parent)
