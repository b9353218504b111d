/** Messages to Slack, one request each, and the search for those whose outcome is unknown. */
import type { WebClient } from '@slack/web-api'
import type { Desk } from '../../core/desk/port.ts'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Action, Message } from '../../core/messages/message.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { toDeliveryFault } from './faults.ts'
import { PACK_ABOVE } from './limits.ts'
import { type Rendered, render } from './render.ts'
import type { Size } from './shorten.ts'

/** The type of metadata by which our messages are found again. Everybody in the workspace can read it. */
const EVENT = 'intersg_notice'

/** How much earlier than the first attempt we search: Slack uses its own clock, and ours may be an hour off. */
const CLOCK_MARGIN = { hours: 2 }
const PAGE_SIZE = 200
const MAX_PAGES = 25

/** The bot's own user, and its workspace. */
export interface Identity {
  user: string
  bot: string
  team: string
}

/** Stores invocations that are too long for buttons. */
export type Packer = Pick<Desk, 'pack'>

/** The message for Slack, with the invocations packed that are long for a button. */
export async function renderPacked(
  message: Message,
  desk: Packer,
  caller: Caller,
  size?: Size,
): Promise<Rendered> {
  const actions = message.blocks.flatMap(block => (block.kind === 'actions' ? block.actions : []))
  const long = actions.filter(action => formatLine(action.invocation).length > PACK_ABOVE)
  const packed = await Promise.all(
    long.map(
      async (action): Promise<[Action, string]> => [
        action,
        await desk.pack(action.invocation, caller, PACK_ABOVE),
      ],
    ),
  )
  return render(message, new Map(packed), size)
}

/** Posts a message marked with `key`. Returns its reference, "channel:ts". Throws a DeliveryFault. */
export async function postNotice(
  client: WebClient,
  rendered: Rendered,
  address: string,
  key: string,
  thread: string | undefined,
): Promise<string> {
  try {
    const sent = await client.chat.postMessage({
      // Posting to an account's id opens the direct message.
      channel: address.replace(/^@/, ''),
      ...rendered,
      ...(thread && { thread_ts: parseReference(thread).ts }),
      metadata: { event_type: EVENT, event_payload: { key } },
      unfurl_links: false,
      unfurl_media: false,
    })
    if (!sent.channel || !sent.ts) throw new DeliveryFault('unknown', 'Slack did not confirm the message.')
    return `${sent.channel}:${sent.ts}`
  } catch (error) {
    throw toDeliveryFault(error)
  }
}

/** Replaces the content of a message. Slack keeps its metadata, as none is sent. Throws a DeliveryFault. */
export async function updateNotice(client: WebClient, rendered: Rendered, reference: string): Promise<void> {
  try {
    await client.chat.update({ ...parseReference(reference), ...rendered })
  } catch (error) {
    throw toDeliveryFault(error)
  }
}

/** The reference of our message with `key` in the history of a channel, direct message or thread. Throws a DeliveryFault. */
export async function findNotice(
  client: WebClient,
  us: Identity,
  address: string,
  key: string,
  since: Temporal.Instant,
  thread: string | undefined,
): Promise<string | undefined> {
  try {
    const channel = await findChannel(client, address)
    const oldest = String(since.subtract(CLOCK_MARGIN).epochMilliseconds / 1000)
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = {
        channel,
        oldest,
        inclusive: true,
        include_all_metadata: true,
        limit: PAGE_SIZE,
        ...(cursor && { cursor }),
      }
      const history = thread
        ? await client.conversations.replies({ ...query, ts: parseReference(thread).ts })
        : await client.conversations.history(query)
      const found = (history.messages as Found[] | undefined)?.find(message => isOurs(message, us, key))
      if (found?.ts) return `${channel}:${found.ts}`
      cursor = history.response_metadata?.next_cursor || undefined
      if (!cursor) return undefined
    }
    throw new DeliveryFault('unknown', 'There are too many messages on Slack to search.')
  } catch (error) {
    throw toDeliveryFault(error)
  }
}

interface Found {
  ts?: string
  user?: string
  bot_id?: string
  metadata?: { event_type?: string; event_payload?: unknown }
}

function isOurs(message: Found, us: Identity, key: string): boolean {
  const payload = message.metadata?.event_payload as { key?: unknown } | undefined
  const byUs = message.bot_id === us.bot || message.user === us.user
  return byUs && message.metadata?.event_type === EVENT && payload?.key === key
}

/** A direct message has a channel of its own, which has the history. */
async function findChannel(client: WebClient, address: string): Promise<string> {
  if (!address.startsWith('@')) return address
  const { channel } = await client.conversations.open({ users: address.slice(1) })
  if (!channel?.id) throw new DeliveryFault('unknown', 'Slack did not open the direct message.')
  return channel.id
}

function parseReference(reference: string): { channel: string; ts: string } {
  const [channel, ts] = reference.split(':')
  if (!channel || !ts)
    throw new DeliveryFault('never', `"${reference}" is not the reference of a message on Slack.`)
  return { channel, ts }
}
