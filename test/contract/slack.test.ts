import { describe } from 'vitest'
import type { SlackChat } from '../fakes/slack/chat.ts'
import type { Chat } from '../support/chat.ts'
import { botContract } from './bot.contract.ts'

/** Mentions that Slack would notify: they stand unescaped in its own markup. Rich text has none of it. */
function mentions(chat: Chat): string[] {
  const markup: string[] = []
  for (const { text, blocks } of (chat as SlackChat).slack.workspace.messages) {
    markup.push(text)
    JSON.stringify(blocks, (_, value) => {
      if (value?.type === 'mrkdwn') markup.push(value.text)
      if (['user', 'usergroup', 'broadcast', 'channel'].includes(value?.type)) markup.push('<@rich text>')
      return value
    })
  }
  return markup.flatMap(text => text.match(/<[!@#][^>]*>/g) ?? []).filter(m => !m.startsWith('<!date^'))
}

describe('Slack', () => botContract('slack', mentions))
