import type { Desk } from '../core/desk/port.ts'
import type { Message } from '../core/messages/message.ts'
import type { Rate } from '../core/notices/rate.ts'
import type { Platform } from '../core/platforms/platform.ts'
import type { ListedEvent, ServerEvent } from '../core/server-events/event.ts'

/** A chat platform as the rest of the program sees it. */
export interface Bot {
  readonly platform: Platform
  /** Within what messages are sent in order: one address, or the whole platform. */
  readonly ordering: 'address' | 'platform'
  /** Which instances on a database connect: every one, or only the platform's leader. */
  readonly connects: 'everywhere' | 'leader'
  /** The platform's rate limits; undefined: none. */
  readonly limits?: PlatformLimits
  /** Connects, and brings every command to the desk from then on. Throws a sentence for the operator when it can't. */
  start(desk: Desk): Promise<void>
  /** Whether commands can arrive now; undefined while another instance receives them. Absent without a connection. */
  connected?(): boolean | undefined
  /** Accepts no more commands, waits for those in flight, and disconnects. */
  stop(): Promise<void>
  /**
   * Sends a message, marked with `key` so that `find` can recognise it. Returns the platform's reference.
   * One request, never repeated here. Throws a DeliveryFault.
   * `address`: a channel's id, or "@" and an account for a direct message.
   * `thread`: the reference of the message whose thread it belongs to.
   */
  send(address: string, message: Message, key: string, thread?: string): Promise<string>
  /** Replaces the message that was sent with `key`; `find` still finds it by that key. Throws a DeliveryFault. */
  update(address: string, reference: string, message: Message, key: string): Promise<void>
  /** The reference of the message sent to `address` with `key` at or after `since`; undefined without one. Throws a DeliveryFault. */
  find(address: string, key: string, since: Temporal.Instant, thread?: string): Promise<string | undefined>
  /**
   * The address at which people open a message that was sent, by its reference; undefined where it can't be found out
   * now. Absent where messages have no address. Never throws.
   */
  linkTo?(reference: string): Promise<string | undefined>
  /** Shows a message on an account's home page, on platforms that have one. Throws a DeliveryFault. */
  showHome?(account: string, message: Message): Promise<void>
  /** The platform's own calendars of events, where it has them. */
  readonly events?: ServerEvents
}

export interface PlatformLimits {
  /** Messages to one address. */
  address: Rate
  /** Messages in all. */
  all: Rate
  /** Updates of messages. */
  edits: Rate
  /** Searches for a message that may have been sent. */
  looks: Rate
}

/**
 * Calendars of events, one for each place (a Discord server). Each request is made once and throws a DeliveryFault:
 * 'never' for an event that is refused as it is, 'later' for a fault that an administrator of the place can correct.
 */
export interface ServerEvents {
  /** The places to which these channels belong. `complete`: there is no channel whose place could not be seen. */
  places(channels: readonly string[]): Promise<{ places: string[]; complete: boolean }>
  /** Our own events there that are ahead or have begun. */
  list(place: string): Promise<ListedEvent[]>
  /** Returns the platform's reference. */
  create(place: string, event: ServerEvent): Promise<string>
  change(place: string, reference: string, event: ServerEvent): Promise<void>
  /** Marks an event that is ahead as cancelled. */
  cancel(place: string, reference: string): Promise<void>
  remove(place: string, reference: string): Promise<void>
}
