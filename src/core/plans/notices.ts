import { z } from 'zod'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { heading, list, note } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, PRIORITY, without } from '../notices/notice.ts'
import { bySchema, describeBy } from '../roles/by.ts'
import { describePlanChange, planChangesSchema } from './changes.ts'
import { groupsToldOf } from './own-part.ts'

const schema = z.object({ plan: z.number() })

export const planLoaded = defineNotice<
  {
    id: number
    groups: readonly string[]
    touched: readonly Meeting[]
    caller: Account | undefined
    now: Temporal.Instant
  },
  z.infer<typeof schema>
>({
  kind: 'plan-loaded',
  about:
    "A plan of meetings is loaded; each group's part of it to the group's channel, and all of it to everybody who was notified of a meeting that changed.",
  schema,
  priority: PRIORITY.normal,
  plan: ({ id, groups, touched, caller, now }) => ({
    key: `plan:${id}`,
    subject: `PLAN-${id}`,
    data: { plan: id },
    audience: [
      ...groups.map(channelOf => ({ channelOf })),
      ...touched.map(m => ({ told: meetingRef(m) })),
      ...(caller ? [without(caller)] : []),
    ],
    dueAt: now,
  }),
  async present({ plan }, view) {
    const { source, changes, by, groups } = await view.tx.plan.findUniqueOrThrow({ where: { id: plan } })
    const told = await groupsToldOf(groups, view)
    const lines = planChangesSchema
      .parse(changes)
      .filter(({ group }) => told.includes(group))
      .map(describePlanChange)
    if (lines.length === 0) return undefined
    return {
      summary: `A new plan of meetings is in force, ${source}: ${lines.join('; ')}.`,
      blocks: [
        heading(`New plan of meetings, ${source}`),
        list(lines),
        note(`Loaded by ${describeBy(bySchema.parse(by))}.`),
      ],
    }
  },
})
