/** Injects faults: processes killed at the worst instants, platforms that fail, connections that break. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Fault as DiscordFault } from '../test/fakes/discord/faults.ts'
import type { Fault as SlackFault } from '../test/fakes/slack/server.ts'
import type { Fleet, Instance } from './fleet.ts'
import type { People } from './people.ts'
import type { Random } from './random.ts'

export interface FaultInjection {
  /** How many kills there should be by now. */
  wanted: number
  /** No more faults. */
  over: boolean
  /** The injected faults, and how often. */
  readonly counts: Map<string, number>
  /** Injects one random disturbance of connections or processes. */
  disturb(): Promise<void>
}

export interface FaultInjectionOptions {
  random: Random
  fleet: Fleet
  people: People
  db: pg.Client
}

/** One request in so many fails. */
const FAULT_ODDS = 14
/** A killed process is started again within this time. */
const AGAIN_MS = 300

const SLACK_METHODS = new Set([
  'chat.postMessage',
  'chat.update',
  'conversations.history',
  'conversations.replies',
  'conversations.open',
  'respond',
])
const SLACK_FAULTS: [string, (random: Random) => SlackFault][] = [
  ['429 with Retry-After', random => ({ status: 429, retryAfter: 1 + random.below(5) })],
  ['a fault of the platform (5xx)', random => ({ status: random.pick([500, 502, 503]) })],
  ['a fault of the platform (internal_error)', () => ({ error: 'internal_error' })],
  ['cut before it was accepted', () => 'cut before'],
  ['cut after it was accepted', () => 'cut after'],
  ['cut after it was accepted', () => 'cut after'],
]
const DISCORD_ROUTES =
  /^(?:POST|PATCH|GET) \/(?:channels\/:id\/messages|channels\/:id$|users\/@me\/channels|webhooks|interactions|guilds\/:id\/scheduled-events)/
const DISCORD_FAULTS: [string, (random: Random) => DiscordFault][] = [
  ['429 with Retry-After', random => ({ kind: 'rate limit', seconds: 1 + random.below(5) })],
  ['a fault of the platform (5xx)', random => ({ kind: 'error', status: random.pick([500, 502, 503]) })],
  ['a fault of the platform (5xx), though accepted', () => ({ kind: 'error', status: 503, accepted: true })],
  ['cut before it was accepted', () => ({ kind: 'cut', accepted: false })],
  ['cut after it was accepted', () => ({ kind: 'cut', accepted: true })],
  ['cut after it was accepted', () => ({ kind: 'cut', accepted: true })],
]

export function createFaultInjection({ random, fleet, people, db }: FaultInjectionOptions): FaultInjection {
  const { slack, discord } = people
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  let skip = random.below(4)
  const faultInjection: FaultInjection = { wanted: 0, over: true, counts, disturb }

  function kill(instance: Instance | undefined, when: string): boolean {
    const victim = instance && instance.state !== 'gone' ? instance : fleet.up()[0]
    if (!victim) return false
    fleet.kill(victim)
    count(`killed ${when}`)
    setTimeout(() => fleet.start(), random.below(AGAIN_MS))
    return true
  }

  const may = () =>
    !faultInjection.over && fleet.counts.killed < faultInjection.wanted && fleet.up().length > 0

  /** An instant at which a kill hurts: some of them are used. */
  function opportunity(instance: Instance | undefined, when: string): boolean {
    if (!may() || skip-- > 0) return false
    skip = random.below(8)
    return kill(instance, when)
  }

  const isMessage = (route: string) => /postMessage|^POST \/channels\/:id\/messages/.test(route)
  const isEdit = (route: string) => /chat\.update|^PATCH \/channels/.test(route)
  const isAnswer = (route: string) => /^respond|webhooks|interactions/.test(route)
  const kindOf = (route: string) =>
    isMessage(route) ? 'message' : isEdit(route) ? 'edit' : isAnswer(route) ? 'answer' : 'look'

  /** Called before a request is accepted. */
  function before(platform: string, route: string): 'killed' | 'faulty' | undefined {
    const speaker = isAnswer(route) ? undefined : fleet.leaders.get(platform)
    if (random.once(2) && opportunity(speaker, `before its ${kindOf(route)} was accepted`)) return 'killed'
    if (faultInjection.over || !random.once(FAULT_ODDS)) return undefined
    return 'faulty'
  }

  /** Called after a request was accepted, before its response leaves. */
  async function after(platform: string, route: string): Promise<void> {
    const speaker = isAnswer(route) ? undefined : fleet.leaders.get(platform)
    if (opportunity(speaker, `after its ${kindOf(route)} was accepted`)) return
    if (faultInjection.over || !random.once(20)) return
    count('a slow answer')
    await sleep(random.below(250))
  }

  slack.chance = ({ method }) => {
    if (!SLACK_METHODS.has(method)) return undefined
    const wrong = before('slack', method)
    if (wrong === 'killed') return random.once(2) ? 'cut before' : undefined
    if (wrong === undefined) return undefined
    const [name, fault] = random.once(25) ? HANG : random.pick(SLACK_FAULTS)
    count(`Slack: ${name}`)
    return fault(random)
  }
  slack.done = async ({ method }) => {
    if (SLACK_METHODS.has(method)) await after('slack', method)
  }
  discord.chance = ({ route }) => {
    if (!DISCORD_ROUTES.test(route)) return undefined
    const wrong = before('discord', route)
    if (wrong === 'killed') return random.once(2) ? { kind: 'cut', accepted: false } : undefined
    if (wrong === undefined) return undefined
    const [name, fault] = random.once(25) ? DISCORD_HANG : random.pick(DISCORD_FAULTS)
    count(`Discord: ${name}`)
    return fault(random)
  }
  discord.done = async ({ route }) => {
    if (DISCORD_ROUTES.test(route)) await after('discord', route)
  }
  fleet.onReport = (report, instance) => {
    // There are few commands compared with messages.
    if (!may() || report.is === 'loaded' || report.is === 'speaking') return
    if (report.is === 'executing' && random.once(6)) kill(instance, 'before a command was executed')
    if (report.is === 'executed' && random.once(4)) kill(instance, 'after a command, before its answer')
    if (report.is === 'ready' && random.once(15)) kill(instance, 'as soon as it was up')
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

  async function disturb(): Promise<void> {
    if (faultInjection.over || fleet.up().length === 0) return
    const [name, disturb] = random.pick(disturbances)
    count(name)
    await disturb()
  }

  return faultInjection
}

const HANG: [string, () => SlackFault] = ['no answer at all', () => 'hang']
const DISCORD_HANG: [string, () => DiscordFault] = ['no answer at all', () => ({ kind: 'hang' })]
