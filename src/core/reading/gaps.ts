/**
 * Marked gaps of a draft that this program wrote: "[To be completed by TSB: number of this document]". A gap is no value:
 * where somebody left one, nothing is known.
 */
const OPENING = '[To be completed by '

/** A gap as it stands in a document. `by`: who could fill it; neither has a bracket or a colon. */
export const formatGap = (what: string, by: string): string =>
  `${OPENING}${by.replace(/[[\]:]/g, ' ')}: ${what.replace(/[[\]]/g, ' ')}]`

const GAP = /\[To be completed by ([^[\]:]{1,120}): ([^[\]]{1,300})\]/g

/** The gaps of squeezed text, in order. */
export const findGaps = (text: string): { what: string; by: string }[] =>
  [...text.matchAll(GAP)].map(([, by, what]) => ({ what: what!, by: by! }))

/** The text without its gaps; empty where a gap is all there was. */
export const withoutGaps = (text: string): string =>
  text.includes(OPENING) ? text.replace(GAP, '').replace(/ {2,}/g, ' ').trim() : text
