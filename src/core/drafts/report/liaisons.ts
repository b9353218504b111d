/** Clause 5: outgoing liaison statements, each addressee with its purpose and date. */
import { formatAddressee } from '../../registers/liaisons/addressees.ts'
import { liaisonParts } from '../../registers/liaisons/key.ts'
import { type Block, dash, gap, heading, type Inline, paragraph } from '../../writing/document.ts'
import { actionsFor, actionsIn } from '../action-list.ts'
import type { LiaisonEntry, ReportFacts } from '../facts.ts'
import { documentOf } from '../gather-liaisons.ts'
import { citeDocument, citeKey } from '../references.ts'
import { CHAIR, TSB } from '../who.ts'

export function liaisonsClause(facts: ReportFacts): Block[] {
  const { liaisons } = facts
  return [
    heading(1, '5', 'Outgoing liaison statements'),
    ...(liaisons.length === 0 ? [paragraph('None is on record.')] : []),
    ...liaisons.map(entry => dash(describeLiaison(entry, facts))),
    ...actionsFor(
      'TSAG',
      actionsIn(facts, place => place.part === 'liaisons'),
    ),
  ]
}

function describeLiaison(entry: LiaisonEntry, { documents, now }: ReportFacts): Inline[] {
  const { code } = liaisonParts(entry.key)
  const key = documentOf(entry, now)
  const document = documents.find(d => d.key === key)
  const { subject, addressees, repliesTo } = entry.fields
  return [
    ...(code === undefined ? [] : [`${code}: `]),
    subject ?? gap('subject of the liaison statement', CHAIR),
    ', to ',
    ...(addressees
      ? [addressees.map(formatAddressee).join(', ')]
      : [gap('addressees, each with its purpose and date', TSB)]),
    ...(repliesTo?.length ? [`, in reply to ${repliesTo.join(', ')}`] : []),
    ' – ',
    document
      ? citeDocument(document)
      : key === undefined
        ? gap('document that carries it', TSB)
        : citeKey(key),
  ]
}
