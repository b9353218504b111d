/** The two fake platforms with their channels and people: what people type and what they see. */
import { setTimeout as sleep } from 'node:timers/promises'
import { COMMANDS } from '../src/core/catalog.ts'
import { toSpec } from '../src/core/commands/command.ts'
import { parseLine } from '../src/core/grammar/grammar.ts'
import { buttonsOf, textsOf } from '../test/fakes/discord/chat.ts'
import { FakeDiscord } from '../test/fakes/discord/discord.ts'
import { display } from '../test/fakes/discord/display.ts'
import { nativeCommand } from '../test/fakes/discord/native-command.ts'
import type { FakeMessage } from '../test/fakes/discord/world.ts'
import { SlackChat } from '../test/fakes/slack/chat.ts'
import { FakeSlack } from '../test/fakes/slack/server.ts'
import { showMessage } from '../test/fakes/slack/shown.ts'
import type { FlowingClock } from './clock.ts'

export const PLATFORMS = ['slack', 'discord'] as const
export type PlatformName = (typeof PLATFORMS)[number]

export interface Person {
  name: string
  role: string
  /** The platforms on which they type; direct messages go to the first. */
  on: readonly PlatformName[]
}

export const TSB: Person = { name: 'Tess', role: 'TSB', on: ['slack'] }
export const WP2_CHAIR: Person = { name: 'Eli', role: 'WP2 chair', on: ['discord'] }
export const WP2_VICE: Person = { name: 'Flo', role: 'WP2 vice-chair', on: ['slack'] }
export const RAPPORTEUR: Person = { name: 'Gus', role: 'RG-DT Rapporteur', on: ['slack'] }
export const FOLLOWER: Person = { name: 'Hal', role: 'SG5 vice-chair', on: ['discord'] }
export const CHAIRS: Record<string, Person> = {
  SG2: { name: 'Dee', role: 'SG2 chair', on: ['discord'] },
  SG13: { name: 'Ada', role: 'SG13 chair', on: ['slack'] },
  SG17: { name: 'Ben', role: 'SG17 chair', on: ['discord'] },
  SG20: { name: 'Cai', role: 'SG20 chair', on: ['slack', 'discord'] },
}
export const GROUPS = ['RG-DT', 'WP2', ...Object.keys(CHAIRS)]
export const EVERYBODY: Person[] = [TSB, WP2_CHAIR, WP2_VICE, RAPPORTEUR, FOLLOWER, ...Object.values(CHAIRS)]

/** The place of a person's direct messages. */
export const directPlaceOf = ({ name, on }: Person): string => `${on[0]} @${name}`
export const channelPlacesOf = (group: string): string[] => PLATFORMS.map(p => `${p} #${group}`)

/** A message in a place: "slack #SG17", "slack #SG17 ISG-3" (the thread under a card), "discord @Ben". */
export interface VisibleMessage {
  place: string
  /** On the simulated clock, in epoch milliseconds. */
  at: number
  text: string
  buttons: string[]
  /** The mark by which the program finds it again; replies have none. */
  mark: string | undefined
}

export interface Ask {
  line: string
  /** The channel in which they type it; by default none of a group. */
  room?: string | undefined
  /** The platform delivers it twice. */
  twice: boolean
  /** No reply will come any more. */
  isAbandoned(): boolean
}

export interface People {
  readonly slack: FakeSlack
  readonly discord: FakeDiscord
  start(): Promise<void>
  stop(): Promise<void>
  accountOf(person: Person, platform: PlatformName): string
  channelOf(platform: PlatformName, room: string): string
  /** Runs a command as this person. Returns the reply, or undefined when none comes. */
  ask(person: Person, platform: PlatformName, ask: Ask): Promise<string | undefined>
  /** All messages of all places, each place in its order. */
  look(): VisibleMessage[]
}

const PATIENCE_MS = 5_000
const LOOK_MS = 15
const LOBBY = 'lobby'

