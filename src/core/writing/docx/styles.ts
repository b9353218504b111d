/**
 * The styles of a written document: those of the template that TSB names, by the names that Word gives them in every
 * language, and plain ones of our own where it has none (Times New Roman, 12 points, as ITU's documents are).
 */
import { AlignmentType, HeadingLevel, type IParagraphOptions, type IStylesOptions, LevelFormat } from 'docx'
import type { Template } from './template.ts'

/** Half-points per point: font sizes are counted in half-points. */
const HALF_POINTS = 2
/** Twentieths of a point, as distances are counted. */
export const TWIPS = 20
export const SMALL = 10 * HALF_POINTS
const FONT = 'Times New Roman'
/** The width of a clause's number, before its title. */
const NUMBER_WIDTH = 40 * TWIPS

/** The deepest heading with a style. */
export const DEEPEST = 4
const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
]

const headingStyle = (size: number, before: number) => ({
  run: { font: FONT, size: size * HALF_POINTS, bold: true, color: '000000' },
  paragraph: {
    spacing: { before: before * TWIPS, after: 4 * TWIPS },
    keepNext: true,
    // The titles stand below each other, whatever their numbers.
    indent: { left: NUMBER_WIDTH, hanging: NUMBER_WIDTH },
  },
})

/** Our own styles; a template's are in their place where there is one. */
export const ownStyles: IStylesOptions = {
  default: {
    document: {
      run: { font: FONT, size: 12 * HALF_POINTS },
      paragraph: { spacing: { before: 6 * TWIPS, after: 0 } },
    },
    heading1: headingStyle(12, 18),
    heading2: headingStyle(12, 12),
    heading3: headingStyle(12, 9),
    heading4: headingStyle(12, 9),
  },
}

/** The options that make a paragraph a heading: the style, or its looks where a template has no such style. */
export function headingOptions(level: number, template: Template | undefined): Partial<IParagraphOptions> {
  const at = Math.min(level, DEEPEST)
  const style = template?.headings[at - 1]
  if (template === undefined) return { heading: HEADINGS[at - 1]! }
  return style === undefined
    ? { outlineLevel: at - 1, keepNext: true, spacing: { before: 12 * TWIPS } }
    : { style }
}

export const DASHES = 'dashes'
export const COUNT = 'count'
/** As deep as items of lists go. */
const LEVELS = [1, 2, 3]

/** A list's label hangs before its words. */
const hanging = (level: number) => ({
  paragraph: { indent: { left: level * 28 * TWIPS, hanging: 20 * TWIPS } },
})

/** The lists of a document: dashes, and one that counts for each numbered list in it. */
export const numbering = (counted: number) => ({
  config: [
    {
      reference: DASHES,
      levels: LEVELS.map(level => ({
        level: level - 1,
        format: LevelFormat.BULLET,
        text: '–',
        alignment: AlignmentType.LEFT,
        style: hanging(level),
      })),
    },
    ...Array.from({ length: counted }, (_, list) => ({
      reference: `${COUNT}-${list}`,
      levels: LEVELS.map(level => ({
        level: level - 1,
        format: LevelFormat.DECIMAL,
        text: `%${level}.`,
        alignment: AlignmentType.LEFT,
        style: hanging(level),
      })),
    })),
  ],
})
