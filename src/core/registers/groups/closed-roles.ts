/** The roles of a group that is closed end on the day after its last one; that they were held stays on record. */
import { dateColumn } from '../../database/columns.ts'
import { Prisma } from '../../database/generated/client.ts'
import { notifyOfChanges, type PersonChange } from '../../people/notices.ts'
import { endRoles } from '../../people/people.ts'
import type { DueWork } from '../../rooms/room.ts'
import { atGeneva, inGeneva } from '../../time/geneva.ts'

/** Groups with an end whose roles are still held, the earliest end first. */
const withRoles = { until: { not: null }, roles: { some: { until: null } } }

export const endClosedRoles: DueWork = {
  name: 'closed groups',

  reads: Prisma.sql`(
    SELECT min(g.until) FROM "Group" g
    WHERE EXISTS (SELECT FROM "Role" r WHERE r."groupId" = g.id AND r.until IS NULL))`,
  next: read =>
    typeof read === 'string' ? atGeneva(Temporal.PlainDate.from(read).add({ days: 1 }), '00:00') : undefined,

  async run(work) {
    const { tx, now } = work
    const closed = await tx.group.findMany({
      where: { ...withRoles, until: { lt: dateColumn(inGeneva(now).toPlainDate()) } },
      include: { roles: { where: { until: null } } },
      orderBy: { id: 'asc' },
      take: 20,
    })
    const changes: PersonChange[] = []
    const by = { name: 'the register of groups and bodies' }
    for (const { id, roles } of closed)
      for (const { kind, personId } of roles) {
        const role = { kind, group: id }
        changes.push(...(await endRoles(work, role, personId, by, `the end of ${id}`)).changes)
      }
    await notifyOfChanges(work, changes, undefined)
    return closed.length
  },
}
