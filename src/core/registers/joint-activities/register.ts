/** The register of joint activities: JCAs, joint correspondence groups, correspondence groups, focus groups. */
import { UserError } from '../../errors.ts'
import { type Block, note } from '../../messages/message.ts'
import { inGeneva } from '../../time/geneva.ts'
import { awaitsBy } from '../awaiting.ts'
import { defineRegister } from '../define.ts'
import { factTime } from '../fact-time.ts'
import { assertNotAhead, describeField, describePartial, parseBody } from '../field.ts'
import { currentPeriod } from '../periods.ts'
import { findNextTsag } from '../tsag.ts'
import { handlers } from '../writers.ts'
import { followBody, resolveActivity } from './body.ts'
import { jointCommands, parseActivity } from './commands.ts'
import { DECISIONS, jointFields, storedJoint } from './fields.ts'
import { resolveUntil, untilField } from './until.ts'

export const jointActivities = defineRegister({
  ...storedJoint,
  room: 'joint',
  title: 'Joint activities',
  noun: 'a joint activity',
  formWords: { one: 'an activity', all: 'Joint activities' },
  key: {
    name: 'activity',
    label: 'Activity',
    example: 'JCA-MV',
    parse: parseActivity,
    format: key => key,
    // By an earlier name, or the beginning of a long one, as in the register of groups and bodies.
    resolve: resolveActivity,
  },
  required: ['decision'],
  columns: [
    { title: 'Decision', text: ({ fields }) => fields.decision ?? '' },
    { title: 'Until', text: ({ fields }) => describeField(untilField, fields.until) },
    {
      title: 'Two years from',
      text: ({ fields }) => describeField(jointFields.clockFrom, fields.clockFrom) || 'not known',
    },
    { title: 'Transition to', text: ({ fields }) => fields.transitionTo?.join(', ') ?? '' },
  ],
  filters: {
    decision: {
      label: 'Decision',
      example: 'continues',
      choices: DECISIONS,
      contains: value => [{ decision: value }],
    },
    group: {
      label: 'SG that takes it over',
      example: 'SG17',
      contains: value => [{ transitionTo: [parseBody(value)] }],
    },
  },
  writers: handlers,
  check({ decision, until, clockFrom }, { now }) {
    assertNotAhead(clockFrom, now, 'clockFrom')
    if (decision === 'closed' && until !== undefined)
      throw new UserError(
        'closed',
        'A closed activity does not go on until a date; please set until to unknown first.',
        'until',
      )
  },
  awaiting: awaitsBy(({ decision }) => decision === 'continues'),
  async details(entry, { tx, now }): Promise<Block[]> {
    const { fields } = entry
    if (fields.until === undefined) return []
    const next = await findNextTsag(tx, await factTime(tx, entry, 'until'))
    const { by, open } = resolveUntil(fields.until, {
      clockFrom: fields.clockFrom,
      nextTsag: next && inGeneva(next.starts).toPlainDate().toString(),
      studyPeriodUntil: currentPeriod(now).until,
    })
    const known =
      by === undefined ? 'Its end date is not known yet' : `It ends by ${describePartial(by)} at the latest`
    const may = open.length === 0 ? '' : `; ${by === undefined ? 'by' : 'earlier by'} ${open.join(' or ')}`
    return [note(`${known}${may}. A new name, terms of reference or parent does not restart its two years.`)]
  },
  written: followBody,
  tsag: {
    groups: ({ key, fields }) => [key, ...(fields.transitionTo ?? [])],
    words: ({ key }) => `${key} goes on until then at the latest`,
  },
  reads: { from: 'joint activities', key: key => key },
  commands: jointCommands,
})
