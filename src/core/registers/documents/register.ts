/** The register of documents: contributions and temporary documents, with their allocation to groups. */
import { defineRegister } from '../define.ts'
import { describePeriod, findPeriod, toMeetingLabel } from '../periods.ts'
import { handlers } from '../writers.ts'
import { documentCommands } from './commands.ts'
import { DOCUMENT_STATES, documentFields } from './fields.ts'
import { documentKey, documentParts, formatDocumentKey, parseDocumentKey } from './key.ts'

export const documents = defineRegister({
  name: 'documents',
  room: 'document',
  title: 'Documents',
  noun: 'a document',
  key: {
    name: 'document',
    label: 'Document',
    example: 'TSAG-TD326',
    parse: parseDocumentKey,
    format: formatDocumentKey,
    groups: key => [documentParts(key).group],
  },
  fields: documentFields,
  required: [],
  columns: [
    { title: 'Title', text: ({ fields }) => fields.title ?? '' },
    { title: 'Rev.', text: ({ fields }) => (fields.revision ? `R${fields.revision}` : '') },
    {
      title: 'Allocated to',
      text: ({ fields }) => (fields.marks ? documentFields.marks.format(fields.marks) : ''),
    },
    { title: 'State', text: ({ fields }) => fields.state ?? '' },
  ],
  filters: {
    group: {
      label: 'Group it is allocated to',
      example: 'WP2',
      contains: value => [{ marks: [{ group: documentFields.marks.parse(value)[0]?.group ?? '' }] }],
    },
    state: {
      label: 'State',
      example: 'reserved',
      choices: DOCUMENT_STATES,
      contains: value => [{ state: value }],
    },
    meeting: {
      label: 'TSAG meeting',
      example: 'TSAG 01-2026',
      contains: value => [{ meeting: documentFields.meeting.parse(value) }],
    },
  },
  // Rapporteurs allocate documents to their own groups, too: src/core/registers/documents/commands.ts.
  writers: handlers,
  async details({ key }) {
    const { period, group } = documentParts(key)
    const whose = group === '?' ? 'A document of a group that is not known' : `A document of ${group}`
    return [{ kind: 'note', text: `${whose}, study period ${describePeriod(period)}.` }]
  },
  reads: {
    from: 'documents',
    key(key, _, meeting) {
      const { group, kind, number } = toParts(key)
      return documentKey(findPeriod(Temporal.PlainDate.from(meeting)).code, group, kind, number)
    },
    also: meeting => ({ meeting: toMeetingLabel(meeting) }),
  },
  commands: documentCommands,
})

/** A reading's "SG2-TD280" or "TD326". */
function toParts(code: string): { group: string; kind: 'C' | 'TD'; number: number } {
  const [, group, kind, number] = /^(?:(.+)-)?(TD|C)(\d+)$/.exec(code)!
  return { group: group ?? 'TSAG', kind: kind as 'C' | 'TD', number: Number(number) }
}
