/** The agenda of a meeting between TSAG meetings: the issues brought to it, inputs, contributions, reports owed. */
import type { AgendaEntry } from '../../agenda/agenda.ts'
import type { IssueState } from '../../issues/state.ts'
import { silentOf } from '../../issues/state.ts'
import { dateOf, describeStage, onProposal } from '../../issues/words.ts'
import { KIND_RULES } from '../../meetings/kinds.ts'
import { type Meeting, meetingRef } from '../../meetings/meeting.ts'
import { describeTime } from '../../meetings/words.ts'
import { joinWords } from '../../text/sentences.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import { type Block, dash, gap, heading, type MeetingDocument, paragraph } from '../../writing/document.ts'
import { CHAIR, contactOf, rapporteurOf, TSB } from '../who.ts'

export interface EMeetingFacts {
  meeting: Meeting
  studyPeriod: string
  /** The leaders of the group: WP2's chair, a Rapporteur. */
  leaders: string[]
  /** Items that are not settled, each with its issue where it is one. */
  items: { entry: AgendaEntry; issue: IssueState | undefined }[]
  /** Items that need no meeting any more, each with the reason: "ISG-1: Trust (solved between the chairs)". */
  settled: string[]
  contributions: string[]
  /** Reports that are owed to this meeting; they stand on its agenda of themselves. */
  owed: string[]
}

export function draftEMeetingAgenda(facts: EMeetingFacts): MeetingDocument {
  const { meeting, leaders, studyPeriod } = facts
  const { group } = meeting
  const isRapporteurs = group.startsWith('RG')
  const role = isRapporteurs ? rapporteurOf(group) : CHAIR
  const name = `${group} ${KIND_RULES[meeting.kind].words}`
  const when = `${meeting.place ?? 'virtual'}, ${formatDate(inGeneva(meeting.starts))}`
  return {
    title: `Draft agenda of ${meetingRef(meeting)}`,
    header: {
      studyPeriod,
      group: 'TSAG',
      number: ['TSAG-TD', gap('number of this document', TSB)],
      questions: isRapporteurs ? group : 'WP2/TSAG',
      placeAndDates: when,
      kind: 'TD',
      source: isRapporteurs ? `Rapporteur, ${group}` : 'Chair, WP2/TSAG',
      title: `Agenda of the ${name} (${when})`,
      contacts: [contactOf(leaders[0], role)],
      abstract: `This TD is the agenda of the ${name} of ${describeTime(meeting)}.`,
    },
    blocks: agendaBlocks(facts, role),
  }
}

function agendaBlocks(
  { meeting, items, settled, contributions, owed }: EMeetingFacts,
  role: string,
): Block[] {
  const concerned = [...new Set(items.flatMap(({ issue }) => issue?.concerned ?? []))]
  return [
    heading(1, '1', 'Opening and approval of the agenda'),
    paragraph(`Objective: ${meeting.objective}`),
    ...(meeting.links.length > 0 ? [paragraph(`To join: ${meeting.links.join(', ')}`)] : []),
    heading(1, '2', 'Issues and inputs'),
    ...(concerned.length > 0
      ? [paragraph(`Attendance is on a need basis; these SGs are concerned: ${joinWords(concerned)}.`)]
      : []),
    ...(items.length + settled.length === 0 ? [paragraph(emptyAgenda(meeting))] : []),
    ...items.flatMap(({ entry, issue }, i) => [
      heading(2, `2.${i + 1}`, issue ? `${issue.topic} (${entry.reference})` : entry.text),
      ...(issue
        ? issueLines(issue)
        : [paragraph('Announced as an input; ', gap('documents of this input', role))]),
    ]),
    ...(settled.length > 0
      ? [paragraph('Brought to this meeting, and settled since:'), ...settled.map(line => dash(line))]
      : []),
    ...listed('3', 'Contributions', contributions, 'None is announced so far.'),
    ...listed('4', 'Reports owed to this meeting', owed, 'None is on record.'),
    heading(1, '5', 'Any other business'),
    heading(1, '6', 'Closure'),
  ]
}

const listed = (number: string, title: string, lines: readonly string[], none: string): Block[] => [
  heading(1, number, title),
  ...(lines.length > 0 ? lines.map(line => dash(line)) : [paragraph(none)]),
]

const emptyAgenda = ({ kind }: Meeting): string =>
  kind === 'COORDINATION_E_MEETING'
    ? 'Nothing is on the agenda so far; the meeting is held if an SG chair brings an issue, and cancelled otherwise.'
    : 'Nothing is on the agenda so far.'

/** The facts that participants need: the matter, the last proposal with each position, and the stage of the issue. */
function issueLines(issue: IssueState): Block[] {
  const { summary, documents, proposal, positions, escalation } = issue
  const silent = silentOf(issue)
  return [
    ...summary.split('\n').map(line => paragraph(line)),
    ...(escalation
      ? [dash(`Brought to WP2 by ${escalation.group} on ${dateOf(escalation.at)}: ${escalation.reason}`)]
      : []),
    ...(proposal ? [dash(`Proposal ${proposal.number} by ${proposal.group}: ${proposal.text}`)] : []),
    ...(proposal
      ? Object.entries(positions).map(([group, held]) =>
          dash(
            `${group} ${onProposal(held.position, proposal.number)}${held.reason ? `: ${held.reason}` : ''}`,
            2,
          ),
        )
      : []),
    ...(proposal && silent.length > 0
      ? [dash(`No position on record, which is no agreement: ${joinWords(silent)}`, 2)]
      : []),
    ...(documents.length > 0 ? [dash(`Documents: ${documents.join(', ')}`)] : []),
    dash(`State: ${describeStage(issue)}`),
  ]
}
