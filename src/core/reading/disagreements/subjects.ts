/** Documents whose own title or source is about something else than what cites them (kind 10): all to look at. */
import { documentCode, findReferences } from '../codes/documents.ts'
import { findGroups, groupsIn } from '../codes/groups.ts'
import { contentWords, overlap } from '../codes/words.ts'
import type { DocumentFinding } from '../findings.ts'
import type { Disagreement } from './disagreement.ts'
import { firstOfEach, type Material, passage, selectKind } from './material.ts'

type Listed = ReadonlyMap<string, DocumentFinding>

export function checkSubjects(material: Material): Disagreement[] {
  const documents = selectKind(material.findings, 'document')
  const listed: Listed = new Map(documents.map(d => [documentCode(d.reference), d]))
  return firstOfEach(
    [
      ...namedSources(material, listed),
      ...plannedWork(material, listed),
      ...wrongReports(material, documents, listed),
      ...foreignReports(documents),
      ...planCitations(material, listed),
    ],
    d => (d.kind === 'other-subject' ? d.documents.join() : ''),
  )
}

const otherSubject = (
  documents: string[],
  because: 'source' | 'title',
  places: Disagreement['places'],
): Disagreement => ({ kind: 'other-subject', certain: false, documents, because, places })

/** "SG16 TD570": the document next to a group's name has another source. */
const namedSources = ({ citing }: Material, listed: Listed): Disagreement[] =>
  citing
    .filter(c => c.in === 'text')
    .flatMap(({ sentence, place }) => {
      const groups = findGroups(sentence)
      return findReferences(sentence).flatMap(reference => {
        const group = groups.find(g => g.end === reference.start - 1)
        const document = listed.get(documentCode(reference))
        if (!group || !document || document.sources.length === 0 || document.sources.includes(group.id))
          return []
        return [
          otherSubject([documentCode(reference)], 'source', [
            passage(place, sentence),
            passage(document.place, document.source ?? ''),
          ]),
        ]
      })
    })

/** "TD640: planned work in SG20" of a document that isn't SG20's. */
const plannedWork = ({ findings }: Material, listed: Listed): Disagreement[] =>
  selectKind(findings, 'deliverable').flatMap(deliverable =>
    deliverable.proposals.flatMap(({ by, groups, planned, words }) => {
      const document = listed.get(documentCode(by))
      if (!planned || !document || groups.some(g => document.sources.includes(g.group))) return []
      return [
        otherSubject([documentCode(by)], 'source', [
          passage(deliverable.place, words),
          passage(document.place, document.source ?? ''),
        ]),
      ]
    }),
  )

/** "The report of … (TD183) was approved" where TD183 is a progress report and another document is the report. */
const wrongReports = (
  { citing }: Material,
  documents: readonly DocumentFinding[],
  listed: Listed,
): Disagreement[] =>
  citing
    .filter(c => c.in === 'text' && c.references.length === 1 && /^(?:the )?reports? of\b/i.test(c.sentence))
    .flatMap(({ sentence, place, references }) => {
      const cited = listed.get(documentCode(references[0]!))
      if (!cited || !/^(?:progress|agenda|interim)\b/i.test(cited.title ?? '')) return []
      const [group] = groupsIn(sentence)
      const report = documents.find(
        d =>
          d !== cited && /^report of\b/i.test(d.title ?? '') && group && groupsIn(d.title!).includes(group),
      )
      if (!report) return []
      return [
        otherSubject([documentCode(cited.reference)], 'title', [
          passage(place, sentence),
          ...[cited, report].map(d => passage(d.place, d.title ?? '')),
        ]),
      ]
    })

/** A progress report of one body whose source is another one; with its neighbour when their sources seem swapped. */
function foreignReports(documents: readonly DocumentFinding[]): Disagreement[] {
  return documents.flatMap(document => {
    const title = document.title ?? ''
    const [subject] = /^(?:progress )?reports? (?:of|from)\b/i.test(title) ? groupsIn(title) : []
    if (!subject || subject.startsWith('JMT') || document.sources.length === 0) return []
    if (document.sources.includes(subject)) return []
    const { kind, number } = document.reference
    const neighbour = documents.find(
      other =>
        other.reference.kind === kind &&
        Math.abs(other.reference.number - number) === 1 &&
        other.sources.includes(subject) &&
        !groupsIn(other.title ?? '').includes(subject),
    )
    const both = [document, ...(neighbour ? [neighbour] : [])]
    return [
      otherSubject(
        both.map(d => documentCode(d.reference)),
        'source',
        both.map(d => passage(d.place, `${d.source ?? ''}: ${d.title ?? ''}`)),
      ),
    ]
  })
}

/** A document cited for an item of the action plan whose title shares no word with the item. */
const planCitations = ({ findings }: Material, listed: Listed): Disagreement[] =>
  selectKind(findings, 'plan-item').flatMap(item =>
    item.entries.flatMap(entry => {
      const words = contentWords(`${item.action} ${entry.words.replace(/\b(?:TD|C)\d{1,4}/g, '')}`)
      return entry.documents.flatMap(reference => {
        const document = listed.get(documentCode(reference))
        if (!document?.title || overlap(contentWords(document.title), words) >= 0.1) return []
        return [
          otherSubject([documentCode(reference)], 'title', [
            passage(entry.place, entry.words),
            passage(document.place, document.title),
          ]),
        ]
      })
    }),
  )
