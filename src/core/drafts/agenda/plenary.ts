/** The agenda of WP2's plenary at a TSAG meeting: items with their documents, and the actions that are anticipated. */

import { HANDLER } from '../../groups/handler.ts'
import { issueRef, OPEN } from '../../issues/state.ts'
import { groupsIn } from '../../reading/codes/groups.ts'
import { documentParts } from '../../registers/documents/key.ts'
import type { OwedReport } from '../../registers/owed/debt.ts'
import {
  annex,
  type Block,
  dash,
  gap,
  heading,
  type Inline,
  type MeetingDocument,
  paragraph,
} from '../../writing/document.ts'
import { type ActionPlace, actionsIn, inNumberOrder } from '../action-list.ts'
import { placeAndDays } from '../dates.ts'
import type { ActionEntry, DocumentEntry, LiaisonEntry, ReportFacts } from '../facts.ts'
import { reportLines } from '../owed.ts'
import { citeDocument, citeKey, documentKeys } from '../references.ts'
import { documentLists } from '../report/documents.ts'
import { CHAIR, contactOf, rapporteurOf, TSB } from '../who.ts'

export interface AgendaFacts extends ReportFacts {
  /** Incoming liaison statements that the meeting's documents carry. */
  incoming: LiaisonEntry[]
  /** Reports that are owed to this meeting. */
  owed: OwedReport[]
}

export function draftPlenaryAgenda(facts: AgendaFacts): MeetingDocument {
  const { meeting, chairs, studyPeriod } = facts
  const when = placeAndDays(meeting.place, meeting.days)
  return {
    title: `Draft agenda of WP2 at ${meeting.name}`,
    header: {
      studyPeriod,
      group: 'TSAG',
      number: ['TSAG-TD', gap('number of this document', TSB)],
      questions: 'WP2/TSAG',
      placeAndDates: when,
      kind: 'TD',
      source: 'Chair, WP2/TSAG',
      title: ['Agenda of WP2/TSAG (', ...when, ')'],
      contacts: [contactOf(chairs[0], CHAIR)],
      abstract: ['This TD is the agenda of the meeting of WP2/TSAG in ', ...when, '.'],
      action: 'For review and approval.',
    },
    blocks: agendaBlocks(facts),
  }
}

function agendaBlocks(facts: AgendaFacts): Block[] {
  const shown = new Set<string>()
  /** Each document stands on the first item that it belongs to. */
  const list = (documents: readonly DocumentEntry[]): Block[] =>
    documents.flatMap(document => {
      if (shown.has(document.key)) return []
      shown.add(document.key)
      return [dash(`${citeDocument(document)}: ${document.fields.title ?? ''}`)]
    })
  return [
    heading(1, '1', 'Opening of the meeting'),
    heading(1, '2', 'Approval of the agenda'),
    heading(1, '3', "Organization of the work and the chair's objectives"),
    paragraph(gap("the chair's objectives for the meeting", CHAIR)),
    heading(1, '4', 'Review of the interim activities'),
    ...facts.rapporteurGroups.flatMap(({ id, name }, i) => [
      heading(2, `4.${i + 1}`, `${id} “${name}”`),
      ...orGap(
        list(facts.documents.filter(d => groupsIn(d.fields.source ?? '').includes(id))),
        `documents of ${id}`,
        rapporteurOf(id),
      ),
      ...anticipated(facts, place => place.part === 'rapporteur group' && place.group === id),
    ]),
    ...(facts.owed.length > 0
      ? [
          heading(2, `4.${facts.rapporteurGroups.length + 1}`, 'Reports owed to this meeting'),
          ...reportLines(facts.owed).map(line => dash(line)),
        ]
      : []),
    heading(1, '5', 'Review of input documents'),
    ...orGap(inputItems(facts, list), `documents of ${facts.meeting.name}`, TSB),
    heading(1, '6', 'Creation of ad-hoc groups, if needed'),
    heading(1, '7', 'Status of the WTSA action plan'),
    ...anticipated(facts, place => place.part === 'plan'),
    heading(1, '8', 'Allocation of the work to the Rapporteur groups'),
    paragraph('Annex 1 has the documents of each.'),
    heading(1, '9', 'Outgoing liaison statements'),
    ...anticipated(facts, place => place.part === 'liaisons'),
    heading(1, '10', 'Future plans'),
    ...anticipated(facts, place => place.part === 'future'),
    heading(1, '11', 'Any other business'),
    ...anticipated(facts, place => place.part === 'other'),
    heading(1, '12', 'Closure'),
    annex('Annex 1', 'List of documents allocated to WP2 and its Rapporteur groups'),
    ...documentLists(facts.documents, facts.meeting.name),
  ]
}

