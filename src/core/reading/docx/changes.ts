import type { Readings } from './words.ts'
import type { XmlElement } from './xml.ts'

type Change = 'inserted' | 'deleted'

const CHANGES = new Map<string, Change>([
  ['w:ins', 'inserted'],
  ['w:moveTo', 'inserted'],
  ['w:cellIns', 'inserted'],
  ['w:del', 'deleted'],
  ['w:moveFrom', 'deleted'],
  ['w:cellDel', 'deleted'],
])

/** Whether an element marks a tracked change (ECMA-376 part 1, 17.13.5). */
export const isChange = (name: string): boolean => CHANGES.has(name)

/**
 * The tracked changes that are open. A change encloses runs and paragraphs, or stands in the properties of a row
 * or a cell and counts until that ends.
 */
export class Changes {
  private readonly open = { inserted: 0, deleted: 0 }

  /** The readings in which text stands here. Text that one author inserted and another deleted is in neither. */
  get readings(): Readings {
    return { after: this.open.deleted === 0, before: this.open.inserted === 0 }
  }

  begin(name: string): void {
    this.count(name, 1)
  }

  end(name: string): void {
    this.count(name, -1)
  }

  private count(name: string, step: number): void {
    const change = CHANGES.get(name)
    if (change !== undefined) this.open[change] += step
  }
}

/** A paragraph's mark that was inserted or deleted is missing from one reading. */
export const withoutMark = (marks: Readings, { name }: XmlElement): Readings =>
  CHANGES.get(name) === 'deleted' ? { ...marks, after: false } : { ...marks, before: false }
