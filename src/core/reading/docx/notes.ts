import type { Block, Words } from '../document.ts'
import type { Story } from './story.ts'
import type { XmlHandler } from './xml.ts'

/** A note's words in both readings, on one line. */
export interface Note {
  text: string
  before: string
}

/** Collects the notes of footnotes.xml or endnotes.xml, each when its element closes, by its id. */
export function collectNotes(story: Story, notes: Map<string, Note>): XmlHandler {
  let id: string | undefined
  return {
    open(element) {
      if (element.name === 'w:footnote' || element.name === 'w:endnote') id = element.attributes['w:id']
      story.open(element)
    },
    text: text => story.text(text),
    close(name) {
      story.close(name)
      if (name !== 'w:footnote' && name !== 'w:endnote') return
      const words = story.takeBlocks().flatMap(wordsOf)
      if (id !== undefined)
        notes.set(id, { text: join(words, w => w.text), before: join(words, w => w.before ?? w.text) })
    },
  }
}

const wordsOf = (block: Block): Words[] =>
  block.kind === 'table'
    ? block.rows.flatMap(row => row.cells.flatMap(cell => cell.paragraphs.map(p => p.words)))
    : [block.words]

const join = (words: Words[], read: (words: Words) => string): string =>
  words
    .map(read)
    .map(text => text.replace(/\s+/g, ' ').trim())
    .filter(text => text !== '')
    .join(' ')
