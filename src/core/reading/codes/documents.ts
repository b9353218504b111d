/** References of documents in running text. A document is known by group, study period, kind and number. */

export interface DocumentReference {
  /** As the text names it: "SG2" in "SG2-TD280Rev1". Absent: a document of the group whose document cites it. */
  group?: string
  kind: 'C' | 'TD'
  number: number
  revision?: number
  addendum?: number
}

export interface FoundReference extends DocumentReference {
  start: number
  end: number
}

const REFERENCE =
  /(?<![\p{L}\d.])(?:(TSAG|SG\d{1,2}|WP\d|RG-[A-Z]{2,6})-)?(TD|C)[ -]?(\d{1,4})(?![\d]|\/\d)(?:(?: ?- ?| ?\(?| )[Rr](?:ev|EV)?\.? ?(\d{1,2})(?!\d)\)?)?(?: ?[+,]? ?\(?(?:Add|ADD|add|Addendum)\.? ?(\d{1,2})(?!\d)\)?)?(?![\p{L}])/gu
/** "TDs 563, 572 and 587" */
const SEVERAL = /\bTDs (\d{1,4}(?!\d)(?:(?:, and | and |, | & )\d{1,4}(?!\d)){0,19})/g

/** The documents that squeezed text cites, in order of appearance. */
export function findReferences(text: string): FoundReference[] {
  const found: FoundReference[] = []
  for (const match of text.matchAll(REFERENCE)) {
    const [whole, group, kind, number, revision, addendum] = match
    found.push({
      ...(group && group !== 'TSAG' ? { group } : {}),
      kind: kind as 'C' | 'TD',
      number: Number(number),
      ...(revision ? { revision: Number(revision) } : {}),
      ...(addendum ? { addendum: Number(addendum) } : {}),
      start: match.index,
      end: match.index + whole.length,
    })
  }
  for (const match of text.matchAll(SEVERAL))
    for (const number of match[1]!.match(/\d{1,4}/g) ?? [])
      found.push({
        kind: 'TD',
        number: Number(number),
        start: match.index,
        end: match.index + match[0].length,
      })
  return found.toSorted((a, b) => a.start - b.start)
}

/** The documents, each once; revisions of one document count apart. */
export function referencesIn(text: string): DocumentReference[] {
  const found = new Map<string, DocumentReference>()
  for (const { start, end, ...reference } of findReferences(text)) {
    const code = referenceCode(reference)
    if (!found.has(code)) found.set(code, reference)
  }
  return [...found.values()]
}

/** A reference that is the whole text: "TD217 +Add.1". */
export function wholeReference(text: string): DocumentReference | undefined {
  const [first, ...more] = findReferences(text)
  if (!first || more.length > 0 || first.start > 0 || !/^[\s).,;]{0,3}$/.test(text.slice(first.end)))
    return undefined
  const { start, end, ...reference } = first
  return reference
}

/** "TD326-R2", "TD217+Add.1", "SG2-TD280-R1" */
export const referenceCode = (reference: DocumentReference): string =>
  `${documentCode(reference)}${reference.revision ? `-R${reference.revision}` : ''}${reference.addendum ? `+Add.${reference.addendum}` : ''}`

/** The document without revision and addendum: "TD326". */
export const documentCode = ({ group, kind, number }: DocumentReference): string =>
  `${group ? `${group}-` : ''}${kind}${number}`
