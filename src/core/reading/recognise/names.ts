/** Persons in running text: "Ms Ana Lopez (Borduria)", "Mr Jan Novak, ACME, Borduria". */

export interface FoundPerson {
  name: string
  /** Country or organisation, as written. */
  from: string | null
  start: number
  end: number
}

const PERSON =
  /\b(?:Mr|Ms|Mrs|Dr|Prof)\.? ((?:\p{Lu}[\p{L}'’.-]{0,30} ){0,4}\p{Lu}[\p{L}'’-]{1,30})(?: ?\(([^()]{2,80})\)|, (\p{Lu}[\p{L} .&'’-]{1,60}(?:, \p{Lu}[\p{L} .&'’-]{1,40})?)(?=[.;:,]|$))?/gu

/** The persons of squeezed text, with what stands behind their names. */
export const personNames = (text: string): FoundPerson[] =>
  [...text.matchAll(PERSON)].map(match => ({
    name: match[1]!,
    from: match[2] ?? match[3] ?? null,
    start: match.index,
    end: match.index + match[0].length,
  }))
