import type { Place } from '../document.ts'

/** Every place below a heading carries its title. */
const MAX_TITLE = 300

/** "3.1.3" typed before a heading. Years have four digits and are none. */
const NUMBER = /^\s*(\d{1,3}(?:\.\d{1,3}){0,7})\.?(?:\s+(?=\S)|\s*$)/
const ANNEX =
  /^\s*(annex|appendix|attachment)\s+(\d{1,3}[a-z]?|[A-Z]|[IVX]{1,6})(?![\p{L}\p{N}])\s*([-–—:.]?)\s*/iu

/** A heading whose number was typed; its words stay as they were written. */
export interface TypedHeading {
  number: string
  /** Without the number. */
  title: string
  /** From 1: 3.1.3 is of level 3, an annex of level 1. */
  level: number
}

/** Parts a heading into the number that was typed before it and its title; undefined without a number. */
export function parseTypedNumber(text: string): TypedHeading | undefined {
  const numbered = NUMBER.exec(text)
  if (numbered)
    return {
      number: numbered[1]!,
      title: text.slice(numbered[0].length),
      level: numbered[1]!.split('.').length,
    }
  const annex = ANNEX.exec(text)
  // A small letter is a word: "Annex a" of "annex a list".
  if (!annex || !/^(?:\d+[a-z]?|[A-Z]+)$/.test(annex[2]!)) return
  const kind = `${annex[1]![0]!.toUpperCase()}${annex[1]!.slice(1).toLowerCase()}`
  return { number: `${kind} ${annex[2]}`, title: text.slice(annex[0].length), level: 1 }
}

/**
 * A heading that no style marks: short, on one line, bold, and with a number that comes next after `last`; or an
 * annex by its name. Reports are written by many hands, and some type their headings.
 */
export function findTypedHeading(
  text: string,
  bold: boolean,
  last: string | undefined,
): TypedHeading | undefined {
  if (text.length > 200 || text.includes('\n')) return
  const typed = parseTypedNumber(text)
  if (typed === undefined) return
  if (/^\d/.test(typed.number))
    return bold && typed.title !== '' && comesNext(typed.number, last) ? typed : undefined
  return bold || typed.title === '' || /[-–—:.]\s*$/.test(text.slice(0, -typed.title.length))
    ? typed
    : undefined
}

/** 3.2 comes next after 3.1, 3.1.4 and 3.1.3.2; 3.1.1 after 3.1; 0 and 1 are first, also after an annex. */
function comesNext(number: string, last: string | undefined): boolean {
  const parts = number.split('.').map(Number)
  const lastParts = last !== undefined && /^\d/.test(last) ? last.split('.').map(Number) : undefined
  if (lastParts === undefined) return parts.length === 1 && parts[0]! <= 1
  const depth = parts.length - 1
  const sameAbove = parts.slice(0, depth).every((part, i) => part === lastParts[i])
  return sameAbove && depth <= lastParts.length && parts[depth] === (lastParts[depth] ?? 0) + 1
}

/** The clause in which a reader of the document is, from the headings passed so far. */
export class HeadingPath {
  private open: { level: number; number?: string; title: string }[] = []
  /** The clause and its title, for places. An unnumbered heading below a numbered one is in that one's clause. */
  place: Pick<Place, 'clause' | 'title'> = {}
  /** The last number, at whatever level. */
  last: string | undefined

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
