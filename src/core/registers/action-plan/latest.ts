/** The order of statuses of one item: by their TSAG meeting, those that name none before all others. */
import type { FieldValues } from '../field.ts'
import type { RegisterEntry } from '../register.ts'
import type { planItemFields } from './fields.ts'

export type PlanStatus = RegisterEntry<FieldValues<typeof planItemFields>>

/** "TSAG 10-2026" → "2026-10", so that labels are compared by their time; '' for a status without a meeting. */
export const monthOf = (meeting: string | undefined): string =>
  meeting === undefined ? '' : `${meeting.slice(-4)}-${meeting.slice(-7, -5)}`

/** The latest status, of a TSAG meeting before `before` where that is given: "TSAG 10-2026". */
export const latestStatus = <S extends Pick<PlanStatus, 'fields'>>(
  statuses: readonly S[],
  before?: string,
): S | undefined =>
  statuses
    .filter(({ fields }) => before === undefined || monthOf(fields.meeting) < monthOf(before))
    .toSorted((a, b) => monthOf(a.fields.meeting).localeCompare(monthOf(b.fields.meeting)))
    .at(-1)

/** An item that is completed or closed needs no status at the next meeting. */
export const isOpenItem = ({ status }: PlanStatus['fields']): boolean =>
  status !== 'completed' && status !== 'closed'
