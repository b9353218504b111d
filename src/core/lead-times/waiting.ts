/** Waiting items in meetings: to say whether one is held, was held, or is still needed. */
import { readAgenda } from '../agenda/agenda.ts'
import { hasOnlyReports } from '../agenda/reports.ts'
import { neededButtons } from '../calendar/closing.ts'
import { toColumn } from '../database/columns.ts'
import { isOver, type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { decides } from '../meetings/permission.ts'
import { describeTime, meetingName } from '../meetings/words.ts'
import type { Action } from '../messages/message.ts'
import type { Asking, WaitingItem, WaitingSource } from '../rooms/room.ts'
import { settingValue } from '../settings/setting.ts'
import { ASKED_AFTERWARDS } from './decisions.ts'
import { WARN_DAYS } from './lead-times.ts'
import { decisionButtons, heldButtons } from './notices.ts'

/** The most meetings that are looked at; the oldest first. */
const MAX_MEETINGS = 200

/** No question about a meeting that came onto the calendar after it was over: it could not be confirmed here. */
export const meetingsWaiting: WaitingSource = async ({ tx, now, actor }) => {
  if (actor.roles.length === 0) return []
  const at = toColumn(now)
  const rows = await tx.meeting.findMany({
    where: {
      OR: [
        { status: 'SCHEDULED', kind: 'RG_INTERIM', cutOffAt: { lt: at }, endsAt: { gt: at } },
        { status: 'SCHEDULED', kind: { in: [...ASKED_AFTERWARDS] }, endsAt: { lte: at } },
        { status: { in: ['SCHEDULED', 'CONFIRMED'] }, issueClosedAs: { not: null }, startsAt: { gt: at } },
      ],
    },
    include: { changes: { orderBy: { id: 'asc' }, take: 1, select: { at: true } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: MAX_MEETINGS,
  })
  const asked = rows
    .filter(({ changes: [first], endsAt }) => first && first.at < endsAt)
    .map(toMeeting)
    .filter(m => decides(actor, m))
  // A meeting ahead has its day; whether another one was held can wait for the next page.
  const [over, ahead] = [asked.filter(m => isOver(m, now)), asked.filter(m => !isOver(m, now))]
  return [
    ...ahead.map(m => toItem(m, now)),
    ...(await withReportsOnly({ tx, now, actor })),
    ...over.map(m => toItem(m, now)),
  ]
}

/**
 * Coordination e-meetings near enough to be decided about that nothing but reports stand on, so that no plan cancels
 * them.
 */
async function withReportsOnly({ tx, now, actor }: Asking): Promise<WaitingItem[]> {
  const warn = await settingValue(tx, WARN_DAYS)
  const rows = await tx.meeting.findMany({
    where: {
      status: 'SCHEDULED',
      kind: 'COORDINATION_E_MEETING',
      startsAt: { gt: toColumn(now), lt: toColumn(now.add({ hours: 24 * (warn + 1) })) },
      agenda: { some: { report: { not: null }, settledAs: null } },
    },
    orderBy: { startsAt: 'asc' },
    take: MAX_MEETINGS,
  })
  const items: WaitingItem[] = []
  for (const m of rows.map(toMeeting))
    if (decides(actor, m) && hasOnlyReports(await readAgenda(tx, m.id))) items.push(toItem(m, now))
  return items
}

function toItem(m: Meeting, now: Temporal.Instant): WaitingItem {
  const name = `the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)})`
  if (isOver(m, now)) return item(`whether ${name} was held`, heldButtons(m))
  if (m.issueClosedAs)
    return item(`${m.matter} is ${m.issueClosedAs}: whether ${name} is still needed`, neededButtons(m))
  return item(
    `whether ${name} is held`,
    decisionButtons(m, `Hold ${meetingRef(m)}`, `Cancel ${meetingRef(m)}`),
  )
}

const item = (text: string, [action, ...others]: Action[]): WaitingItem => ({
  text,
  action: action!,
  others,
})
