/** Events about groups and bodies, for other rooms and registers. */
import { defineEvent } from '../../events/events.ts'
import type { Origin } from '../history.ts'

/** A body has another short name. */
export const bodyRenamed = defineEvent<{ from: string; to: string; origin: Origin }>('body renamed')

/** A body that had no end has one: its last day, known to the day, the month or the year. */
export const bodyEnds = defineEvent<{
  key: string
  until: string
  closedBy: string | undefined
  origin: Origin
}>('body ends')
