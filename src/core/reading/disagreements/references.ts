/** References that lead nowhere: an annex that isn't there, a gap for a number, two revisions of one document (kinds 4, 5, 6). */
import { isAnnex } from '../clauses.ts'
import { documentCode } from '../codes/documents.ts'
import { annexesIn } from '../recognise/action-words.ts'
import type { Disagreement } from './disagreement.ts'
import { type Material, passage } from './material.ts'

export const checkReferences = (material: Material): Disagreement[] => [
  ...missingAnnexes(material),
  ...gaps(material),
  ...revisions(material),
]

function missingAnnexes({ scene, text }: Material): Disagreement[] {
  // A table alone, or one clause of a report, doesn't bring the annexes along.
  if (scene.kind === 'table') return []
  const there = new Set(
    scene.blocks.flatMap(block =>
      block.kind === 'heading' && isAnnex(block.number) ? [block.number!.toLowerCase()] : [],
    ),
  )
  const found = new Map<string, Disagreement>()
  for (const { sentence, place } of text)
    for (const annex of annexesIn(sentence)) {
      // Appendices are of Recommendations unless the document has some of its own.
      if (there.has(annex.toLowerCase()) || annex.startsWith('Appendix')) continue
      const known = found.get(annex)
      if (known) known.places.push(passage(place, sentence))
      else
        found.set(annex, { kind: 'missing-annex', certain: true, annex, places: [passage(place, sentence)] })
    }
  return [...found.values()]
}

/** A word that wants a reference, and then a full stop, or a revision of nothing: "approved as .", "found in -R1". */
const GAP =
  /\b(approved as|found in|contained in|reproduced in|as|in|see|of|by|document) (?:(?:TD|C)? ?(?=[.;](?: |$))|(?=-R(?:ev)?\.? ?\d))/gi
/** In one sentence. More are no text but rubbish. */
const MOST_GAPS = 10
const PLACEHOLDER = /\b(?:TD|C)[ -]?(?:[xX]{2,4}|[nN]{2,4}|\?{1,4}|_{2,8})(?![\p{L}])/gu

const gaps = ({ text }: Material): Disagreement[] =>
  text.flatMap(({ sentence, place }) =>
    [...sentence.matchAll(GAP), ...sentence.matchAll(PLACEHOLDER)].slice(0, MOST_GAPS).map(
      (match): Disagreement => ({
        kind: 'gap',
        certain: true,
        before: (match[1] ?? match[0]).toLowerCase(),
        places: [passage(place, sentence)],
      }),
    ),
  )

function revisions({ citing }: Material): Disagreement[] {
  const found = new Map<string, Map<number, Material['citing'][number]>>()
  for (const c of citing) {
    const inSentence = new Map<string, Set<number>>()
    for (const reference of c.references) {
      if (reference.revision === undefined) continue
      const code = documentCode(reference)
      inSentence.set(code, (inSentence.get(code) ?? new Set()).add(reference.revision))
    }
    for (const [code, stated] of inSentence) {
      // "TD1-R1 was revised to TD1-R2" says how the one became the other.
      if (stated.size > 1) continue
      const [revision] = stated
      const known = found.get(code) ?? new Map()
      if (!known.has(revision!)) known.set(revision!, c)
      found.set(code, known)
    }
  }
  return [...found].flatMap(([document, by]): Disagreement[] =>
    by.size < 2
      ? []
      : [
          {
            kind: 'revisions',
            certain: true,
            document,
            revisions: [...by.keys()].toSorted((a, b) => a - b),
            places: [...by.values()].map(c => passage(c.place, c.sentence)),
          },
        ],
  )
}
