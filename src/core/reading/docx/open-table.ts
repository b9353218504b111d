import type { Block, Cell, Place } from '../document.ts'
import type { Changes } from './changes.ts'
import { Container } from './paragraphs.ts'
import { toCount } from './properties.ts'
import { type CellProperties, TableBuilder } from './tables.ts'
import type { XmlElement } from './xml.ts'

/** The widest table Word makes has 63 columns. */
const MAX_SPAN = 63

interface OpenCell {
  container: Container
  properties: CellProperties
  line: number
}

/** A table while it is read: its rows and cells open and close, and may be tracked changes as a whole. */
export class OpenTable {
  private readonly place: Place
  private readonly builder: TableBuilder
  private readonly changes: Changes
  /** Changes of the row and of the cell that are open, to be ended with them. */
  private readonly rowChanges: string[] = []
  private readonly cellChanges: string[] = []
  private cell: OpenCell | undefined
  private row = 0
  /** Tables that stand in cells of this one: they follow it, under numbers of their own. */
  private readonly nested: Block[] = []

  constructor(place: Place, changes: Changes) {
    this.place = place
    this.changes = changes
    this.builder = new TableBuilder(place)
  }

  /** The container of the open cell; undefined between cells. */
  get container(): Container | undefined {
    return this.cell?.container
  }

  beginRow(): void {
    this.row += 1
    this.builder.beginRow()
  }

  beginCell(line: number): void {
    if (this.row === 0) this.beginRow()
    this.cell = {
      container: new Container(),
      properties: { span: 1 },
      line,
    }
  }

  noteRowProperty({ name, attributes }: XmlElement): void {
    if (name === 'w:gridBefore') this.builder.skipColumns(toCount(attributes['w:val'], MAX_SPAN) ?? 0)
    else if (name === 'w:ins' || name === 'w:del') this.beginChange(name, this.rowChanges)
  }

  noteCellProperty({ name, attributes }: XmlElement): void {
    const properties = this.cell?.properties
    if (properties === undefined) return
    const merge = attributes['w:val'] === 'restart' ? 'restart' : 'continue'
    if (name === 'w:gridSpan') properties.span = Math.max(1, toCount(attributes['w:val'], MAX_SPAN) ?? 1)
    else if (name === 'w:vMerge') properties.vertical = merge
    else if (name === 'w:hMerge') properties.horizontal = merge
    else if (name === 'w:cellMerge')
      properties.vertical = attributes['w:vMerge'] === 'cont' ? 'continue' : 'restart'
    else if (name === 'w:cellIns' || name === 'w:cellDel') this.beginChange(name, this.cellChanges)
  }

  endCell(): void {
    if (this.cell === undefined) return
    const { container, properties, line } = this.cell
    const paragraphs: Cell['paragraphs'] = []
    for (const block of container.finish()) {
      if (block.kind === 'table') this.nested.push(block)
      else if (block.kind === 'paragraph' && block.label !== undefined)
        paragraphs.push({ label: block.label, words: block.words })
      else paragraphs.push({ words: block.words })
    }
    this.builder.addCell(paragraphs, properties, line)
    this.cell = undefined
    this.endChanges(this.cellChanges)
  }

  endRow(): void {
    this.endCell()
    this.endChanges(this.rowChanges)
  }

  /** The table, and the ones that stood in its cells after it. */
  finish(): Block[] {
    this.endRow()
    return [{ kind: 'table', rows: this.builder.finish(), place: this.place }, ...this.nested]
  }

  private beginChange(name: string, open: string[]): void {
    this.changes.begin(name)
    open.push(name)
  }

  private endChanges(open: string[]): void {
    for (const name of open.splice(0)) this.changes.end(name)
  }
}
