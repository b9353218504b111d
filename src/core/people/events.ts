import { defineEvent } from '../events/events.ts'

/** A person took roles that are new to them. */
export const rolesTaken = defineEvent<{ person: number }>('roles taken')
