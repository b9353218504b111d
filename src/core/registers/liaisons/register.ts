/** The register of liaison statements, incoming and outgoing. */
import { defineRegister } from '../define.ts'
import { describeField, parseBody } from '../field.ts'
import { findPeriod } from '../periods.ts'
import { handlers } from '../writers.ts'
import { liaisonsAwaiting } from './awaiting.ts'
import { liaisonCommands } from './commands.ts'
import { DIRECTIONS, liaisonFields, storedLiaisons } from './fields.ts'
import { formatLiaisonKey, liaisonParts, parseLiaisonKey } from './key.ts'
import { replyBlocks } from './replies.ts'

export const liaisons = defineRegister({
  ...storedLiaisons,
  room: 'liaison',
  title: 'Liaison statements',
  noun: 'a liaison statement',
  formWords: { one: 'an LS', all: 'Liaison statements' },
  key: {
    name: 'liaison',
    label: 'Liaison statement',
    example: 'TSAG-LS4',
    parse: parseLiaisonKey,
    format: formatLiaisonKey,
  },
  required: ['direction'],
  fromKey(key) {
    const { sender, document } = liaisonParts(key)
    return { ...(sender !== undefined && { senders: [sender] }), ...(document !== undefined && { document }) }
  },
  columns: [
    { title: 'From', text: ({ fields }) => fields.senders?.join(', ') ?? '' },
    { title: 'Subject', text: ({ fields }) => fields.subject ?? '' },
    { title: 'Replies to', text: ({ fields }) => fields.repliesTo?.join(', ') ?? '' },
    {
      title: 'Addressees',
      text: ({ fields }) =>
        fields.addressees
          ? describeField(liaisonFields.addressees, fields.addressees)
          : fields.direction === 'outgoing'
            ? 'not on record'
            : '',
    },
  ],
  filters: {
    from: {
      label: 'Sender',
      example: 'SG17',
      contains: value => [{ senders: [parseBody(value)] }],
    },
    'replies-to': {
      label: 'Number that it replies to',
      example: 'TSAG-LS4',
      contains: value => [{ repliesTo: [value.trim()] }],
    },
    direction: {
      label: 'Direction',
      example: 'incoming',
      choices: DIRECTIONS,
      contains: value => [{ direction: value }],
    },
  },
  // An SG's chair and vice-chairs record their own replies: src/core/registers/liaisons/commands.ts.
  writers: handlers,
  awaiting: liaisonsAwaiting,
  details: replyBlocks,
  reads: {
    from: 'liaison statements',
    key: (key, _, meeting) =>
      `${findPeriod(Temporal.PlainDate.from(meeting)).code}-${/^(?:TD|C)\d/.test(key) ? `TSAG-${key}` : key}`,
    keeps: ['addressees'],
  },
  commands: liaisonCommands,
})
