import type { Desk } from '../core/desk/port.ts'
import type { Message } from '../core/messages/message.ts'
import type { Rate } from '../core/notices/rate.ts'
import type { Platform } from '../core/platforms/platform.ts'
import type { ListedEvent, ServerEvent } from '../core/server-events/event.ts'

/** A platform as the rest of the program sees it. */
export interface Bot {
  readonly platform: Platform
  /** What is sent one after the other: the messages to one address, or all of the platform. */
  readonly ordering: 'address' | 'platform'
  /** Where it may be connected: in every instance on a database, or only in the one that speaks on the platform. */
  readonly connects: 'everywhere' | 'speaker'
  /** How fast the platform lets messages in; undefined: as fast as they come. */
  readonly limits?: PlatformLimits
  /** Connects, and brings every command to the desk from then on. Throws when it can't connect. */
  start(desk: Desk): Promise<void>
  /** Whether commands can come now; undefined while another instance takes them. Left out where nothing has to be connected. */
  connected?(): boolean | undefined
  /** Takes no more commands, waits for those under way, disconnects. */
  stop(): Promise<void>
  /**
   * Sends a message, marked with `key` so that `find` can recognise it. Gives the platform's reference.
   * One request, never repeated here; throws a DeliveryFault.
   * `address`: a channel's id, or "@" and an account for a direct message.
   * `thread`: reference of the message under whose thread it goes.
   */
  send(address: string, message: Message, key: string, thread?: string): Promise<string>
  /** Shows `message` in place of the one sent before with `key`; `find` still finds it by that. Throws a DeliveryFault. */
  update(address: string, reference: string, message: Message, key: string): Promise<void>
  /** The reference of the message sent to `address` with `key`, at or after `since`; undefined when it isn't there. Throws a DeliveryFault. */
  find(address: string, key: string, since: Temporal.Instant, thread?: string): Promise<string | undefined>
  /** Shows a message on the page that the platform keeps for an account, where it has such pages. Throws a DeliveryFault. */
  showHome?(account: string, message: Message): Promise<void>
  /** The platform's own lists of events, where it has such lists. */
  readonly events?: ServerEvents
}

export interface PlatformLimits {
  /** To one address. */
  address: Rate
  /** In all. */
  all: Rate
  /** Messages shown anew. */
  edits: Rate
  /** Looking for a message that may have been sent. */
  looks: Rate
}

/**
 * Lists of events, one a place (a Discord server). Each request is made once and throws a DeliveryFault: 'never' for
 * an event that is refused as it is, 'later' for what an administrator of the place can mend.
 */
export interface ServerEvents {
  /** The places where there is a list, for these channels. */
  places(channels: readonly string[]): Promise<string[]>
  /** Our own events in the list that are ahead or under way. */
  list(place: string): Promise<ListedEvent[]>
  /** Gives the platform's reference. */
  create(place: string, event: ServerEvent): Promise<string>
  change(place: string, reference: string, event: ServerEvent): Promise<void>
  /** Shows an event that is ahead as cancelled. */
  cancel(place: string, reference: string): Promise<void>
  remove(place: string, reference: string): Promise<void>
}
