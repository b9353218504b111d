/** The report of WP2 on a TSAG meeting, clause by clause, from what is on record. */
import { joinWords } from '../../text/sentences.ts'
import {
  type Block,
  gap,
  type Header,
  heading,
  type Inline,
  type MeetingDocument,
  paragraph,
} from '../../writing/document.ts'
import { actionsFor, actionsIn, allActions } from '../action-list.ts'
import { formatDays, placeAndDays } from '../dates.ts'
import type { ReportFacts } from '../facts.ts'
import { CHAIR, contactOf, TSB } from '../who.ts'
import { documentsAnnex } from './documents.ts'
import { futureClause } from './future.ts'
import { interimClause } from './interim.ts'
import { issueClause } from './issues.ts'
import { jointClause } from './joint.ts'
import { liaisonsClause } from './liaisons.ts'
import { planAnnexes, planClause } from './plan.ts'
import { rapporteurGroupsClause } from './rapporteur-groups.ts'
import { statementAnnexes } from './statements.ts'

/** The whole report. */
export const draftReport = (facts: ReportFacts): MeetingDocument => ({
  title: `Draft report of WP2 at ${facts.meeting.name}`,
  header: reportHeader(facts),
  blocks: reportBlocks(facts),
})

export const reportBlocks = (facts: ReportFacts): Block[] => [
  ...summaryClause(facts),
  ...generalClause(facts),
  ...interimClause(facts),
  ...discussionClause(facts),
  ...rapporteurGroupsClause(facts),
  ...liaisonsClause(facts),
  ...planClause(facts),
  ...futureClause(facts),
  heading(1, '8', 'Any other business'),
  paragraph(gap('other business', CHAIR)),
  heading(1, '9', 'Closure'),
  paragraph(gap('closing words', CHAIR)),
  ...planAnnexes(facts),
  ...documentsAnnex(facts),
  ...statementAnnexes(facts.statements),
]

function reportHeader({ meeting, chairs, studyPeriod }: ReportFacts): Header {
  const when = placeAndDays(meeting.place, meeting.days)
  return {
    studyPeriod,
    group: 'TSAG',
    number: ['TSAG-TD', gap('number of this document', TSB)],
    questions: 'WP2/TSAG',
    placeAndDates: when,
    kind: 'TD',
    source: 'Chair, WP2/TSAG',
    title: ['Report of the meeting of WP2/TSAG (', ...when, ')'],
    contacts: [contactOf(chairs[0], CHAIR)],
    abstract: ['This TD is the report of the meeting of WP2/TSAG held in ', ...when, '.'],
    action: 'For review and approval. Clause 0 has the actions for TSAG.',
  }
}

function summaryClause(facts: ReportFacts): Block[] {
  const actions = allActions(facts)
  return [
    heading(1, '0', 'Actions for TSAG'),
    ...(actions.length > 0 ? actions : [paragraph(gap(`actions for TSAG of ${facts.meeting.name}`, CHAIR))]),
  ]
}

function generalClause({ meeting, chairs, viceChairs, documents }: ReportFacts): Block[] {
  const chair: Inline = chairs[0] ?? gap(`name of ${CHAIR}`, TSB)
  const support = viceChairs.length > 0 ? [`, with the support of ${joinWords(viceChairs)}, vice-chair`] : []
  return [
    heading(1, '1', 'General'),
    paragraph(
      'WP2/TSAG met in ',
      ...placeAndDays(meeting.place, meeting.days),
      '. The meeting was chaired by ',
      chair,
      ', chair of WP2',
      ...support,
      '.',
    ),
    paragraph(gap("the chair's objectives for the meeting", CHAIR)),
    paragraph('Agenda: ', gap('documents with the agenda, and their approval', CHAIR)),
    ...(documents.length > 0 ? [paragraph('Annex 2 lists the documents that were considered.')] : []),
  ]
}

/** Clause 3: the issues, the joint activities, and the actions that belong to neither. */
function discussionClause(facts: ReportFacts): Block[] {
  const issues = facts.issues.flatMap((issue, i) => issueClause(issue, `3.${i + 1}`, facts))
  const joint = `3.${facts.issues.length + 1}`
  const others = actionsIn(facts, place => place.part === 'other')
  const { days } = facts.meeting
  return [
    heading(1, '3', 'Documentation for the meeting'),
    paragraph(
      gap(
        `discussions of ${days ? formatDays(days) : facts.meeting.name} that are not on record below`,
        CHAIR,
      ),
    ),
    ...issues,
    ...jointClause(facts, joint),
    ...(others.length > 0
      ? [heading(2, `3.${facts.issues.length + 2}`, 'Further actions'), ...actionsFor('TSAG', others)]
      : []),
  ]
}
