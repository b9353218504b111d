/** The Web API's methods, as far as our bot calls them. */
import manifest from '../../../slack-manifest.json' with { type: 'json' }
import type { FakeSlack } from './server.ts'
import { faultsOfBlocks, faultsOfHome, faultsOfText, faultsOfView } from './validate.ts'
import { BOT, type Message } from './workspace.ts'

export type Args = Record<string, unknown>

const refuse = (error: string, messages: string[] = []): Args => ({
  ok: false,
  error,
  ...(messages.length > 0 && { response_metadata: { messages: messages.map(m => `[ERROR] ${m}`) } }),
})

/** What an app must have been granted for a call; the others need nothing. */
const SCOPES: Record<string, string> = {
  'users.info': 'users:read',
  'conversations.open': 'im:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
}

function neededFor(method: string, { channel }: Args): string | undefined {
  if (method !== 'conversations.history' && method !== 'conversations.replies') return SCOPES[method]
  return String(channel).startsWith('D') ? 'im:history' : 'channels:history'
}

export function answerCall(slack: FakeSlack, method: string, args: Args): Args {
  const needed = neededFor(method, args)
  if (needed && !manifest.oauth_config.scopes.bot.includes(needed)) return refuse('missing_scope')
  switch (method) {
    case 'auth.test':
      return { ok: true, user_id: BOT.user, bot_id: BOT.bot, team_id: BOT.team }
    case 'users.info': {
      const user = slack.workspace.users.get(String(args.user))
      return user ? { ok: true, user } : refuse('user_not_found')
    }
    case 'conversations.open': {
      const account = String(args.users)
      if (!slack.workspace.users.has(account)) return refuse('user_not_found')
      return { ok: true, channel: { id: slack.workspace.directChannel(account) } }
    }
    case 'files.getUploadURLExternal':
      return slack.files.begin(String(args.filename ?? ''), Number(args.length), slack.url)
    case 'files.completeUploadExternal':
      return slack.files.complete(slack, args)
    case 'chat.postMessage':
      return post(slack, args)
    case 'chat.postEphemeral':
      return post(slack, args, String(args.user))
    case 'chat.update':
      return update(slack, args)
    case 'conversations.history':
      return history(slack, args, undefined)
    case 'conversations.replies':
      return history(slack, args, String(args.ts))
    case 'views.open':
      return openView(slack, args)
    case 'views.publish':
      return publishHome(slack, args)
    default:
      return refuse('unknown_method')
  }
}

/** Slack's error for what a message holds, or undefined. */
function contentError(args: Args): Args | undefined {
  const textFaults = faultsOfText(args.text)
  if (textFaults.length > 0)
    return refuse(textFaults.includes('msg_too_long') ? 'msg_too_long' : 'no_text', textFaults)
  const faults = args.blocks === undefined ? [] : faultsOfBlocks(args.blocks)
  const code = faults.some(fault => fault.startsWith('msg_blocks_too_long'))
    ? 'msg_blocks_too_long'
    : 'invalid_blocks'
  return faults.length > 0 ? refuse(code, faults) : undefined
}

function post(slack: FakeSlack, args: Args, ephemeralFor?: string): Args {
  const place = slack.workspace.resolve(String(args.channel))
  if ('error' in place) return refuse(place.error)
  const wrong = contentError(args)
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

function update(slack: FakeSlack, args: Args): Args {
  const message = slack.workspace.find(String(args.channel), String(args.ts))
  if (!message) return refuse('message_not_found')
  const wrong = contentError(args)
  if (wrong) return wrong
  // Metadata that isn't given stays.
  Object.assign(message, { text: String(args.text), blocks: args.blocks ?? [], edits: message.edits + 1 })
  return { ok: true, channel: message.channel, ts: message.ts }
}

/** Newest first, paged; metadata only when asked for. */
function history(slack: FakeSlack, args: Args, thread: string | undefined): Args {
  const channel = String(args.channel)
  const known =
    slack.workspace.channels.has(channel) || [...slack.workspace.direct.values()].includes(channel)
  if (!known) return refuse('channel_not_found')
  const oldest = Number(args.oldest ?? 0)
  const all = slack.workspace
    .standing(channel, thread)
    .filter(message => Number(message.ts) >= oldest)
    .toReversed()
  const from = Number(args.cursor ?? 0)
  const to = from + Number(args.limit ?? 100)
  const messages = all.slice(from, to).map(({ metadata, ...message }) => ({
    ...message,
    ...(args.include_all_metadata === 'true' && metadata && { metadata }),
  }))
  return { ok: true, messages, response_metadata: { next_cursor: to < all.length ? String(to) : '' } }
}

function openView(slack: FakeSlack, args: Args): Args {
  const id = String(args.trigger_id)
  const trigger = slack.triggers.get(id)
  if (!trigger) return refuse('invalid_trigger_id')
  if (trigger.expired) return refuse('expired_trigger_id')
  if (trigger.used) return refuse('exchanged_trigger_id')
  const view = args.view as Args
  const faults = faultsOfView(view)
  if (faults.length > 0) return refuse('invalid_arguments', faults)
  trigger.used = true
  const modal = { id: slack.workspace.id('V'), hash: slack.workspace.ts(), view, account: trigger.account }
  slack.workspace.modals.set(modal.id, modal)
  slack.saw({ kind: 'modal', modal, by: id })
  return { ok: true, view: { ...view, id: modal.id, hash: modal.hash } }
}

function publishHome(slack: FakeSlack, args: Args): Args {
  const account = String(args.user_id)
  const { users, homes } = slack.workspace
  if (!users.has(account)) return refuse('user_not_found')
  if (!slack.homeEnabled) return refuse('not_enabled')
  const view = args.view as Args
  const faults = faultsOfHome(view)
  if (faults.length > 0)
    return refuse(faults.includes('view_too_large') ? 'view_too_large' : 'invalid_arguments', faults)
  const known = homes.get(account)
  if (args.hash !== undefined && args.hash !== known?.hash) return refuse('hash_conflict')
  const home = { id: known?.id ?? slack.workspace.id('V'), hash: slack.workspace.ts(), view }
  homes.set(account, home)
  slack.changed()
  return { ok: true, view: { ...view, id: home.id, hash: home.hash } }
}
