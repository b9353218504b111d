/** The register of lead SG roles. A lead SG leads the coordination of a subject and has no authority over others. */
import { type AnyCommand, command, everybody } from '../../commands/command.ts'
import { optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { list, text } from '../../messages/message.ts'
import { defineReference } from '../../references/kind.ts'
import { ledStudyGroups } from '../../roles/actor.ts'
import { awaitsBy } from '../awaiting.ts'
import { shortOption } from '../commands/options.ts'
import { defineRegister } from '../define.ts'
import { type FieldValues, parseBody } from '../field.ts'
import { listEntries } from '../store.ts'
import { handlersOrStudyGroup } from '../writers.ts'
import { checkRoles } from './checks.ts'
import { ROLE_STATES, storedLeadRoles } from './fields.ts'

const ROLE = defineReference('LR', 'a lead SG role')

export const leadRoles = defineRegister({
  ...storedLeadRoles,
  room: 'lead-role',
  title: 'Lead SG roles',
  noun: 'a lead SG role',
  formWords: { one: 'a role', all: 'Lead SG roles' },
  key: {
    name: 'role',
    label: 'Lead SG role',
    example: 'LR-1',
    parse: raw => ROLE.format(ROLE.parse(raw)),
    format: key => key,
    create: number => ROLE.format(number),
  },
  required: ['group', 'subject', 'state'],
  columns: [
    { title: 'SG', text: ({ fields }) => fields.group ?? '' },
    { title: 'Lead SG on', text: ({ fields }) => fields.subject ?? '' },
    { title: 'State', text: ({ fields }) => fields.state ?? '' },
    { title: 'Source', text: ({ fields }) => fields.designation ?? '' },
  ],
  filters: {
    group: { label: 'SG', example: 'SG17', contains: value => [{ group: parseBody(value) }] },
    state: {
      label: 'State',
      example: 'requested',
      choices: ROLE_STATES,
      contains: value => [{ state: value }],
    },
  },
  writers: handlersOrStudyGroup(({ group }: FieldValues<typeof storedLeadRoles.fields>) =>
    group === undefined ? [] : [group],
  ),
  whose: { field: 'group', groups: ledStudyGroups },
  awaiting: awaitsBy(({ state }) => state === 'designated'),
  check({ state, designation }) {
    if (state === 'designated' && designation === undefined)
      throw new UserError(
        'no-designation',
        'A designated role needs the source of its designation, such as WTSA-24 Resolution 2; without one its state is requested.',
        'designation',
      )
  },
  commands: (): AnyCommand[] => [
    command({
      path: 'lead-role check',
      form: { title: 'Check lead SG roles', submit: 'Check' },
      summary: 'The lead SG roles against the guidance: number, length, wording, one role at two SGs',
      brief: 'All against the guidance',
      options: { group: optional(shortOption({ label: 'SG', example: 'SG17' }, parseBody)) },
      effect: 'read',
      who: everybody,
      async run({ group }, { tx }) {
        const roles = (await listEntries(tx, storedLeadRoles)).map(({ fields }) => ({
          group: fields.group ?? '',
          subject: fields.subject ?? '',
        }))
        const remarks = checkRoles(roles)
          .filter(remark => group === undefined || remark.group === group)
          .map(remark => remark.sentence)
        const summary =
          remarks.length === 0
            ? 'The lead SG roles on record follow the guidance.'
            : `The guidance for lead SG roles: ${remarks.join(' ')}`
        return { summary, blocks: [remarks.length === 0 ? text(summary) : list(remarks)] }
      },
    }),
  ],
})
