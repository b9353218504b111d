/**
 * A liaison statement in the form of Rec. ITU-T A.1: Questions of origin and destination, source, title, approval, and for
 * each addressee whether it is for action, comment or information; with action, the date by which a reply is required.
 */
import { describePartial } from '../registers/field.ts'
import type { Addressee, Purpose } from '../registers/liaisons/addressees.ts'
import { gap, type Inline, type MeetingDocument, paragraph, type Words } from '../writing/document.ts'
import type { LiaisonEntry } from './facts.ts'
import { CHAIR, contactOf, TSB } from './who.ts'

export interface LiaisonFacts {
  entry: LiaisonEntry
  /** "TSAG-LS5"; undefined: it has no number yet. */
  code: string | undefined
  /** "TD326-R2"; undefined: not known. */
  document: string | undefined
  studyPeriod: string
  chairs: string[]
}

export function draftLiaison({ entry, code, document, studyPeriod, chairs }: LiaisonFacts): MeetingDocument {
  const { subject, repliesTo, addressees } = entry.fields
  const title: Inline = subject ?? gap('title of the liaison statement', CHAIR)
  return {
    title: `Draft liaison statement ${code ?? document ?? entry.key}`,
    header: {
      studyPeriod,
      group: 'TSAG',
      number: document === undefined ? ['TSAG-TD', gap('number of this document', TSB)] : `TSAG-${document}`,
      questions: [gap('Questions of origin and of destination', CHAIR)],
      placeAndDates: [gap('place and days of the meeting that prepared it', TSB)],
      kind: code === undefined ? 'LIAISON STATEMENT' : `LIAISON STATEMENT ${code}`,
      source: 'TSAG',
      title: repliesTo?.length ? [title, ` (reply to ${repliesTo.join(', ')})`] : [title],
      rows: [
        ...addresseeRows(addressees),
        { label: 'Approval:', words: [gap('approval, such as the WP2/TSAG meeting and its day', CHAIR)] },
        { label: 'Deadline:', words: deadline(addressees) },
      ],
      contacts: [contactOf(chairs[0], CHAIR)],
      abstract: [gap('one sentence on what this statement says', CHAIR)],
    },
    blocks: [paragraph(gap('text of the liaison statement', CHAIR))],
  }
}

const ROWS: [Purpose, string][] = [
  ['action', 'For action to:'],
  ['comment', 'For comment to:'],
  ['information', 'For information to:'],
]

/** A row for each purpose; addressees whose purpose is not on record stand in a row of their own. */
function addresseeRows(addressees: readonly Addressee[] | undefined): { label: string; words: Words }[] {
  if (addressees === undefined)
    return ROWS.map(([purpose, label]) => ({ label, words: [gap(`addressees for ${purpose}`, TSB)] }))
  const unknown = addressees.filter(({ purpose }) => purpose === null)
  return [
    ...ROWS.map(([purpose, label]) => ({
      label,
      words:
        addressees
          .filter(a => a.purpose === purpose)
          .map(a => a.group)
          .join(', ') || '–',
    })),
    ...(unknown.length > 0
      ? [
          {
            label: 'To:',
            words: [
              `${unknown.map(a => a.group).join(', ')} `,
              gap('whether for action, comment or information', TSB),
            ],
          },
        ]
      : []),
  ]
}

/** The date by which a reply is required, of each addressee that is asked for action. */
function deadline(addressees: readonly Addressee[] | undefined): Words {
  const asked = (addressees ?? []).filter(a => a.purpose === 'action' || a.replyBy !== null)
  if (addressees !== undefined && asked.length === 0) return '–'
  const dates = [...Map.groupBy(asked, a => a.replyBy)]
  if (dates.length === 0) return [gap('date by which a reply is required', TSB)]
  return dates.flatMap(([date, own], i): Inline[] => [
    ...(i > 0 ? ['; '] : []),
    date === null ? gap('date by which a reply is required', TSB) : describePartial(date),
    ...(dates.length > 1 ? [` (${own.map(a => a.group).join(', ')})`] : []),
  ])
}
