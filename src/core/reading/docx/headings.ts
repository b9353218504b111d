import { type ParsedHeading, parseAnnex, parseHeading } from '../clauses.ts'
import { squeeze } from '../codes/words.ts'
import type { Place } from '../document.ts'

/** Every place below a heading carries its title; a longer line is no heading unless a style says so. */
const MAX_TITLE = 300

/** "3.1.3" typed before a heading. Years have four digits and are none. */
const NUMBER = /^\s*(\d{1,3}(?:\.\d{1,3}){0,7})\.?(?:\s+(?=\S)|\s*$)/

/**
 * The number that stands before the words of a heading which a style marks, and its title; undefined without a
 * number. Its place in the order of clauses does not matter: the style says that it is a heading.
 */
export function parseTypedNumber(text: string): { number: string; title: string } | undefined {
  const match = NUMBER.exec(text)
  if (match) return { number: match[1]!, title: text.slice(match[0].length) }
  return parseAnnex(squeeze(text))
}

/**
 * A heading that no style marks, as a text without styles has them. If styles mark the headings (`styled`), a line
 * that begins with a figure is one only when it is bold.
 */
export function findTypedHeading(
  text: string,
  { bold, styled, last }: { bold: boolean; styled: boolean; last: string | undefined },
): ParsedHeading | undefined {
  if (text.length > MAX_TITLE) return
  return bold || !styled ? parseHeading(text, last) : parseAnnex(squeeze(text))
}

/** The clause in which a reader of the document is, from the headings passed so far. */
export class HeadingPath {
  private open: { level: number; number?: string; title: string }[] = []
  /** The clause and its title, for places. An unnumbered heading below a numbered one is in that one's clause. */
  place: Pick<Place, 'clause' | 'title'> = {}
  /** The last number, at whatever level. */
  last: string | undefined
  /** A style has marked a heading with a number. */
  styled = false

  enter(level: number, number: string | undefined, title: string): void {
    this.open = this.open.filter(heading => heading.level < level)
    this.open.push({ level, title, ...(number !== undefined && { number }) })
    this.last = number ?? this.last
    const clause = this.open.findLast(heading => heading.number !== undefined) ?? this.open.at(-1)!
    this.place = {
      ...(clause.number !== undefined && { clause: clause.number }),
      title: clause.title.slice(0, MAX_TITLE).replace(/\s+/g, ' ').trim(),
    }
  }
}
