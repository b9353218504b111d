/** Lines and paragraphs as runs. */
import { type IParagraphOptions, type IRunOptions, Paragraph, Tab, TextRun } from 'docx'
import { inlineText, toInlines, type Words } from '../document.ts'

/** Everything but what XML can carry; what came in was cleaned, but a file must open in any case. */
const UNFIT = /[^\t\n\u0020-\ufffd\u{10000}-\u{10ffff}]/gu

/** Text that XML can carry. */
export const toXmlText = (text: string): string => text.toWellFormed().replace(UNFIT, '')

/** A gap is yellow, so that none is overlooked. */
export const toRuns = (words: Words, options: IRunOptions = {}): TextRun[] =>
  toInlines(words).flatMap(inline => {
    const look: IRunOptions =
      typeof inline === 'string' ? {} : inline.kind === 'gap' ? { highlight: 'yellow' } : { bold: true }
    // A line break within a paragraph is one, and no run may have it as a character.
    return toXmlText(inlineText(inline))
      .split('\n')
      .map((line, i) => {
        const parts = line.split('\t').flatMap((part, k) => (k === 0 ? [part] : [new Tab(), part]))
        return new TextRun({ ...options, ...look, children: parts, ...(i > 0 && { break: 1 }) })
      })
  })

export const toParagraph = (
  words: Words,
  options: Partial<IParagraphOptions> = {},
  runs: IRunOptions = {},
): Paragraph => new Paragraph({ ...options, children: toRuns(words, runs) })
