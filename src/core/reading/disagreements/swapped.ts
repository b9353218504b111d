/** The same matter with different documents in two places; the other way round when two are swapped (kinds 2 and 11). */
import { documentCode } from '../codes/documents.ts'
import { contentWords, likeness } from '../codes/words.ts'
import type { Disagreement } from './disagreement.ts'
import { type Citing, type Material, passage } from './material.ts'

interface Matter {
  words: Set<string>
  /** Figures tell matters apart that share all other words: Resolution 58, Resolution 86. */
  figures: string
  document: string
  citing: Citing
}

const LIKE = 0.75
const FEWEST_WORDS = 4
const MOST_MATTERS = 400

export function checkSwapped({ citing }: Material): Disagreement[] {
  const pairs = conflicts(
    citing
      .filter(c => c.in === 'text')
      .flatMap(toMatter)
      .slice(0, MOST_MATTERS),
  )
  const found: Disagreement[] = []
  const used = new Set<[Matter, Matter]>()
  for (const pair of pairs) {
    if (used.has(pair)) continue
    const [a, b] = pair
    const crossed = pairs.find(
      other =>
        other !== pair &&
        !used.has(other) &&
        ((other[0].document === b.document && other[1].document === a.document) ||
          (other[0].document === a.document &&
            other[1].document === b.document &&
            other[0].figures !== a.figures)),
    )
    used.add(pair)
    if (crossed) used.add(crossed)
    const places = [a, b, ...(crossed ?? [])].map(m => passage(m.citing.place, m.citing.sentence))
    if (crossed) found.push({ kind: 'swapped', certain: true, documents: [a.document, b.document], places })
    else
      found.push({
        kind: 'said-differently',
        certain: true,
        about: 'document',
        subject: [a.document, b.document].toSorted().join('/'),
        readings: [a.document, b.document],
        places,
      })
  }
  return found
}

/** A sentence that cites one TD and names its matter. */
function toMatter(citing: Citing): Matter[] {
  const [reference, ...more] = citing.references
  if (!reference || more.length > 0 || reference.kind !== 'TD') return []
  const plain = citing.sentence
    .replace(/\(?\b(?:TD|C) ?\d{1,4}(?:[ -]?\(?R(?:ev)?\.? ?\d{1,2}\)?)?\)?/g, ' ')
    .replace(/^(?:\d{1,3}[.)] )?(?:WP\d|RG-[A-Z]{2,6})-\d{1,3}\b:?/, ' ')
  const words = contentWords(plain)
  if (words.size < FEWEST_WORDS) return []
  const figures = [...words]
    .filter(word => /\d/.test(word))
    .toSorted()
    .join(' ')
  return [{ words, figures, document: documentCode(reference), citing }]
}

/** Pairs of one matter in different clauses with different documents. */
function conflicts(matters: readonly Matter[]): [Matter, Matter][] {
  return [...Map.groupBy(matters, m => m.figures).values()].flatMap(same =>
    same.flatMap((a, i) =>
      same
        .slice(i + 1)
        .filter(
          b =>
            a.document !== b.document &&
            a.citing.place.clause !== b.citing.place.clause &&
            likeness(a.words, b.words) >= LIKE,
        )
        .map((b): [Matter, Matter] => [a, b]),
    ),
  )
}
