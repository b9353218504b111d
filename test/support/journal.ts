/**
 * The messages on the platforms, as they come: where, at which instant of the platform's own clock, in which words.
 */
import type { Platform } from '../../src/core/platforms/platform.ts'
import { type DiscordChat, shownOf } from '../fakes/discord/chat.ts'
import { SlackChat } from '../fakes/slack/chat.ts'
import { showMessage } from '../fakes/slack/shown.ts'
import type { Chat } from './chat.ts'
import type { TerminalChat } from './terminal.ts'

export interface Entry {
  platform: Platform
  /** A channel's name, somebody's name after an @; at the terminal a group, or a role. */
  place: string
  /** In epoch seconds. */
  at: number
  text: string
}

/** Returns a function for the messages since its last call. Messages that only their actor sees are left out. */
export function keepJournal(chats: Iterable<Chat>): () => Entry[] {
  const reads = [...chats].map(readerOf)
  const read = () => reads.flatMap(one => one())
  read()
  return read
}

function readerOf(chat: Chat): () => Entry[] {
  if (chat instanceof SlackChat) return slackReader(chat)
  return 'fake' in chat ? discordReader(chat as DiscordChat) : terminalReader(chat as TerminalChat)
}

function slackReader({ slack: { workspace } }: SlackChat): () => Entry[] {
  let seen = 0
  const placeOf = (id: string) =>
    workspace.channels.get(id)?.name ??
    `@${workspace.users.get(workspace.direct.entries().find(([, channel]) => channel === id)![0])!.name}`
  return () => {
    const fresh = workspace.messages.slice(seen)
    seen += fresh.length
    return fresh
      .filter(m => m.ephemeralFor === undefined)
      .map(m => ({
        platform: 'slack',
        place: placeOf(m.channel),
        at: Math.floor(Number(m.ts)),
        text: showMessage(m).text,
      }))
  }
}

function discordReader({ fake }: DiscordChat): () => Entry[] {
  const { channels, users } = fake.world
  const seen = new Map<string, number>()
  return () =>
    [...channels.values()].flatMap(({ id, name, recipient, messages }) => {
      const from = seen.get(id) ?? 0
      if (messages.length === from) return []
      seen.set(id, messages.length)
      return messages.slice(from).map(m => ({
        platform: 'discord' as const,
        place: recipient === undefined ? name : `@${users.get(recipient)!.global_name}`,
        at: Math.floor(Date.parse(String(m.timestamp)) / 1000),
        text: shownOf(m).text,
      }))
    })
}

function terminalReader({ notices }: TerminalChat): () => Entry[] {
  let seen = 0
  return () => {
    const fresh = notices.slice(seen)
    seen += fresh.length
    return fresh.map(({ at, to, text }) => ({
      platform: 'terminal',
      place: to,
      at: Math.floor(at.epochMilliseconds / 1000),
      text,
    }))
  }
}
