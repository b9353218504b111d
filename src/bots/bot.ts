import type { Desk, Platform } from '../core/commands/port.ts'
import type { Message } from '../core/messages/message.ts'

/** A platform as the rest of the program sees it. */
export interface Bot {
  readonly platform: Platform
  /** What is sent one after the other: the messages to one address, or all of the platform. */
  readonly inOrder: 'address' | 'platform'
  /** Connects, and brings every command to the desk from then on. Throws when it can't connect. */
  start(desk: Desk): Promise<void>
  /** Takes no more commands, waits for those under way, disconnects. */
  stop(): Promise<void>
  /**
   * Sends a message, marked with `key` so that `find` can recognise it. Gives the platform's reference.
   * One request, never repeated here; throws a DeliveryFault.
   * `address`: a channel's id, or "@" and an account for a direct message.
   * `thread`: reference of the message under whose thread it goes.
   */
  send(address: string, message: Message, key: string, thread?: string): Promise<string>
  /** Shows `message` in place of the one sent before. Throws a DeliveryFault. */
  update(address: string, reference: string, message: Message): Promise<void>
  /** The reference of the message sent to `address` with `key`, at or after `since`; undefined when it isn't there. Throws a DeliveryFault. */
  find(address: string, key: string, since: Temporal.Instant, thread?: string): Promise<string | undefined>
}
