import { z } from 'zod'
import { defineNotice, type NoticeKind } from '../notices/define.ts'
import { type Notice, PRIORITY } from '../notices/notice.ts'
import { findActorOfPerson } from '../people/find-actor.ts'
import { describeRole } from '../roles/role.ts'
import type { WaitingSource } from '../rooms/room.ts'
import { findWaiting, renderWaiting } from './waiting.ts'

const schema = z.object({ person: z.number() })
type Facts = { person: number; now: Temporal.Instant }

/** To somebody who takes over a role: what is open in it. Nothing open: nothing is sent. */
export const handoverNotice = (
  sources: readonly WaitingSource[],
): NoticeKind<Facts, z.infer<typeof schema>> =>
  defineNotice({
    kind: 'handover',
    about: 'Somebody takes over roles in which something is open; to that person.',
    schema,
    priority: PRIORITY.normal,
    plan: ({ person, now }: Facts) => ({
      key: `handover:${person}:${now.toString()}`,
      subject: `person:${person}`,
      data: { person },
      audience: [{ person }],
      dueAt: now,
    }),
    async present({ person }, { tx, now }) {
      const actor = await findActorOfPerson(tx, person)
      const items = actor ? await findWaiting(sources, { tx, now, actor }) : []
      if (!actor || items.length === 0) return undefined
      const roles = actor.roles.map(describeRole).join(', ')
      return renderWaiting(`You are ${roles} now. Open items`, items)
    },
  })

/** The notice to write when somebody took over roles; what is open is looked up when it is sent. */
export const planHandover = (person: number, now: Temporal.Instant): Notice =>
  handoverNotice([]).from({ person, now })
