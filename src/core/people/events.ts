import { defineEvent } from '../events/events.ts'
import type { Platform } from '../platforms/platform.ts'

/** A channel became a group's. */
export interface ChannelChosen {
  group: string
  platform: Platform
  channel: string
  /** The number of the change in the record. */
  change: number
}

export const channelChosen = defineEvent<ChannelChosen>('channel chosen')

/** A person took roles that are new to them. `changes`: the numbers of all changes in that act that concern them. */
export const rolesTaken = defineEvent<{ person: number; changes: readonly number[] }>('roles taken')
