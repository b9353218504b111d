/** Messages that the bot sends on its own, through REST alone: one request posts, and is never repeated. */

import { setTimeout as pause } from 'node:timers/promises'
import {
  type APIChannel,
  type APIMessage,
  RESTJSONErrorCodes as Code,
  RateLimitError,
  type REST,
  Routes,
  SnowflakeUtil,
  ThreadAutoArchiveDuration,
} from 'discord.js'
import type { Message } from '../../core/messages/message.ts'
import { plainText } from '../../core/messages/plain.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import { GENEVA } from '../../core/time/geneva.ts'
import { beforeSending, isCode, toDeliveryFault } from './faults.ts'
import { showFiles, toFiles } from './file.ts'
import { cut, LIMITS } from './limits.ts'
import { DISCORD } from './manifest.ts'
import { isMarked, toMarker, toNonce } from './marker.ts'
import { isVisible, oneLine } from './markup.ts'
import type { CommandPaths } from './paths.ts'
import { render, renderAnnounced } from './render.ts'

export interface Sender {
  send(address: string, message: Message, key: string, thread?: string): Promise<string>
  update(address: string, reference: string, message: Message, key: string): Promise<void>
  find(address: string, key: string, since: Temporal.Instant, thread?: string): Promise<string | undefined>
}

export interface SenderOptions {
  rest: REST
  /** The bot's own account. */
  account: string
  /** The custom ids of the message's buttons, in order, as seen in a channel. */
  customIds(message: Message, channel: string): Promise<string[]>
  /** The commands that are clickable at an address. */
  commandPaths(address: string): CommandPaths
  /** Somebody could not be added to a thread. */
  notAdded(error: unknown, account: string): void
}

/** How much earlier than the first attempt `find` searches: Discord uses its own clock, and ours may be an hour off. */
const CLOCK_MARGIN_MS = 2 * 3_600_000

/** The longest that `find` waits when Discord delays the next page. */
const LONGEST_DELAY_MS = 5_000

/** How many pages of a hundred messages `find` reads. */
const MAX_PAGES = 50

