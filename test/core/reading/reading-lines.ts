/** A reading as lines that a person can compare by hand. */
import type { Document } from '../../../src/core/reading/document.ts'
import { type Reading, readDocument } from '../../../src/core/reading/read-document.ts'
import {
  describeDisagreement,
  describeUnread,
} from '../../../src/core/registers/reading/disagreement-words.ts'

const GROUPS = [
  ...'2 3 5 11 12 13 15 17 20 21'.split(' ').map(n => `SG${n}`),
  'WP2',
  'RG-WPR',
  'RG-DT',
  'TSAG',
]

/** Reads with the groups that the layouts name. */
export const read = (document: Document): Reading => readDocument(document, { groups: GROUPS })

/** Entries, findings, disagreements and unread places of a reading, a line each, without their places. */
export const linesOf = ({
  entries,
  findings,
  disagreements,
  unread,
  kind,
  group,
  meeting,
}: Reading): string[] => [
  `${kind} of ${group ?? 'nobody'}, ${meeting?.from ?? 'no date'}`,
  ...entries.map(({ register, key, fields, disputed }) => {
    const known = Object.entries(fields).filter(([, value]) => value !== '')
    const words = known.map(([name, value]) => `${name} ${value.replaceAll('\n', ' / ')}`).join('; ')
    return `${disputed ? 'disputed ' : ''}${register} | ${key.replaceAll('\n', ' / ')} | ${words}`
  }),
  ...findings.flatMap(f =>
    f.kind === 'person'
      ? [`person | ${f.name}, ${f.role} of ${f.group}`]
      : f.kind === 'no-meeting'
        ? [`no meeting | ${f.group}`]
        : f.kind === 'total'
          ? [`total | ${f.of} ${f.group ?? ''} ${f.stated} ${f.means.join(', ')}`]
          : [],
  ),
  ...disagreements.map(d => `${d.certain ? 'contradiction' : 'to look at'} | ${describeDisagreement(d)}`),
  ...unread.map(u => `not read | ${describeUnread(u.why)}: ${u.words}`),
]
