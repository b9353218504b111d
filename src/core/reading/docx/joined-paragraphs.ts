import type { Words } from '../document.ts'
import type { Readings } from './words.ts'

/**
 * Paragraphs whose mark was inserted or deleted: two in one reading are one in the other.
 *
 * "A¶B" with its mark deleted reads "AB" after and "A", "B" before: { text: 'AB', before: 'A' } and
 * { text: '', before: 'B' }. In most cases only one of the joined paragraphs has words in the reading that joins
 * them (a whole paragraph was inserted or deleted): then all stay as they are.
 */
export class ParagraphJoiner {
  private readonly after: Words[] = []
  private readonly before: Words[] = []

  /** `marks`: in which readings the paragraph ends with its own mark. */
  add(words: Words, marks: Readings): void {
    this.after.push(words)
    this.before.push(words)
    if (marks.after) joinAfter(this.after)
    if (marks.before) joinBefore(this.before)
  }

  /** Whether the next paragraph goes on from the last one in the reading after all changes. */
  get continues(): boolean {
    return this.after.length > 0
  }

  /** The end of a cell or of the document ends a paragraph, whatever its mark. */
  end(): void {
    joinAfter(this.after)
    joinBefore(this.before)
  }
}

function joinAfter(group: Words[]): void {
  const parts = group.splice(0).filter(words => words.text !== '')
  const [first, ...others] = parts
  if (first === undefined || others.length === 0) return
  const all = parts.map(words => words.text).join('')
  const links = parts.flatMap(words => words.links ?? [])
  for (const words of parts) {
    const before = words.before ?? words.text
    setWords(words, words === first ? all : '', before)
    delete words.links
  }
  if (links.length > 0) first.links = links
}

function joinBefore(group: Words[]): void {
  const parts = group.splice(0).filter(words => (words.before ?? words.text) !== '')
  const [first, ...others] = parts
  if (first === undefined || others.length === 0) return
  const all = parts.map(words => words.before ?? words.text).join('')
  for (const words of parts) setWords(words, words.text, words === first ? all : '')
}

function setWords(words: Words, text: string, before: string): void {
  words.text = text
  if (before === text) delete words.before
  else words.before = before
}