export function createSender({ rest, account, customIds, commandPaths, notAdded }: SenderOptions): Sender {
  const direct = new Map<string, string>()

  /** The id of the channel for an address. */
  async function findChannel(address: string): Promise<string> {
    if (!address.startsWith('@')) return address
    const known = direct.get(address)
    if (known !== undefined) return known
    const body = { recipient_id: address.slice(1) }
    const { id } = (await rest
      .post(Routes.userChannels(), { body })
      .catch(rethrow(beforeSending))) as APIChannel
    direct.set(address, id)
    return id
  }

  async function send(address: string, message: Message, key: string, thread?: string): Promise<string> {
    const channel = await findChannel(address)
    const root = thread === undefined ? undefined : parseReference(thread).message
    // Direct messages have no threads: a later message about the same thing is shown as a reply.
    const isReply = root !== undefined && address.startsWith('@')
    const place = root === undefined || isReply ? channel : root
    const shown = renderAnnounced(message, await customIds(message, place), {
      marker: toMarker(key),
      commandPaths: commandPaths(address),
    })
    const body = {
      ...('content' in shown ? shown : showFiles(shown, message)),
      allowed_mentions: { parse: [] },
      nonce: toNonce(place, key),
      enforce_nonce: true,
      ...(isReply && { message_reference: { message_id: root, fail_if_not_exists: false } }),
    }
    const files = toFiles(message)
    if (place === root) await addMembers(root, message.thread?.joining ?? [])
    const post = () => rest.post(Routes.channelMessages(place), { body, files }) as Promise<APIMessage>
    const posted = await post()
      .catch(async error => {
        // The first attempt was certainly refused, so the message is posted once.
        if (place !== root || !isCode(error, Code.UnknownChannel, Code.InvalidActionOnArchivedThread))
          throw error
        if (isCode(error, Code.UnknownChannel)) await openThread(channel, root, message)
        else await unarchive(root)
        return await post()
      })
      .catch(rethrow(toDeliveryFault))
    return `${posted.channel_id}:${posted.id}`
  }

  /** A thread under a message has the message's own id. */
  async function openThread(channel: string, root: string, message: Message): Promise<void> {
    const summary = oneLine(
      message.thread?.title ?? plainText(message.summary, GENEVA, DISCORD.commandPrefix),
    )
    const name = isVisible(summary) ? cut(summary, LIMITS.thread.name) : 'More'
    const body = { name, auto_archive_duration: ThreadAutoArchiveDuration.OneWeek }
    await rest.post(Routes.threads(channel, root), { body }).catch(error => {
      if (!isCode(error, Code.ThreadAlreadyCreatedForMessage)) throw beforeSending(error)
    })
    await addMembers(root, message.thread?.members ?? [])
  }

  /**
   * Only members of a thread are notified of what is in it. Added before the message, without a mention. Somebody who may
   * not see the channel, or is not on the server, is left out: the message matters more. A thread that isn't open yet gets
   * its members when it is opened.
   */
  async function addMembers(thread: string, accounts: readonly string[]): Promise<void> {
    for (const account of accounts)
      await rest.put(Routes.threadMembers(thread, account)).catch(error => {
        if (!isCode(error, Code.UnknownChannel)) notAdded(error, account)
      })
  }

  const unarchive = (thread: string) =>
    rest.patch(Routes.channel(thread), { body: { archived: false } }).catch(rethrow(beforeSending))

  async function update(address: string, reference: string, message: Message, key: string): Promise<void> {
    const { channel, message: id } = parseReference(reference)
    // Without content: a message that was sent as plain content becomes one of components.
    const shown = render(message, await customIds(message, channel), {
      marker: toMarker(key),
      commandPaths: commandPaths(address),
    })
    const files = toFiles(message)
    const body = {
      ...showFiles(shown, message),
      content: null,
      // The files of the message: none of the earlier ones stays.
      attachments: files.map(({ name }, i) => ({ id: i, filename: name })),
      allowed_mentions: { parse: [] },
    }
    const patch = () => rest.patch(Routes.channelMessage(channel, id), { body, files })
    await patch()
      .catch(async error => {
        if (!isCode(error, Code.InvalidActionOnArchivedThread)) throw error
        await unarchive(channel)
        return await patch()
      })
      .catch(rethrow(toDeliveryFault))
  }

  async function find(
    address: string,
    key: string,
    since: Temporal.Instant,
    thread?: string,
  ): Promise<string | undefined> {
    const channel = await findChannel(address)
    const isThread = thread !== undefined && !address.startsWith('@')
    const place = isThread ? parseReference(thread).message : channel
    const marker = toMarker(key)
    try {
      for await (const message of messagesAfter(
        place,
        toSnowflake(since.epochMilliseconds - CLOCK_MARGIN_MS),
      ))
        if (message.author.id === account && isMarked(message, marker))
          return `${message.channel_id}:${message.id}`
      return undefined
    } catch (error) {
      // The thread doesn't exist.
      if (isThread && isCode(error, Code.UnknownChannel)) return undefined
      throw beforeSending(error)
    }
  }

  /** A channel's messages after an id, page by page; Discord returns each page newest first. */
  async function* messagesAfter(channel: string, start: string): AsyncGenerator<APIMessage> {
    let after = start
    for (let count = 0; count < MAX_PAGES; count++) {
      const query = new URLSearchParams({ after, limit: String(LIMITS.history) })
      const page = (await readWithRetry(() =>
        rest.get(Routes.channelMessages(channel), { query }),
      )) as APIMessage[]
      const sorted = page.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      yield* sorted
      const last = sorted.at(-1)
      if (last === undefined || page.length < LIMITS.history) return
      after = last.id
    }
    throw new DeliveryFault('unknown', 'There are too many messages on Discord to search.')
  }

  return { send, update, find }
}

/** Reads, and once more after a short delay that Discord asks for. */
async function readWithRetry<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof RateLimitError) || error.retryAfter > LONGEST_DELAY_MS) throw error
    await pause(error.retryAfter)
    return await read()
  }
}

const rethrow = (toFault: (error: unknown) => Error) => (error: unknown) => {
  throw toFault(error)
}

/** A reference is the channel's id and the message's. */
function parseReference(reference: string): { channel: string; message: string } {
  const [channel = '', message = ''] = reference.split(':')
  return { channel, message }
}

/** The smallest id that a message of that time can have. */
const toSnowflake = (milliseconds: number): string => {
  const sinceEpoch = BigInt(milliseconds) - SnowflakeUtil.epoch
  return String((sinceEpoch > 0n ? sinceEpoch : 0n) << 22n)
}
