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
  [...text.matchAll(PERSON)].map(match => {
    const [whole, name, inBrackets, behind] = match
    // "Mr Jan Novak, Rapporteur for RG-DT": a role is no organisation.
    const isRole = behind !== undefined && ROLE.test(behind)
    return {
      name: name!,
      from: inBrackets ?? (isRole ? null : (behind ?? null)),
      start: match.index,
      end: match.index + (isRole ? whole.length - behind.length - 2 : whole.length),
    }
  })

const ROLE =
  /^(?:associate |acting |new )?(?:rapporteur|(?:co-|vice-?)?chair|conven[oe]r|WP ?\d|RG-|SG ?\d|JCA-)/i
