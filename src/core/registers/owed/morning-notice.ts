/** The reminders of one morning to one person. */
import { z } from 'zod'
import { defineNotice } from '../../notices/define.ts'
import { PRIORITY, type Recipient } from '../../notices/notice.ts'
import { describeRole, type RoleName } from '../../roles/role.ts'
import { inGeneva } from '../../time/geneva.ts'
import { type ActivityEnd, findEnds } from '../joint-activities/ends.ts'
import type { Debt } from './debt.ts'
import { findDebts } from './debts.ts'
import { reminderMessage } from './reminder-message.ts'

const schema = z.object({
  /** The subjects of what is reminded of: their keys with their dates. */
  subjects: z.array(z.string()),
})
type Data = z.infer<typeof schema>

/** The addressee of a notice: a person, or a role that has no holder and may be played. */
export type Addressee = { person: number } | { role: RoleName }

interface Facts {
  day: Temporal.PlainDate
  to: Addressee
  subjects: readonly string[]
  now: Temporal.Instant
}

/** A debt or an end with its date: another date is reminded of on its own. */
export const subjectOf = ({ key, by }: Pick<Debt, 'key' | 'by'> | Pick<ActivityEnd, 'key' | 'by'>): string =>
  `${key} ${by ?? ''}`

export const morningReminder = defineNotice<Facts, Data>({
  kind: 'owed',
  about:
    'What is awaited from a group comes near (14 and 3 days before) or did not come (once), or a joint activity ends (6, 3 and 1 months before); to the person who leads that group, all of one morning in one message. The SGs into which the coordination moves and TSB get word of ends, too.',
  schema,
  priority: PRIORITY.reminder,
  plan: ({ day, to, subjects, now }) => ({
    key: `owed:${day}:${'person' in to ? to.person : describeRole(to.role)}`,
    subject: `owed:${day}`,
    data: { subjects: [...subjects] },
    audience: [to satisfies Recipient],
    dueAt: now,
  }),
  async present({ subjects }, view) {
    const asked = new Set(subjects)
    const debts = (await findDebts(view)).filter(debt => asked.has(subjectOf(debt)))
    const ends = (await findEnds(view)).filter(end => asked.has(subjectOf(end)))
    if (debts.length + ends.length === 0) return undefined
    return reminderMessage(debts, ends, inGeneva(view.now).toPlainDate())
  },
})
