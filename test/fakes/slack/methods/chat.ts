/** chat.postMessage, chat.postEphemeral and chat.update. */
import type { Args } from '../http.ts'
import type { FakeSlack } from '../server.ts'
import { faultsOfBlocks, faultsOfText } from '../validate.ts'
import type { Message } from '../workspace.ts'
import { refuse } from './refusal.ts'

/** Slack's error about the content of a message; undefined when there is none. */
function findContentError(args: Args): Args | undefined {
  const textFaults = faultsOfText(args.text)
  if (textFaults.length > 0)
    return refuse(textFaults.includes('msg_too_long') ? 'msg_too_long' : 'no_text', textFaults)
  const faults = args.blocks === undefined ? [] : faultsOfBlocks(args.blocks)
  const code = faults.some(fault => fault.startsWith('msg_blocks_too_long'))
    ? 'msg_blocks_too_long'
    : 'invalid_blocks'
  return faults.length > 0 ? refuse(code, faults) : undefined
}

export function postMessage(slack: FakeSlack, args: Args, ephemeralFor?: string): Args {
  const place = slack.workspace.resolve(String(args.channel))
  if ('error' in place) return refuse(place.error)
  const wrong = findContentError(args)
  if (wrong) return wrong
  const message = slack.workspace.post({
    channel: place.channel,
    text: String(args.text),
    blocks: (args.blocks ?? []) as unknown[],
    ...(ephemeralFor !== undefined && { ephemeralFor }),
    ...(args.thread_ts !== undefined && { thread_ts: String(args.thread_ts) }),
    ...(args.metadata !== undefined && { metadata: args.metadata as NonNullable<Message['metadata']> }),
  })
  slack.saw({ kind: 'message', message, by: undefined, final: args.metadata === undefined })
  return { ok: true, channel: place.channel, ts: message.ts, message_ts: message.ts }
}

export function planMessage(slack: FakeSlack, args: Args): Args {
  const place = slack.workspace.resolve(String(args.channel))
  if ('error' in place) return refuse(place.error)
  if (slack.workspace.channels.get(place.channel)?.readOnly) return refuse('restricted_action')
  if (!Number.isInteger(Number(args.post_at))) return refuse('invalid_time')
  const id = slack.workspace.id('Q')
  slack.workspace.planned.set(id, String(args.text))
  return { ok: true, channel: place.channel, scheduled_message_id: id, post_at: args.post_at }
}

export const withdrawPlanned = (slack: FakeSlack, args: Args): Args =>
  slack.workspace.planned.delete(String(args.scheduled_message_id))
    ? { ok: true }
    : refuse('invalid_scheduled_message_id')

export function updateMessage(slack: FakeSlack, args: Args): Args {
  const message = slack.workspace.find(String(args.channel), String(args.ts))
  if (!message) return refuse('message_not_found')
  const wrong = findContentError(args)
  if (wrong) return wrong
  // Metadata that isn't given stays.
  Object.assign(message, { text: String(args.text), blocks: args.blocks ?? [], edits: message.edits + 1 })
  return { ok: true, channel: message.channel, ts: message.ts }
}
