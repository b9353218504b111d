import { describe } from 'vitest'
import { type DiscordChat, textsOf } from '../fakes/discord/chat.ts'
import { display } from '../fakes/discord/display.ts'
import type { Chat } from '../support/chat.ts'
import { botContract } from './bot.contract.ts'

/** People alarmed, and mentions that are shown as such. Instants of ours are meant. */
function mentions(chat: Chat): string[] {
  const { world, interactions } = (chat as DiscordChat).fake
  const standing = [...world.channels.values()].flatMap(c => c.messages)
  return [...standing, ...interactions.private.values()]
    .flatMap(m => [String(m.content ?? ''), ...textsOf(m.components)])
    .flatMap(markup => display(markup).alive.filter(a => a.startsWith('mention') || a === 'time 1'))
    .concat(world.pings)
}

describe('Discord', () => botContract('discord', mentions))
