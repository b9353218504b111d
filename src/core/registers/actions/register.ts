/** The register of actions: those for TSAG, and those that a Rapporteur group asks of WP2. */
import { UserError } from '../../errors.ts'
import { note } from '../../messages/message.ts'
import { ISSUE } from '../../references/issue.ts'
import { rapporteurGroups } from '../commands/own.ts'
import { defineRegister } from '../define.ts'
import { type FieldValues, parseBody } from '../field.ts'
import { NEXT_TSAG, toMeetingLabel } from '../periods.ts'
import { describeNextTsag } from '../tsag.ts'
import { handlersOrRapporteur } from '../writers.ts'
import { actionCommands } from './commands.ts'
import { actionFields, storedActions } from './fields.ts'
import { ACTION, actionKey, numberGroup, parseActionKey, resolveActionKey, unnumberedKey } from './key.ts'

export const actions = defineRegister({
  ...storedActions,
  room: 'action',
  title: 'Actions',
  noun: 'an action',
  key: {
    name: 'action',
    label: 'Action',
    example: 'WP2-10',
    parse: parseActionKey,
    format: key => key,
    create: (place, { meeting, number, addressee }) =>
      typeof number === 'string' && typeof meeting === 'string' && meeting !== NEXT_TSAG
        ? actionKey(meeting, number, addressee as string | undefined)
        : ACTION.format(place),
    resolve: resolveActionKey,
  },
  required: ['words'],
  keyFields: ['meeting', 'number'],
  // A number is given by TSB, an outcome by TSAG.
  notAdded: ['number', 'outcome', 'earlierNumber'],
  fromKey: fieldsFromKey,
  columns: [
    { title: 'Action', text: ({ fields }) => fields.words ?? '' },
    { title: 'Heading', text: ({ fields }) => fields.heading ?? '' },
    { title: 'TSAG meeting', text: ({ fields }) => fields.meeting ?? '' },
    { title: 'Issue', text: ({ fields }) => fields.issue ?? '' },
    { title: 'Outcome', text: ({ fields }) => fields.outcome ?? '' },
  ],
  filters: {
    meeting: {
      label: 'TSAG meeting, or next',
      example: 'TSAG 01-2026',
      contains: value => [{ meeting: actionFields.meeting.parse(value) }],
    },
    heading: {
      label: 'Listed under',
      example: 'RG-DT',
      contains: value => [{ heading: parseBody(value) }],
    },
    issue: {
      label: 'Issue that it comes from',
      example: 'ISG-4',
      contains: value => [{ issue: actionFields.issue.parse(value) }],
    },
  },
  writers: handlersOrRapporteur(({ heading, number }: FieldValues<typeof actionFields>) => [
    ...(heading === undefined ? [] : [heading]),
    ...(number === undefined ? [] : [numberGroup(number)]),
  ]),
  whose: { field: 'heading', groups: rapporteurGroups },
  async check({ issue }, { tx }) {
    if (issue === undefined) return
    if ((await tx.issue.count({ where: { id: ISSUE.parse(issue) } })) > 0) return
    throw new UserError('no-issue', `There is no issue ${issue}.`, 'issue')
  },
  async details({ number, key, fields }, { tx, now }) {
    const reference = number === null ? key : ACTION.format(number)
    return [
      ...(fields.number === undefined && fields.earlierNumber === undefined && key !== reference
        ? [note(`It has no number yet; ${reference} names it, too.`)]
        : []),
      ...(fields.meeting === NEXT_TSAG ? [note(await describeNextTsag(tx, now))] : []),
    ]
  },
  tsag: {
    groups: ({ fields }) => (fields.heading === undefined ? [] : [fields.heading]),
    words: ({ key, fields }) => `${key}, an action for it: “${fields.words ?? ''}”`,
  },
  reads: {
    from: 'actions',
    key(key, { number = '', words = '', addressee }, meeting) {
      const label = toMeetingLabel(meeting)
      return number === ''
        ? unnumberedKey(label, words || key)
        : actionKey(label, number, addressee || undefined)
    },
    also: meeting => ({ meeting: toMeetingLabel(meeting) }),
  },
  commands: actionCommands,
})

/** "TSAG 01-2026 RG-WPR-4 to WP2": its meeting, its number and whom it asks. */
function fieldsFromKey(key: string): FieldValues<typeof actionFields> {
  const [, meeting, number, addressee = 'TSAG'] = /^(TSAG \d{2}-\d{4}) (\S+?)(?: to (\S+))?$/.exec(key) ?? []
  return meeting === undefined || number === undefined || number.startsWith('“')
    ? { meeting: NEXT_TSAG }
    : { meeting, number, addressee }
}
