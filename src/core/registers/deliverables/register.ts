/** The register of focus groups' deliverables: suggested SGs, proposals side by side, the decision, who started work. */
import { defineRegister } from '../define.ts'
import { assertNotAhead, parseBody, parseWords } from '../field.ts'
import { handlers } from '../writers.ts'
import { deliverableCommands } from './commands.ts'
import { deliverableFields } from './fields.ts'

export const deliverables = defineRegister({
  name: 'deliverables',
  room: 'deliverable',
  title: 'Deliverables of focus groups',
  noun: 'a deliverable of a focus group',
  formWords: { one: 'a deliverable', all: 'Deliverables' },
  key: {
    name: 'deliverable',
    label: 'Number, or title if there is none',
    example: 'FGMV-23',
    parse: raw => parseWords(raw).replace(/\s+/g, ' '),
    format: key => key,
  },
  fields: deliverableFields,
  required: [],
  columns: [
    { title: 'Title', text: ({ fields }) => fields.title ?? '' },
    {
      title: 'Suggested',
      text: ({ fields }) => (fields.suggested ? deliverableFields.suggested.format(fields.suggested) : ''),
    },
    { title: 'Proposals', text: ({ fields }) => fields.proposals ?? '' },
    { title: 'Allocated', text: ({ fields }) => fields.allocated?.join(', ') ?? '' },
    { title: 'Started', text: ({ fields }) => fields.started?.join(', ') ?? '' },
  ],
  filters: {
    suggested: {
      label: 'SG that is suggested',
      example: 'SG17',
      contains: value => [{ suggested: [{ group: parseBody(value) }] }],
    },
    allocated: {
      label: 'SG it is allocated to',
      example: 'SG17',
      contains: value => [{ allocated: [parseBody(value)] }],
    },
  },
  writers: handlers,
  check: ({ approved }, { now }) => assertNotAhead(approved, now, 'approved'),
  reads: { from: 'deliverables', key: key => key },
  commands: deliverableCommands,
})
