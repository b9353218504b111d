/** Commands of joint activities beyond those of every register: review, unchanged, transition, rename, close. */
import { type AnyCommand, command, type Permission } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { notAllowed } from '../../roles/not-allowed.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { entryFrom, keyFrom, originFrom, writesEntry, written } from '../commands/changing.ts'
import { entryOption, fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { ledActivities, ownOption } from '../commands/own.ts'
import { field } from '../field.ts'
import type { Register } from '../register.ts'
import { changeEntry } from '../store.ts'
import { hasRole, leadsBody, writesAll } from '../writers.ts'
import { jointFields } from './fields.ts'

/** "JCA-MV", "JCG-Trust". Throws a UserError. */
export function parseActivity(raw: string): string {
  const text = raw.trim().replace(/\s+/g, ' ')
  if (/^(?:JCA|JCG|CG|FG|JRG|CITS|JMT)\b/i.test(text) && text.length <= 100)
    return text.replace(/^[a-z]+/i, letters => letters.toUpperCase())
  throw new UserError(
    'not-an-activity',
    `"${text.slice(0, 60)}" is no joint activity; write its name like JCA-MV, JCG-Trust or FG-MV.`,
  )
}

const meetingField = field.tsagMeeting({ label: 'TSAG meeting', example: 'TSAG 01-2026' })

/**
 * Permission to record the status of a joint activity: for those who write the register, and its own chairs and
 * convenors.
 */
const speaksFor = (register: Register<typeof jointFields>): Permission<{ activity: string }> => ({
  words: "TSB, WP2's chair and vice-chairs, and the chairs and convenors of the joint activity",
  reads: ['activity'],
  couldAllow: hasRole,
  allows: async (actor, { activity }, { tx, now }) =>
    writesAll(actor) || leadsBody(actor, await keyFrom(register, { activity }, { tx, now })),
})

export const jointCommands = (register: Register<typeof jointFields>): AnyCommand[] => [
  command({
    path: 'joint review',
    form: { title: 'Review of {activity|a JCA}', submit: 'Record' },
    summary: 'The review of a joint activity at a TSAG meeting, in words; earlier reviews stay',
    brief: 'The review at a TSAG meeting, in words',
    options: {
      activity: ownOption(entryOption(register), ledActivities),
      meeting: fieldOption(meetingField),
      words: option.longText({ label: 'Review', example: 'Continues until the next TSAG meeting' }),
      until: optional(fieldOption(jointFields.until)),
      source: sourceOption,
    },
    effect: 'change',
    who: speaksFor(register),
    async run({ activity, meeting, words, until, source }, context) {
      const before = await entryFrom(register, { activity }, context)
      if (until !== undefined && !writesAll(context.actor))
        throw notAllowed(
          context.actor,
          register.writers.words,
          'say until when a joint activity goes on',
          'until',
        )
      const reviews = [...(before.fields.reviews ?? []), { meeting, words: words.replaceAll('\n', ' ') }]
      const fields = { reviews, ...(until !== undefined && { until }) }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'joint unchanged',
    form: { title: 'No change: {activity|a JCA}', submit: 'Record' },
    summary: 'The review of a joint activity at a TSAG meeting is that of last time, in the same words',
    brief: 'The review is that of last time',
    options: {
      activity: ownOption(entryOption(register), ledActivities),
      meeting: fieldOption(meetingField),
      source: sourceOption,
    },
    effect: 'change',
    who: speaksFor(register),
    async run({ activity, meeting, source }, context) {
      const before = await entryFrom(register, { activity }, context)
      const earlier = before.fields.reviews ?? []
      if (earlier.some(review => review.meeting === meeting))
        throw new UserError(
          'review-there',
          phrase`${before.key} has its review at ${meeting} already; ${cmd('joint review')} adds to it.`,
          'meeting',
        )
      const last = earlier.at(-1)
      if (!last)
        throw new UserError(
          'no-review',
          phrase`No earlier review of ${before.key} is on record, so it can't be unchanged; ${cmd('joint review', { activity: before.key, meeting })} writes the first one.`,
          'activity',
        )
      const fields = { reviews: [...earlier, { meeting, words: last.words }] }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'joint transition',
    form: { title: 'SGs after {activity|a JCA}', submit: 'Record' },
    summary: 'The SGs into which the coordination of a joint activity moves',
    brief: 'SGs into which its coordination moves',
    options: {
      activity: entryOption(register),
      to: fieldOption(jointFields.transitionTo),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ activity, to, source }, context) {
      const before = await entryFrom(register, { activity }, context)
      const fields = { transitionTo: to }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'joint rename',
    form: { title: 'Rename {activity|a JCA}', submit: 'Rename' },
    summary: 'A new name of a joint activity; its two years go on',
    brief: 'A new name; its two years go on',
    options: {
      activity: entryOption(register),
      name: shortOption({ label: 'New name', example: 'JCA-IMT2020/IMT2030' }, parseActivity),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ activity, name, source }, context) {
      const before = await entryFrom(register, { activity }, context)
      const fields = { names: [...(before.fields.names ?? []), before.key] }
      const after = await changeEntry(
        context,
        register,
        before,
        { key: name, fields },
        originFrom(context, source),
      )
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'joint close',
    form: { title: 'Close {activity|a JCA}', submit: 'Close' },
    summary: 'A joint activity is closed; its coordination moves into the SGs of its transition',
    brief: 'One is closed',
    options: {
      activity: entryOption(register),
      by: option.text({ label: 'Action or document that closed it', example: 'TD328' }),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ activity, by, source }, context) {
      const before = await entryFrom(register, { activity }, context)
      const fields = { decision: 'closed' as const, until: undefined, closedBy: by }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
]