export function createPeople(clock: FlowingClock): People {
  const slack = new FakeSlack(clock.now)
  const chat = new SlackChat({ slack })
  const discord = new FakeDiscord({ now: clock.now })
  const { workspace } = slack
  const { world } = discord
  const catalog = COMMANDS.map(toSpec)
  const ids = new Map<string, string>()
  const kept = (name: string, make: () => string) => {
    if (!ids.has(name)) ids.set(name, make())
    return ids.get(name)!
  }
  const channelOf = (platform: PlatformName, room: string) =>
    platform === 'slack' ? workspace.channel(room) : kept(`#${room}`, () => world.addChannel(room).id)
  const accountOf = ({ name }: Person, platform: PlatformName) =>
    platform === 'slack' ? workspace.account(name) : kept(`@${name}`, () => world.addUser(name).id)

  async function askOnSlack(
    account: string,
    { line, room = LOBBY, twice, isAbandoned }: Ask,
  ): Promise<string | undefined> {
    const channel = channelOf('slack', room)
    const address = slack.address('command', account, channel)
    const payload = chat.commandPayload(account, channel, line, slack.trigger(account), slack.urlOf(address))
    const from = slack.sights.length
    let refused = false
    const deliver = () => slack.deliver('slash_commands', payload).catch(() => (refused = true))
    void deliver()
    if (twice) void deliver()
    const until = Date.now() + PATIENCE_MS
    for (;;) {
      const sight = slack.sights.slice(from).find(s => {
        if (s.kind !== 'message' || !s.final) return false
        if (s.by !== undefined) return s.by === address.id
        return s.message.ephemeralFor === account || s.message.channel === workspace.direct.get(account)
      })
      if (sight?.kind === 'message') return showMessage(sight.message).text
      if (refused || Date.now() > until || isAbandoned()) return undefined
      await sleep(LOOK_MS)
    }
  }

  async function askOnDiscord(
    account: string,
    { line, room = LOBBY, twice, isAbandoned }: Ask,
  ): Promise<string | undefined> {
    const registered = discord.registered.get(world.guildId)
    if (!registered) return undefined
    const { path, options } = parseLine(line, catalog)
    const data = nativeCommand(registered, path, options, discord)
    let seen: string | null | undefined
    try {
      const acted = discord.interactions.act(2, world.users.get(account)!, channelOf('discord', room), data)
      acted.then(
        outcome => (seen = outcome.kind === 'message' ? textOf(outcome.message) : null),
        () => (seen = null),
      )
      if (twice) discord.interactions.repeat(2, discord.interactions.all.at(-1)!, data)
    } catch {
      return undefined // no connection was ever made
    }
    const until = Date.now() + PATIENCE_MS
    while (seen === undefined && Date.now() < until && !isAbandoned()) await sleep(LOOK_MS)
    return seen ?? undefined
  }

  function onSlack(place: string, channel: string): VisibleMessage[] {
    return workspace.standing(channel).flatMap(message => {
      const { text, buttons } = showMessage(message)
      const key = message.metadata?.event_payload.key
      const at = Number(message.ts.split('.')[0]) * 1000
      const one: VisibleMessage = {
        place,
        at,
        text,
        buttons,
        mark: key === undefined ? undefined : String(key),
      }
      const under = workspace.standing(channel, message.ts).map(line => ({
        place: `${place} ${refOf(text)}`,
        at: Number(line.ts.split('.')[0]) * 1000,
        text: showMessage(line).text,
        buttons: [],
        mark: String(line.metadata?.event_payload.key),
      }))
      return [one, ...under]
    })
  }

  function onDiscord(place: string, channel: string): VisibleMessage[] {
    return world.channel(channel).messages.flatMap(message => {
      const one = { ...discordMessage(message), place }
      const thread = world.channels.get(message.id)?.messages ?? []
      return [one, ...thread.map(m => ({ ...discordMessage(m), place: `${place} ${refOf(one.text)}` }))]
    })
  }

  return {
    slack,
    discord,
    async start() {
      await slack.start()
      await discord.start()
    },
    async stop() {
      await slack.stop()
      await discord.stop()
    },
    accountOf,
    channelOf,
    ask: (person, platform, ask) =>
      (platform === 'slack' ? askOnSlack : askOnDiscord)(accountOf(person, platform), ask),
    look: () => [
      ...GROUPS.flatMap(group => [
        ...onSlack(`slack #${group}`, channelOf('slack', group)),
        ...onDiscord(`discord #${group}`, channelOf('discord', group)),
      ]),
      ...EVERYBODY.flatMap(person => {
        const onSlackToo = workspace.direct.get(accountOf(person, 'slack'))
        const account = accountOf(person, 'discord')
        const direct = world.channels.values().find(c => c.recipient === account)
        return [
          ...(onSlackToo ? onSlack(`slack @${person.name}`, onSlackToo) : []),
          ...(direct ? onDiscord(`discord @${person.name}`, direct.id) : []),
        ]
      }),
    ],
  }
}

const refOf = (text: string): string => /\bISG-\d+/.exec(text)?.[0] ?? '?'

const textOf = (message: FakeMessage): string =>
  [String(message.content ?? ''), ...textsOf(message.components)]
    .filter(text => text !== '')
    .map(text => display(text).text)
    .join('\n')

const discordMessage = (message: FakeMessage): Omit<VisibleMessage, 'place'> => ({
  at: Date.parse(String(message.timestamp)),
  text: textOf(message),
  buttons: buttonsOf(message.components).map(b => String(b.label)),
  mark: markOf(message),
})

/** The mark: two ids, of the first component and of the first one in it, far above those that Discord assigns. */
function markOf({ components }: FakeMessage): string | undefined {
  const [outer] = components
  const inner = (outer?.components as { id?: number }[] | undefined)?.[0]
  const isMark = (id: unknown): id is number => typeof id === 'number' && id >= 0x4000_0000
  return isMark(outer?.id) && isMark(inner?.id) ? `${outer.id} ${inner.id}` : undefined
}
