/** What other rooms and registers may want to know of groups and bodies. */
import { defineEvent } from '../../events/events.ts'
import type { Origin } from '../store.ts'

/** A body has another short name. */
export const bodyRenamed = defineEvent<{ from: string; to: string; origin: Origin }>('body renamed')
