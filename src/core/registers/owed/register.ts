/** The register of report-backs: SG17 on WTSA Action 8 to WP2's meetings of May and September 2026. */
import { UserError } from '../../errors.ts'
import { defineReference } from '../../references/kind.ts'
import { defineRegister } from '../define.ts'
import { parseBody } from '../field.ts'
import { handlers } from '../writers.ts'
import { owedCommands } from './commands.ts'
import { storedReports } from './fields.ts'

export const REPORT = defineReference('RB', 'a report-back')

export const reports = defineRegister({
  ...storedReports,
  room: 'owed',
  title: 'Report-backs',
  noun: 'a report-back',
  key: {
    name: 'report',
    label: 'Report-back',
    example: 'RB-1',
    parse: raw => REPORT.format(REPORT.parse(raw)),
    format: key => key,
    create: number => REPORT.format(number),
  },
  required: ['group', 'matter', 'meetings'],
  columns: [
    { title: 'Reporting group', text: ({ fields }) => fields.group ?? '' },
    { title: 'Subject', text: ({ fields }) => fields.matter ?? '' },
    {
      title: 'To',
      text: ({ fields }) => [fields.to, fields.meetings?.join(', ')].filter(Boolean).join(', '),
    },
    { title: 'Already given at', text: ({ fields }) => fields.done?.join(', ') ?? '' },
  ],
  filters: {
    group: { label: 'Reporting group', example: 'SG17', contains: value => [{ group: parseBody(value) }] },
  },
  writers: handlers,
  check({ meetings, done = [] }) {
    const other = done.find(meeting => !meetings?.includes(meeting))
    if (other !== undefined)
      throw new UserError(
        'no-meeting',
        `No report is owed to ${other}; it is owed to ${meetings?.join(', ')}.`,
        'done',
      )
  },
  commands: owedCommands,
})