/** The blocks made of the record; where there are none, a gap. */
const orGap = (blocks: Block[], what: string, who: string): Block[] =>
  blocks.length > 0 ? blocks : [paragraph(gap(what, who))]

type List = (documents: readonly DocumentEntry[]) => Block[]

/** Issues, joint activities, replies to one statement, and what is left of WP2's documents: an item each. */
function inputItems(facts: AgendaFacts, list: List): Block[] {
  const { documents, issues, incoming, now } = facts
  const ofWp2 = documents.filter(d => d.fields.marks?.some(mark => mark.group === HANDLER))
  const carried = (entries: readonly LiaisonEntry[]) => {
    const keys = new Set(entries.map(entry => entry.key))
    return ofWp2.filter(d => keys.has(d.key))
  }
  const parts: { title: string; blocks: Block[] }[] = [
    ...issues
      .filter(({ state }) => OPEN.includes(state.stage))
      .map(({ state }) => {
        const keys = documentKeys(state.documents, now)
        const listed = documents.filter(d => keys.includes(d.key))
        const others = keys.filter(key => !listed.some(d => d.key === key))
        return {
          title: `${state.topic} (${issueRef(state)})`,
          blocks: [
            ...list(listed),
            ...others.map(key => dash(citeKey(key))),
            ...anticipated(facts, place => place.part === 'issue' && place.issue === issueRef(state)),
          ],
        }
      }),
    {
      title: 'Joint activities',
      blocks: [
        ...list(ofWp2.filter(d => namesJoint(d))),
        ...anticipated(facts, place => place.part === 'joint'),
      ],
    },
    ...[...repliesByTarget(incoming)].map(([target, replies]) => ({
      title: `Replies to ${target}`,
      blocks: list(carried(replies)),
    })),
    { title: 'Contributions', blocks: list(ofWp2.filter(d => documentParts(d.key).kind === 'C')) },
    { title: 'Other documents', blocks: list(ofWp2) },
  ]
  return parts
    .filter(part => part.blocks.length > 0)
    .flatMap(({ title, blocks }, i) => [heading(2, `5.${i + 1}`, title), ...blocks])
}

const namesJoint = ({ fields }: DocumentEntry): boolean =>
  groupsIn(`${fields.title ?? ''} ${fields.source ?? ''}`).some(id => /^(?:JCA|JCG)-/.test(id))

/** Statements that two or more documents reply to. */
function repliesByTarget(incoming: readonly LiaisonEntry[]): Map<string, LiaisonEntry[]> {
  const found = new Map<string, LiaisonEntry[]>()
  for (const entry of incoming)
    for (const target of entry.fields.repliesTo ?? [])
      found.set(target, [...(found.get(target) ?? []), entry])
  return new Map([...found].filter(([, replies]) => replies.length > 1))
}

/** The actions that a part of the agenda anticipates. */
const anticipated = (facts: AgendaFacts, wanted: (place: ActionPlace) => boolean): Block[] =>
  inNumberOrder(actionsIn(facts, wanted)).map(action => paragraph(...anticipatedWords(action)))

const anticipatedWords = ({ fields: { number, words } }: ActionEntry): Inline[] => [
  ...(number === undefined
    ? ['Anticipated action ', gap('number of this action', TSB), ': ']
    : [`Anticipated Action ${number}: `]),
  words ?? gap('words of this action', CHAIR),
]
