import type { Block } from '../document.ts'
import { Fields } from './fields.ts'
import { findTypedHeading, type HeadingPath, parseTypedNumber } from './headings.ts'
import { ParagraphJoiner } from './joined-paragraphs.ts'
import type { Labels } from './labels.ts'
import type { ParagraphProperties } from './properties.ts'
import type { Styles } from './styles.ts'
import { takeTypedLabel } from './typed-labels.ts'
import { isEmpty, type Readings, WordsBuilder } from './words.ts'

/** A paragraph while it is read. */
export interface OpenParagraph {
  words: WordsBuilder
  own: ParagraphProperties
  style?: string
  /** In which readings it ends with its own mark. */
  marks: Readings
  line: number
  /** Some of its words are not bold. */
  plain: boolean
  /** Paragraphs and tables of its text boxes; they follow it. */
  boxes: Block[]
}

/** A holder of paragraphs and tables: the body of the document, a cell, a text box, a footnote. */
export class Container {
  readonly isBody: boolean
  readonly joiner = new ParagraphJoiner()
  readonly fields = new Fields()
  private readonly blocks: Block[] = []

  constructor(isBody = false) {
    this.isBody = isBody
  }

  add(blocks: readonly Block[]): void {
    for (const block of blocks) this.blocks.push(block)
  }

  /** The blocks that say something. A list label says something even without words: many tables number rows so. */
  finish(): Block[] {
    this.joiner.end()
    return this.blocks.filter(
      block => block.kind === 'table' || (block.kind === 'paragraph' && block.label) || !isEmpty(block.words),
    )
  }
}

export interface ParagraphContext {
  styles: Styles
  labels: Labels
  headings: HeadingPath
}

export const openParagraph = (line: number): OpenParagraph => ({
  words: new WordsBuilder(),
  own: {},
  marks: { after: true, before: true },
  line,
  plain: false,
  boxes: [],
})

/** Turns a paragraph that was read into a block of its container. `readings`: in which the paragraph stands. */
export function closeParagraph(
  paragraph: OpenParagraph,
  container: Container,
  context: ParagraphContext,
  readings: Readings,
): void {
  const words = paragraph.words.finish()
  const properties = { ...context.styles.find(paragraph.style), ...paragraph.own }
  // A list counts what stands after all changes: a paragraph that was deleted, or ran into the next one, has no number.
  const counts =
    readings.after &&
    (words.text !== '' || (paragraph.marks.after && !container.joiner.continues)) &&
    properties.list
  const counted = counts ? context.labels.next(counts, properties.listLevel, paragraph.style) : undefined
  const heading = container.isBody
    ? findHeading(words.text.trim(), counted, properties, paragraph, context.headings)
    : undefined
  if (heading) context.headings.enter(heading.level, heading.number, heading.title)
  const place = { ...context.headings.place, line: paragraph.line }
  if (heading) {
    const { level, number } = heading
    container.add([{ kind: 'heading', level, ...(number !== undefined && { number }), words, place }])
  } else {
    const label = counted ?? takeTypedLabel(words)
    container.add([{ kind: 'paragraph', ...(label !== undefined && { label }), words, place }])
  }
  container.joiner.add(words, paragraph.marks)
  container.add(paragraph.boxes)
}

interface FoundHeading {
  level: number
  number?: string
  title: string
}

/** A heading by its style, numbered by Word or by hand; or one that is only typed as one. */
function findHeading(
  text: string,
  label: string | undefined,
  { outlineLevel = 9, bold = false }: ParagraphProperties,
  { plain }: OpenParagraph,
  headings: HeadingPath,
): FoundHeading | undefined {
  if (text === '') return
  if (outlineLevel > 8) {
    const { styled, last } = headings
    const isLine = label === undefined && !text.includes('\n')
    return isLine ? findTypedHeading(text, { bold: bold || !plain, styled, last }) : undefined
  }
  const level = outlineLevel + 1
  const number = label === undefined ? undefined : parseTypedNumber(label)?.number
  const typed = number === undefined ? parseTypedNumber(text) : undefined
  const found = { level, title: text, ...(number !== undefined && { number }), ...typed }
  if (found.number !== undefined) headings.styled = true
  return found
}
