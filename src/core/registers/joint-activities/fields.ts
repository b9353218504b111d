/** The fields of a joint activity: a JCA, a joint correspondence group, a focus group. */
import { z } from 'zod'
import { type Field, type FieldValues, field, labelOf } from '../field.ts'
import { parseMeetingLabel } from '../periods.ts'
import type { RegisterEntry } from '../register.ts'
import { untilField } from './until.ts'

export const DECISIONS = ['continues', 'closed', 'proposed', 'not agreed', 'none'] as const

/** The words of a review at a TSAG meeting. */
export interface Review {
  meeting: string
  words: string
}

/** "TSAG 01-2026: continues; TSAG 10-2026: …" */
const reviews: Field<Review[]> = {
  label: 'Reviews',
  example: 'TSAG 01-2026: works well',
  schema: z.array(z.object({ meeting: z.string(), words: z.string() })),
  parse: raw =>
    raw.split(/\s*;\s*(?=TSAG \d|next TSAG meeting:)/).map(part => {
      const [, meeting = part, words = ''] = /^([^:]+):\s*(.*)$/s.exec(part.trim()) ?? []
      return { meeting: parseMeetingLabel(meeting), words }
    }),
  format: values => values.map(({ meeting, words }) => `${meeting}: ${words}`).join('; '),
  long: true,
  next: {
    isWhileUnderWay: true,
    containing: meeting => [{ meeting: labelOf(meeting) }],
    follow: (values, from, to) =>
      values.map(review => (review.meeting === labelOf(from) ? { ...review, meeting: labelOf(to) } : review)),
  },
}

export const jointFields = {
  decision: field.choice(DECISIONS, { label: 'Decision', example: 'continues' }),
  until: untilField,
  clockFrom: field.date({ label: 'Start of the two years', example: '2025-05' }),
  parent: field.group({ label: 'Parent', example: 'TSAG' }),
  transitionTo: field.groups({ label: 'Transition to', example: 'SG17, SG20' }),
  actions: field.texts({ label: 'Actions that decided it', example: 'WP2-6' }),
  names: field.list(
    { label: 'Earlier names', example: 'JCA-IMT2020' },
    z.string(),
    raw => raw,
    name => name,
  ),
  reviews,
  closedBy: field.text({ label: 'Closed by', example: 'TD328' }),
}

/** The name under which its entries are stored, and their fields. */
export const storedJoint = { name: 'joint activities', fields: jointFields }

export type JointActivity = RegisterEntry<FieldValues<typeof jointFields>>

/** A joint coordination activity, to which the rules of Rec. ITU-T A.18 apply; other joint groups have their own. */
export const isJca = (key: string): boolean => /^JCA\b/.test(key)
