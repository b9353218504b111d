/** The round of each morning: reminders of what is owed, word of ends, and the cards of a status round. */
import { z } from 'zod'
import type { Transaction } from '../../database/client.ts'
import { dateColumn, dateFrom, toColumn } from '../../database/columns.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Work } from '../../events/events.ts'
import { writeNotices } from '../../notices/outbox.ts'
import { describeRole } from '../../roles/role.ts'
import type { DueWork } from '../../rooms/room.ts'
import { atGeneva, inGeneva } from '../../time/geneva.ts'
import { MORNING } from '../../time/morning.ts'
import { findEnds } from '../joint-activities/ends.ts'
import { findLeaders } from './debtors.ts'
import { findDebts } from './debts.ts'
import { type Addressee, morningReminder, subjectOf } from './morning-notice.ts'
import { sendStatusCards } from './round-notices.ts'
import { debtSteps, dueStep, endSteps } from './steps.ts'

const ROUND = 'owed'

/**
 * Runs every morning while something may be owed. Debts depend on registers, groups and the calendar, so the reminders
 * that are due are looked up each time and not planned ahead.
 */
export const morningRound: DueWork = {
  name: 'owed',

  reads: Prisma.sql`jsonb_build_object(
    'day', (SELECT day FROM "MorningRound" WHERE name = ${ROUND}),
    'any', EXISTS (SELECT FROM "RegisterEntry" WHERE awaits AND NOT removed)
      OR EXISTS (SELECT FROM "Meeting" m WHERE kind = 'TSAG_MEETING' AND status <> 'CANCELLED'
        AND "endsAt" > coalesce((SELECT day - 31 FROM "MorningRound" WHERE name = ${ROUND}), '-infinity')))`,

  next(read) {
    const { day, any } = z.object({ day: z.string().nullable(), any: z.boolean() }).parse(read)
    if (!any) return undefined
    // Without a round so far the first one is made now, and only says from when on they are made.
    if (day === null) return Temporal.Instant.fromEpochMilliseconds(0)
    return morningOf(Temporal.PlainDate.from(day).add({ days: 1 }))
  },

  async run(work: Work) {
    const { tx, now } = work
    const today = inGeneva(now).toPlainDate()
    const last = await lockRound(tx)
    if (last === undefined) {
      const isBefore = Temporal.Instant.compare(now, morningOf(today)) < 0
      const day = dateColumn(isBefore ? today.subtract({ days: 1 }) : today)
      await tx.morningRound.createMany({ data: [{ name: ROUND, day }], skipDuplicates: true })
      return 1
    }
    if (last === 'locked' || Temporal.PlainDate.compare(last, today) >= 0) return 0
    await tx.morningRound.update({ where: { name: ROUND }, data: { day: dateColumn(today) } })
    await remind(work, today)
    await sendStatusCards(work, today)
    return 1
  },
}

const morningOf = (day: Temporal.PlainDate): Temporal.Instant => atGeneva(day, MORNING)

/** The day of the last round; another instance that makes it now holds it. */
async function lockRound(tx: Transaction): Promise<Temporal.PlainDate | 'locked' | undefined> {
  const [free] = await tx.$queryRaw<{ day: Date }[]>`
    SELECT day FROM "MorningRound" WHERE name = ${ROUND} FOR UPDATE SKIP LOCKED`
  if (free) return dateFrom(free.day)
  return (await tx.morningRound.count({ where: { name: ROUND } })) > 0 ? 'locked' : undefined
}

/** A step that is due for one debt or one end, and the groups it concerns. */
interface Due {
  subject: string
  step: string
  groups: string[]
}

/** Writes one notice for each person to whom a step is due, and keeps the steps that were taken. */
async function remind({ tx, now }: Work, today: Temporal.PlainDate): Promise<void> {
  const due = await withoutTaken(tx, [
    ...(await findDueDebts({ tx, now }, today)),
    ...(await findDueEnds({ tx, now }, today)),
  ])
  if (due.length === 0) return
  const leaders = await findLeaders(tx)
  const parcels = new Map<string, { to: Addressee; subjects: Set<string> }>()
  for (const { subject, groups } of due)
    for (const group of groups) {
      const { holders, role } = leaders(group)
      const to: Addressee[] = holders.length > 0 ? holders.map(({ person }) => ({ person })) : [{ role }]
      for (const addressee of to) {
        const key = 'person' in addressee ? String(addressee.person) : describeRole(addressee.role)
        const parcel = parcels.get(key) ?? { to: addressee, subjects: new Set() }
        parcel.subjects.add(subject)
        parcels.set(key, parcel)
      }
    }
  await writeNotices(
    tx,
    [...parcels.values()].map(({ to, subjects }) =>
      morningReminder.from({ day: today, to, subjects: [...subjects], now }),
    ),
  )
  await tx.remindedStep.createMany({
    data: due.map(({ subject, step }) => ({ subject, step, at: toColumn(now) })),
    skipDuplicates: true,
  })
}

const findDueDebts = async (work: Pick<Work, 'tx' | 'now'>, today: Temporal.PlainDate): Promise<Due[]> =>
  (await findDebts(work)).flatMap(debt => {
    const step = dueStep(debtSteps(debt), today)
    return step === undefined ? [] : [{ subject: subjectOf(debt), step, groups: [debt.group] }]
  })

/** Word of an end goes to the chairs of the activity, the SGs into which its coordination moves, and TSB. */
const findDueEnds = async (work: Pick<Work, 'tx' | 'now'>, today: Temporal.PlainDate): Promise<Due[]> =>
  (await findEnds(work)).flatMap(end => {
    const step = dueStep(endSteps(end.by), today, end.over)
    const groups = [end.activity.key, ...(end.activity.fields.transitionTo ?? []), 'TSB']
    return step === undefined ? [] : [{ subject: subjectOf(end), step, groups }]
  })

/** The steps that were not taken before. */
async function withoutTaken(tx: Transaction, due: readonly Due[]): Promise<Due[]> {
  if (due.length === 0) return []
  const taken = await tx.remindedStep.findMany({ where: { subject: { in: due.map(d => d.subject) } } })
  const known = new Set(taken.map(({ subject, step }) => `${subject} ${step}`))
  return due.filter(({ subject, step }) => !known.has(`${subject} ${step}`))
}
