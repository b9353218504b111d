/** The register of report-backs: SG17 on WTSA Action 8 to WP2's meetings of May and September 2026. */
import { UserError } from '../../errors.ts'
import { defineReference } from '../../references/kind.ts'
import { awaitsBy } from '../awaiting.ts'
import { defineRegister } from '../define.ts'
import { describeField, parseBody } from '../field.ts'
import { handlers } from '../writers.ts'
import { owedCommands } from './commands.ts'
import { describeMeeting, openMeetings, reportFields, storedReports } from './fields.ts'
import { placeOnAgendas } from './on-agendas.ts'

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
      text: ({ fields }) =>
        [fields.to, describeField(reportFields.meetings, fields.meetings)].filter(Boolean).join(', '),
    },
    { title: 'Already given at', text: ({ fields }) => describeField(reportFields.done, fields.done) },
  ],
  filters: {
    group: { label: 'Reporting group', example: 'SG17', contains: value => [{ group: parseBody(value) }] },
  },
  notAdded: ['later', 'noReport', 'standing'],
  writers: handlers,
  awaiting: awaitsBy(fields => fields.standing === undefined && openMeetings(fields).length > 0),
  check({ meetings, done = [], noReport = [], later = [] }) {
    const said = [...done, ...noReport, ...later.map(l => l.meeting)]
    const other = said.find(meeting => !meetings?.includes(meeting))
    if (other !== undefined)
      throw new UserError(
        'no-meeting',
        `No report is owed for ${describeMeeting(other)}; it is owed for ${describeField(reportFields.meetings, meetings)}.`,
        'done',
      )
  },
  written: (work, entry) => placeOnAgendas(work, entry),
  commands: owedCommands,
})
