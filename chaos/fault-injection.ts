/** What goes wrong: processes killed at the worst instants, platforms that fail, connections that break. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Fault as DiscordFault } from '../test/fakes/discord/faults.ts'
import type { Fault as SlackFault } from '../test/fakes/slack/server.ts'
import type { Fleet, Instance } from './fleet.ts'
import type { People } from './people.ts'
import type { Chance } from './random.ts'

export interface Trouble {
  /** How many kills are wanted by now. */
  wanted: number
  /** Nothing goes wrong any more. */
  over: boolean
  /** What went wrong, and how often. */
  readonly counts: Map<string, number>
  /** Does something at random, now and then. */
  stir(): Promise<void>
}

export interface TroubleOptions {
  chance: Chance
  fleet: Fleet
  people: People
  db: pg.Client
}

/** One request in so many meets with a fault. */
const FAULTY = 14
/** A killed process is started again after this at most, in ms. */
const AGAIN_MS = 300

const SLACK_METHODS = new Set([
  'chat.postMessage',
  'chat.update',
  'conversations.history',
  'conversations.replies',
  'conversations.open',
  'respond',
])
const SLACK_FAULTS: [string, (chance: Chance) => SlackFault][] = [
  ['429 with Retry-After', chance => ({ status: 429, retryAfter: 1 + chance.below(5) })],
  ['a fault of the platform (5xx)', chance => ({ status: chance.pick([500, 502, 503]) })],
  ['a fault of the platform (internal_error)', () => ({ error: 'internal_error' })],
  ['cut before it was accepted', () => 'cut before'],
  ['cut after it was accepted', () => 'cut after'],
  ['cut after it was accepted', () => 'cut after'],
]
const DISCORD_ROUTES =
  /^(?:POST|PATCH|GET) \/(?:channels\/:id\/messages|channels\/:id$|users\/@me\/channels|webhooks|interactions|guilds\/:id\/scheduled-events)/
const DISCORD_FAULTS: [string, (chance: Chance) => DiscordFault][] = [
  ['429 with Retry-After', chance => ({ kind: 'rate limit', seconds: 1 + chance.below(5) })],
  ['a fault of the platform (5xx)', chance => ({ kind: 'error', status: chance.pick([500, 502, 503]) })],
  ['a fault of the platform (5xx), though accepted', () => ({ kind: 'error', status: 503, accepted: true })],
  ['cut before it was accepted', () => ({ kind: 'cut', accepted: false })],
  ['cut after it was accepted', () => ({ kind: 'cut', accepted: true })],
  ['cut after it was accepted', () => ({ kind: 'cut', accepted: true })],
]

export function createTrouble({ chance, fleet, people, db }: TroubleOptions): Trouble {
  const { slack, discord } = people
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  let skip = chance.below(4)
  const trouble: Trouble = { wanted: 0, over: true, counts, stir }

  function kill(instance: Instance | undefined, when: string): boolean {
    const victim = instance && instance.state !== 'gone' ? instance : fleet.up()[0]
    if (!victim) return false
    fleet.kill(victim)
    count(`killed ${when}`)
    setTimeout(() => fleet.start(), chance.below(AGAIN_MS))
    return true
  }

  const may = () => !trouble.over && fleet.counts.killed < trouble.wanted && fleet.up().length > 0

  /** An instant at which a kill hurts; now and then one is used. */
  function opportunity(instance: Instance | undefined, when: string): boolean {
    if (!may() || skip-- > 0) return false
    skip = chance.below(8)
    return kill(instance, when)
  }

  const isMessage = (route: string) => /postMessage|^POST \/channels\/:id\/messages/.test(route)
  const isEdit = (route: string) => /chat\.update|^PATCH \/channels/.test(route)
  const isAnswer = (route: string) => /^respond|webhooks|interactions/.test(route)
  const kindOf = (route: string) =>
    isMessage(route) ? 'message' : isEdit(route) ? 'edit' : isAnswer(route) ? 'answer' : 'look'

  /** Before a request is accepted. */
  function before(platform: string, route: string): 'killed' | 'faulty' | undefined {
    const speaker = isAnswer(route) ? undefined : fleet.speakers.get(platform)
    if (chance.once(2) && opportunity(speaker, `before its ${kindOf(route)} was accepted`)) return 'killed'
    if (trouble.over || !chance.once(FAULTY)) return undefined
    return 'faulty'
  }

  /** After it was accepted, before its answer leaves. */
  async function after(platform: string, route: string): Promise<void> {
    const speaker = isAnswer(route) ? undefined : fleet.speakers.get(platform)
    if (opportunity(speaker, `after its ${kindOf(route)} was accepted`)) return
    if (trouble.over || !chance.once(20)) return
    count('a slow answer')
    await sleep(chance.below(250))
  }

  slack.chance = ({ method }) => {
    if (!SLACK_METHODS.has(method)) return undefined
    const wrong = before('slack', method)
    if (wrong === 'killed') return chance.once(2) ? 'cut before' : undefined
    if (wrong === undefined) return undefined
    const [name, fault] = chance.once(25) ? HANG : chance.pick(SLACK_FAULTS)
    count(`Slack: ${name}`)
    return fault(chance)
  }
  slack.done = async ({ method }) => {
    if (SLACK_METHODS.has(method)) await after('slack', method)
  }
  discord.chance = ({ route }) => {
    if (!DISCORD_ROUTES.test(route)) return undefined
    const wrong = before('discord', route)
    if (wrong === 'killed') return chance.once(2) ? { kind: 'cut', accepted: false } : undefined
    if (wrong === undefined) return undefined
    const [name, fault] = chance.once(25) ? DISCORD_HANG : chance.pick(DISCORD_FAULTS)
    count(`Discord: ${name}`)
    return fault(chance)
  }
  discord.done = async ({ route }) => {
    if (DISCORD_ROUTES.test(route)) await after('discord', route)
  }
  fleet.onWord = (word, instance) => {
    // Commands are few beside messages.
    if (!may() || word.is === 'loaded' || word.is === 'speaking') return
    if (word.is === 'executing' && chance.once(6)) kill(instance, 'before a command was carried out')
    if (word.is === 'executed' && chance.once(4)) kill(instance, 'after a command, before its answer')
    if (word.is === 'ready' && chance.once(15)) kill(instance, 'as soon as it was up')
  }

  const disturbances: [string, () => void | Promise<void>][] = [
    ['Slack: every socket cut', () => slack.dropLinks()],
    ['Slack: sockets to be renewed', () => slack.refresh(true)],
    ['Discord: gateway cut', () => discord.gateway.drop()],
    ['Discord: gateway closed (4000)', () => discord.gateway.close(4000)],
    ['Discord: session invalid', () => void discord.gateway.invalidate().catch(() => {})],
    ['Discord: asked to reconnect', () => void discord.gateway.askToReconnect().catch(() => {})],
    [
      'database: every connection cut',
      async () =>
        void (await db.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        )),
    ],
    [
      'stopped in order and started again',
      () => {
        const [one] = fleet.up()
        if (one) void fleet.stop(one).then(() => fleet.start())
      },
    ],
  ]

  async function stir(): Promise<void> {
    if (trouble.over || fleet.up().length === 0) return
    const [name, disturb] = chance.pick(disturbances)
    count(name)
    await disturb()
  }

  return trouble
}

const HANG: [string, () => SlackFault] = ['no answer at all', () => 'hang']
const DISCORD_HANG: [string, () => DiscordFault] = ['no answer at all', () => ({ kind: 'hang' })]
