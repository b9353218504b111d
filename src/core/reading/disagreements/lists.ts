/** Documents that are allocated and on no item of the agenda, or cited and not listed (kind 14): all to look at. */
import { documentCode } from '../codes/documents.ts'
import { contentWords, overlap } from '../codes/words.ts'
import type { DocumentFinding } from '../findings.ts'
import type { Disagreement } from './disagreement.ts'
import { firstOfEach, type Material, passage, selectKind } from './material.ts'

export function checkLists(material: Material): Disagreement[] {
  const documents = selectKind(material.findings, 'document')
  if (documents.length === 0) return []
  return [
    ...listedTwice(documents),
    ...otherRevisions(material, documents),
    ...citedNotListed(material, documents),
    ...listedNotCited(material, documents),
  ]
}

/** The list's own note may leave out what was produced during the meeting: numbers after the last listed one. */
const LEAVES_OUT =
  /\b(?:doesn[’']t|does not|not) include (?:the )?documents produced\b|\bproduced during the meeting\b/i

function citedNotListed(
  { citing, text, scene }: Material,
  documents: readonly DocumentFinding[],
): Disagreement[] {
  const listed = new Set(documents.map(d => documentCode(d.reference)))
  const noted = text.some(t => LEAVES_OUT.test(t.sentence))
  const cited = citing
    .filter(c => c.in !== 'list')
    .flatMap(c => c.references.map(reference => ({ ...c, reference })))
    .filter(c => c.reference.group === undefined && !listed.has(documentCode(c.reference)))
  return firstOfEach(cited, c => documentCode(c.reference)).flatMap(
    ({ reference, place, sentence }): Disagreement[] => {
      const numbers = documents.filter(d => d.reference.kind === reference.kind).map(d => d.reference.number)
      if (numbers.length === 0) return []
      const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
      const later = reference.number > last
      // Lower numbers are of earlier meetings of the period. A contribution can't be produced during the meeting.
      if (
        reference.number < first ||
        (later && reference.kind === 'TD' && (noted || scene.kind === 'report'))
      )
        return []
      const groupUnknown = later && reference.kind === 'C' && reference.number > last + 100
      return [
        {
          kind: 'list',
          certain: false,
          document: documentCode(reference),
          how: 'cited-not-listed',
          ...(groupUnknown ? { groupUnknown: true as const } : {}),
          places: [passage(place, sentence)],
        },
      ]
    },
  )
}

/** One number for documents with different titles. */
const listedTwice = (documents: readonly DocumentFinding[]): Disagreement[] =>
  [...Map.groupBy(documents, d => documentCode(d.reference))].flatMap(([number, same]): Disagreement[] => {
    const titles = same.map(d => contentWords(d.title ?? '')).filter(words => words.size > 0)
    const differs = titles.some((words, i) => titles.slice(0, i).some(before => overlap(before, words) < 0.5))
    if (!differs) return []
    return [
      { kind: 'number-twice', certain: true, number, places: same.map(d => passage(d.place, d.title ?? '')) },
    ]
  })

/** One document with two revisions in a column of their own; those beside the number are found among all that is cited. */
const otherRevisions = ({ citing }: Material, documents: readonly DocumentFinding[]): Disagreement[] => {
  const written = new Set(
    citing.flatMap(c => c.references.filter(r => r.revision !== undefined).map(documentCode)),
  )
  return [...Map.groupBy(documents, d => documentCode(d.reference))].flatMap(
    ([document, same]): Disagreement[] => {
      const revisions = [...new Set(same.flatMap(d => d.reference.revision ?? []))].toSorted((a, b) => a - b)
      if (revisions.length < 2 || written.has(document)) return []
      const places = same.map(d => passage(d.place, `${document}-R${d.reference.revision ?? 0}`))
      return [{ kind: 'revisions', certain: true, document, revisions, places }]
    },
  )
}

/**
 * Documents that an agenda lists without citing them: contributions, and those allocated to the agenda's group. Its
 * own agenda and report need no item.
 */
function listedNotCited({ citing, scene }: Material, documents: readonly DocumentFinding[]): Disagreement[] {
  if (scene.kind !== 'agenda') return []
  const cited = new Set(citing.filter(c => c.in !== 'list').flatMap(c => c.references.map(documentCode)))
  return documents
    .filter(d => !cited.has(documentCode(d.reference)) && !/\b(?:agenda|report)\b/i.test(d.title ?? ''))
    .filter(d => d.reference.kind === 'C' || d.marks.some(m => m.group === scene.group))
    .map(d => ({
      kind: 'list',
      certain: false,
      document: documentCode(d.reference),
      how: 'listed-not-cited',
      places: [passage(d.place, d.title ?? '')],
    }))
}
