/** Messages to Slack, one request each, and finding those whose sending was uncertain. */
import type { WebClient } from '@slack/web-api'
import type { Desk } from '../../core/desk/port.ts'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Action, Message } from '../../core/messages/message.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { toDeliveryFault } from './faults.ts'
import { PACK_BEYOND } from './limits.ts'
import { type Rendered, render } from './render.ts'
import type { Room } from './shorten.ts'

/** The kind of metadata by which our messages are found again. Anybody in the workspace can read it. */
const EVENT = 'intersg_notice'

/** How much earlier than the first try we look: Slack stamps by its own clock, and ours may be an hour off. */
const MARGIN = { hours: 2 }
const PAGE = 200
const MOST_PAGES = 25

/** Who we are, and in which workspace. */
export interface Identity {
  user: string
  bot: string
  team: string
}

/** What keeps long invocations for buttons. */
export type Packer = Pick<Desk, 'pack'>

/** The message for Slack, invocations that are long for a button packed beforehand. */
export async function renderPacked(
  message: Message,
  desk: Packer,
  caller: Caller,
  room?: Room,
): Promise<Rendered> {
  const actions = message.blocks.flatMap(block => (block.kind === 'actions' ? block.actions : []))
  const long = actions.filter(action => formatLine(action.invocation).length > PACK_BEYOND)
  const packed = await Promise.all(
    long.map(
      async (action): Promise<[Action, string]> => [
        action,
        await desk.pack(action.invocation, caller, PACK_BEYOND),
      ],
    ),
  )
  return render(message, new Map(packed), room)
}

/** Posts a message marked with `key`; gives its reference, "channel:ts". */
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
    if (!sent.channel || !sent.ts)
      throw new DeliveryFault('uncertain', 'Slack did not say where the message went.')
    return `${sent.channel}:${sent.ts}`
  } catch (error) {
    throw toDeliveryFault(error)
  }
}

/** Shows something else in place of a message. Slack keeps the metadata where none is given. */
export async function updateNotice(client: WebClient, rendered: Rendered, reference: string): Promise<void> {
  try {
    await client.chat.update({ ...parseReference(reference), ...rendered })
  } catch (error) {
    throw toDeliveryFault(error)
  }
}

/** The reference of our message with `key`, looked for in the history of a channel, direct message or thread. */
export async function findNotice(
  client: WebClient,
  us: Identity,
  address: string,
  key: string,
  since: Temporal.Instant,
  thread: string | undefined,
): Promise<string | undefined> {
  try {
    const channel = await channelOf(client, address)
    const oldest = String(since.subtract(MARGIN).epochMilliseconds / 1000)
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = {
        channel,
        oldest,
        inclusive: true,
        include_all_metadata: true,
        limit: PAGE,
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
    throw new DeliveryFault('uncertain', 'There are too many messages on Slack to look through.')
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

/** The history of a direct message is under its own channel. */
async function channelOf(client: WebClient, address: string): Promise<string> {
  if (!address.startsWith('@')) return address
  const { channel } = await client.conversations.open({ users: address.slice(1) })
  if (!channel?.id) throw new DeliveryFault('uncertain', 'Slack did not open the direct message.')
  return channel.id
}

function parseReference(reference: string): { channel: string; ts: string } {
  const [channel, ts] = reference.split(':')
  if (!channel || !ts)
    throw new DeliveryFault('never', `"${reference}" is not the reference of a message on Slack.`)
  return { channel, ts }
}
