/** The Web API's methods, as far as our bot calls them, and the permissions they need. */
import manifest from '../../../../slack-manifest.json' with { type: 'json' }
import type { Args } from '../http.ts'
import type { FakeSlack } from '../server.ts'
import { BOT } from '../workspace.ts'
import { planMessage, postMessage, updateMessage, withdrawPlanned } from './chat.ts'
import { openConversation, readHistory } from './conversations.ts'
import { refuse } from './refusal.ts'
import { openView, publishHome, pushView } from './views.ts'

type Method = (slack: FakeSlack, args: Args) => Args

const METHODS: Record<string, { scope?: string; answer: Method }> = {
  'auth.test': { answer: () => ({ ok: true, user_id: BOT.user, bot_id: BOT.bot, team_id: BOT.team }) },
  'users.info': { scope: 'users:read', answer: findUser },
  'conversations.open': { scope: 'im:write', answer: openConversation },
  'conversations.history': { answer: (slack, args) => readHistory(slack, args, undefined) },
  'conversations.replies': { answer: (slack, args) => readHistory(slack, args, String(args.ts)) },
  'files.getUploadURLExternal': {
    scope: 'files:write',
    answer: (slack, args) => slack.files.begin(String(args.filename ?? ''), Number(args.length), slack.url),
  },
  'files.completeUploadExternal': {
    scope: 'files:write',
    answer: (slack, args) => slack.files.complete(slack, args),
  },
  'chat.postMessage': { scope: 'chat:write', answer: (slack, args) => postMessage(slack, args) },
  'chat.postEphemeral': {
    scope: 'chat:write',
    answer: (slack, args) => postMessage(slack, args, String(args.user)),
  },
  'chat.scheduleMessage': { scope: 'chat:write', answer: planMessage },
  'chat.deleteScheduledMessage': { scope: 'chat:write', answer: withdrawPlanned },
  'chat.update': { scope: 'chat:write', answer: updateMessage },
  'chat.getPermalink': {
    answer: (_, { channel, message_ts: ts }) => ({
      ok: true,
      channel,
      permalink: `https://itu.slack.com/archives/${channel}/p${String(ts).replace('.', '')}`,
    }),
  },
  'views.open': { answer: openView },
  'views.push': { answer: pushView },
  'views.publish': { answer: publishHome },
}

export function answerCall(slack: FakeSlack, name: string, args: Args): Args {
  const method = METHODS[name]
  if (!method) return refuse('unknown_method')
  const scope = method.scope ?? findHistoryScope(name, args)
  if (scope && !manifest.oauth_config.scopes.bot.includes(scope)) return refuse('missing_scope')
  return method.answer(slack, args)
}

function findHistoryScope(name: string, { channel }: Args): string | undefined {
  if (name !== 'conversations.history' && name !== 'conversations.replies') return undefined
  return String(channel).startsWith('D') ? 'im:history' : 'channels:history'
}

function findUser(slack: FakeSlack, args: Args): Args {
  const user = slack.workspace.users.get(String(args.user))
  return user ? { ok: true, user } : refuse('user_not_found')
}
