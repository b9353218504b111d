import { describe, expect, test } from 'vitest'
import { referenceCode } from '../../../src/core/reading/codes/documents.ts'
import { liaisonCode } from '../../../src/core/reading/codes/liaisons.ts'
import { untilCode } from '../../../src/core/reading/disagreements/clauses.ts'
import { type Disagreement, disagreementCodes } from '../../../src/core/reading/disagreements/disagreement.ts'
import { selectKind } from '../../../src/core/reading/disagreements/material.ts'
import { type Reading, readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { MISSING, readReport } from '../../support/reports.ts'
import * as agenda from './truth/agenda-2024.ts'
import * as documents2024 from './truth/documents-2024.ts'
import * as documents2026 from './truth/documents-2026.ts'
import * as truth from './truth/report-2026.ts'

const [report2026, agenda2024] = [readReport('report-2026'), readReport('agenda-2024')]
const read = (text: string | undefined, name: string) => readDocument(readText(text ?? 'nothing', name))

/** A disagreement as the tables of truth have it. */
function toLine(d: Disagreement): string {
  const clauses = [...new Set(d.places.map(p => p.place.clause))].join(' ')
  // Words of the document, which have no place here.
  const codes = d.kind === 'kept-change' ? [] : disagreementCodes(d)
  const how = 'how' in d ? ` ${d.how}` : 'what' in d ? ` ${d.what}` : ''
  const standsAs = d.kind === 'action-differs' && d.standsAs ? `, stands as ${d.standsAs}` : ''
  return `${[d.kind, ...codes].join(' ')}${how}${standsAs} | ${clauses}`
}

const certain = ({ disagreements }: Reading) => disagreements.filter(d => d.certain).map(toLine)
const toLookAt = ({ disagreements }: Reading) => disagreements.filter(d => !d.certain).map(toLine)

const marksIn = (reading: Reading): Record<string, string> =>
  Object.fromEntries(
    [
      ...Map.groupBy(selectKind(reading.findings, 'document'), d =>
        d.marks.map(m => (m.bracketed ? `(${m.group})` : m.group)).join(' '),
      ),
    ].map(([marks, same]) => [marks, same.map(d => referenceCode(d.reference)).join(' ')]),
  )

const reservedIn = (reading: Reading): string =>
  selectKind(reading.findings, 'document')
    .filter(d => d.state === 'reserved')
    .map(d => referenceCode(d.reference))
    .join(' ')

const liaisonsIn = (reading: Reading): string[] =>
  selectKind(reading.findings, 'liaison')
    .filter(l => l.direction === 'incoming')
    .map(l => {
      const { revision, addendum, ...document } = l.document!
      const targets = l.repliesTo.length > 0 ? `: ${l.repliesTo.map(liaisonCode).join(', ')}` : ''
      return `${referenceCode(document)} ${l.purpose} ${l.senders.join(', ')}${targets}`
    })

const totalsIn = (reading: Reading) => selectKind(reading.findings, 'total')

describe.skipIf(!report2026)(
  `the report of January 2026${report2026 ? '' : ` (skipped: ${MISSING})`}`,
  () => {
    const reading = read(report2026, 'TD164R3')

    test('is a report of WP2, of a meeting with dates', () => {
      expect(reading).toMatchObject({
        kind: 'report',
        group: 'WP2',
        meeting: { from: '2026-01-26', until: '2026-01-30' },
      })
    })

    test('gives the actions of clause 0, row by row', () => {
      const lines = selectKind(reading.findings, 'action')
        .filter(a => a.stands === 'summary')
        .map(a =>
          [
            a.number,
            a.heading,
            a.verbs.join(' '),
            a.documents.map(referenceCode).join(' '),
            a.questions.join(' '),
            [...a.clauses, ...a.annexes].join(' '),
          ]
            .join(' | ')
            .replace(/ {2,}/g, ' ')
            .trim(),
        )
      expect(lines).toEqual(truth.SUMMARY)
    })

    test('gives the actions of its clauses', () => {
      const lines = selectKind(reading.findings, 'action')
        .filter(a => a.stands === 'body')
        .map(a => `${a.place.clause} ${a.number} ${a.addressee}`)
      expect(lines).toEqual(truth.BODY)
    })

    test('gives the planned meetings, each once, and says of whom there are none', () => {
      const lines = reading.entries
        .filter(e => e.register === 'meetings')
        .map(({ fields: f }) => [f.group, f.kind, f.date, f.time, f.deadline].filter(Boolean).join(' '))
      expect(lines.toSorted()).toEqual(truth.MEETINGS)
      expect(selectKind(reading.findings, 'no-meeting').map(f => f.group)).toEqual(['RG-WPR'])
      expect(selectKind(reading.findings, 'planned-meeting').map(m => m.condition ?? '')).toEqual(
        expect.arrayContaining(['pending-input', 'issues-else-cancelled']),
      )
    })

    test('gives the action plan, twice where its table stands twice', () => {
      const lines = selectKind(reading.findings, 'plan-item').map(i => [
        i.item,
        i.group,
        i.entries.map(e => `${e.meeting?.replace('TSAG ', '') ?? 'undated'} ${e.status}`).join(', '),
      ])
      expect(lines).toEqual(truth.PLAN)
      for (const { item, resolution } of selectKind(reading.findings, 'plan-item'))
        expect(resolution).toBe(item.includes('-') ? Number(item.split('-')[0]) : null)
    })

    test('gives the documents with their marks', () => {
      expect(marksIn(reading)).toEqual(documents2026.MARKS)
      expect(reservedIn(reading)).toBe(documents2026.RESERVED)
    })

    test('gives totals with the meaning that each has', () => {
      const lines = totalsIn(reading).map(
        t =>
          `${t.of}${t.group ? ` ${t.group}` : ''} ${t.stated}${t.bracketed === undefined ? '' : ` (${t.bracketed})`}: ${t.means.join(', ')}`,
      )
      expect(lines).toEqual(truth.TOTALS)
    })

    test('gives liaison statements with what they reply to', () => {
      expect(liaisonsIn(reading)).toEqual(documents2026.LIAISONS)
      const outgoing = selectKind(reading.findings, 'liaison').filter(l => l.direction === 'outgoing')
      expect(
        outgoing.map(l => `${referenceCode(l.document!)} ${l.addressees?.join() ?? 'not known'}`),
      ).toEqual(truth.OUTGOING)
    })

    test('gives seven replies to TSAG-LS4, and no addressees', () => {
      const replies = selectKind(reading.findings, 'liaison').filter(l =>
        l.repliesTo.some(t => liaisonCode(t) === 'TSAG-LS4'),
      )
      expect(replies.flatMap(l => l.senders)).toEqual(['SG2', 'SG15', 'SG20', 'SG21', 'SG5', 'SG17', 'SG11'])
    })

    test('gives what was decided on joint activities', () => {
      const lines = selectKind(reading.findings, 'joint-activity').map(j => {
        const more = [
          j.parent && `under ${j.parent}`,
          j.clockFrom && `since ${j.clockFrom}`,
          j.renamed && 'renamed',
          j.newTerms && 'new terms',
          j.viceChairs.length === 1 && 'one vice-chair',
          j.withTsb && 'with TSB',
        ].filter(Boolean)
        const decided = j.decision === 'continues'
        return [
          j.body,
          j.decision,
          `[${j.until.map(u => untilCode(u.value)).join('; ')}]`,
          ...j.transitionTo,
          ...j.actions,
          ...(decided ? [] : j.documents.map(referenceCode)),
          ...(more.length > 0 ? [more.join(', ')] : []),
        ].join(' ')
      })
      expect(lines).toEqual(truth.JOINT)
    })

    test('gives statements word for word', () => {
      const statements = selectKind(reading.findings, 'statement')
      expect(statements.map(s => [s.by, s.place.clause, s.verbatim])).toEqual([
        ['Russian Federation', '3.1.2', false],
        ['USA', '3.2', true],
        ['SG20 chair', 'Annex 3', true],
      ])
      const lines = report2026!.split('\n')
      const from = lines.findIndex(line => line.startsWith('Annex 3')) + 2
      const annex = lines.slice(from).map(line => line.trim())
      const words = annex.filter(line => line !== '' && !/^_+$/.test(line))
      expect(statements[2]!.words.split('\n').map(line => line.trim())).toEqual(words)
      expect(report2026).toContain(statements[1]!.words)
    })

    test('offers persons', () => {
      expect(
        selectKind(reading.findings, 'person').map(p => `${p.role} ${p.group} ${p.place.clause}`),
      ).toEqual(truth.PEOPLE)
    })

    test('contradicts itself where a careful reader says so, and nowhere else', () => {
      expect(certain(reading)).toEqual(truth.CONTRADICTIONS)
    })

    test('has places to look at', () => {
      expect(toLookAt(reading).toSorted()).toEqual(truth.TO_LOOK_AT.toSorted())
    })

    test('is read without anything left over', () => expect(reading.unread).toEqual([]))

    test('disputes the entries that a contradiction is about, and no others', () => {
      const disputed = reading.entries.filter(e => e.disputed).map(e => `${e.register} ${e.key}`)
      expect(disputed).toEqual(expect.arrayContaining(['actions 2026-01 WP2-11', 'joint activities JCA-AHF']))
      expect(disputed).not.toContain('actions 2026-01 WP2-1')
      expect(disputed.filter(d => d.startsWith('documents'))).toEqual([])
    })
  },
)

describe.skipIf(!agenda2024)(`the agenda of July 2024${agenda2024 ? '' : ` (skipped: ${MISSING})`}`, () => {
  const reading = read(agenda2024, 'TD511')

  test('is an agenda of WP2, of one day', () => {
    expect(reading).toMatchObject({
      kind: 'agenda',
      group: 'WP2',
      meeting: { from: '2024-07-29', until: '2024-07-29' },
    })
  })

  test('gives its actions, anticipated ones and several in a line', () => {
    const lines = selectKind(reading.findings, 'action').map(a =>
      `${a.place.clause} ${a.number}${a.anticipated ? ' anticipated' : ''} | ${a.verbs.join(' ')} | ${a.documents.map(referenceCode).join(' ')}`.trim(),
    )
    expect(lines).toEqual(agenda.ACTIONS)
    expect(selectKind(reading.findings, 'action').every(a => a.stands === 'agenda')).toBe(true)
  })

  test('gives the documents with their marks and states', () => {
    expect(marksIn(reading)).toEqual(documents2024.MARKS)
    expect(reservedIn(reading)).toBe(documents2024.RESERVED)
    expect(liaisonsIn(reading)).toEqual(documents2024.LIAISONS)
  })

  test('gives totals that agree in every meaning', () => {
    const stated = [...Map.groupBy(totalsIn(reading), t => t.of)]
    expect(stated.map(([of, same]) => `${of} ${same.map(t => t.stated).join(' ')}`).join(', ')).toBe(
      agenda.TOTALS,
    )
    expect(totalsIn(reading).every(t => t.means.length === 3)).toBe(true)
  })

  test('gives the deliverables with all proposals side by side', () => {
    const suggestion = (s: { group: string; bracketed: boolean }) => (s.bracketed ? `(${s.group})` : s.group)
    const lines = selectKind(reading.findings, 'deliverable').map(d => {
      const proposals = d.proposals.map(p =>
        [
          referenceCode(p.by),
          ...p.groups.map(suggestion),
          p.forInformation && 'information',
          p.planned && 'planned',
          ...p.documents.map(referenceCode),
        ]
          .filter(Boolean)
          .join(' '),
      )
      const head = `${d.number ?? 'none'} ${d.type === 'Technical Report' ? 'R' : 'S'} ${d.approved ?? 'none'}:`
      return [[head, ...d.suggested.map(suggestion)].join(' '), ...proposals].join('; ')
    })
    expect(lines).toEqual(agenda.DELIVERABLES)
  })

  test('contradicts itself where a careful reader says so, and nowhere else', () => {
    expect(certain(reading)).toEqual(agenda.CONTRADICTIONS)
    expect(toLookAt(reading).toSorted()).toEqual(agenda.TO_LOOK_AT.toSorted())
  })

  test('gives both readings of a tracked change, never the concatenation', () => {
    const kept = reading.disagreements.filter(d => d.kind === 'kept-change')
    for (const { readings, places } of kept) {
      for (const part of readings) expect(places[0]!.words).toContain(part)
      expect(readings[0]).not.toBe(readings[1])
    }
  })

  test('leaves only the persons of a tracked change unread', () => {
    expect(reading.unread.map(u => [u.place.clause, u.why])).toEqual([['4.3', 'changed-words']])
  })
})
