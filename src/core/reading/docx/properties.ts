import type { XmlElement } from './xml.ts'

/** The properties of a style or a paragraph that a reader sees. Absent: not stated. */
export interface ParagraphProperties {
  /** The list (w:num) it belongs to; 0 takes it out of any. */
  list?: number
  /** 0–8: the level within the list. */
  listLevel?: number
  /** 0–8: a heading of that level; 9: body text. */
  outlineLevel?: number
  bold?: boolean
}

/** An on/off property: present without a value means on (ECMA-376 part 1, 17.17.4). */
export const isOn = (element: XmlElement): boolean =>
  !['0', 'false', 'off', 'none'].includes(element.attributes['w:val'] ?? '')

/** A whole number between 0 and `max`; undefined for anything else. */
export function toCount(value: string | undefined, max: number): number | undefined {
  if (value === undefined || !/^\d{1,9}$/.test(value)) return
  return Math.min(Number(value), max)
}

/**
 * Notes an element of w:pPr. `parent` tells w:numPr's level from others; a value that is no number is left out.
 */
export function noteProperty(properties: ParagraphProperties, element: XmlElement): void {
  const value = toCount(element.attributes['w:val'], 999_999_999)
  if (value === undefined) return
  if (element.name === 'w:numId') properties.list = value
  else if (element.name === 'w:ilvl') properties.listLevel = Math.min(value, 8)
  else if (element.name === 'w:outlineLvl') properties.outlineLevel = Math.min(value, 9)
}
