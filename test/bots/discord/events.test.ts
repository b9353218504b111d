/** Meetings as scheduled events of a server: through the real SDK. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDiscordBot } from '../../../src/bots/discord/discord.ts'
import { type SimulatedClock, simulatedClock } from '../../../src/clock.ts'
import { createDiscordChat, type DiscordChat } from '../../fakes/discord/chat.ts'
import { genevaTime, openStage, type Stage } from '../../support/recording-bot.ts'

const CREATE = 'POST /guilds/:id/scheduled-events'
const LIST = 'GET /guilds/:id/scheduled-events'
const CHANGE = 'PATCH /guilds/:id/scheduled-events/:id'
const MOVE = 'meeting move MTG-1 date:"18 March 2026" reason:"clash with SG13" confirm:yes'

let clock: SimulatedClock
let chat: DiscordChat
let stage: Stage

async function begin({ everywhere = false } = {}): Promise<void> {
  clock = simulatedClock(genevaTime('2026-02-02T09:00'))
  chat = createDiscordChat({ clock, everywhere, requestsPerSecond: 10_000, timeoutMs: 400 })
  stage = await openStage(clock, chat.bot)
}
const events = (guild?: string) => chat.fake.events.open(guild)
const event = (key: string) => events().find(e => e.name.endsWith(`(${key})`))
const count = (route: string) => chat.fake.requestsOf(route).length

afterEach(async () => {
  await stage.close()
  await chat.fake.stop()
})

describe('on the server that was named', () => {
  beforeEach(() => begin())

  test('each meeting ahead is an event, made once', async () => {
    await stage.settle()
    const ahead = await stage.db.meeting.count({ where: { status: { not: 'CANCELLED' } } })
    expect(events()).toHaveLength(ahead)
    expect(event('MTG-1')).toMatchObject({
      name: 'RG-DT interim RG meeting (MTG-1)',
      entity_type: 3,
      entity_metadata: { location: 'Online (Geneva)' },
      scheduled_start_time: '2026-03-11T12:00:00Z',
      scheduled_end_time: '2026-03-11T14:00:00Z',
    })
    expect(event('MTG-1')?.description).toContain('11 March 2026, 13:00–15:00 Geneva time \\(CET\\)')
    expect(event('MTG-1')?.description).toContain('Contributions by 4 March 2026, 23:59 Geneva time.')
    expect(event('MTG-1')?.description).toContain('`/meeting show meeting:MTG-1`')
    for (let i = 0; i < 3; i++) await stage.settle()
    expect([count(CREATE), count(LIST), count(CHANGE)]).toEqual([ahead, 1, 0])
    expect(chat.fake.gateway.identified[0]?.intents).toBe(0)
    expect(stage.logged).toEqual([])
  })

  test('a meeting that is moved or changed takes its event along', async () => {
    await stage.settle()
    const { id } = event('MTG-1')!
    await stage.does('RG-DT Rapporteur', MOVE)
    await stage.does(
      'RG-DT Rapporteur',
      'meeting change MTG-1 objective:"Trust *and* @everyone" reason:"clearer"',
    )
    await stage.settle()
    expect(event('MTG-1')).toMatchObject({ id, scheduled_start_time: '2026-03-18T12:00:00Z' })
    expect(event('MTG-1')?.description).toContain('Trust \\*and\\* @\u200beveryone')
    expect(count(CHANGE)).toBe(1)
  })

  test('a meeting that is cancelled is shown so, and not held', async () => {
    await stage.settle()
    const { id } = event('MTG-1')!
    await stage.does('RG-DT Rapporteur', 'meeting cancel MTG-1 reason:"no input"')
    await stage.settle()
    expect(event('MTG-1')).toBeUndefined()
    expect(chat.fake.events.all.find(e => e.id === id)?.status).toBe(4)
    await stage.settle()
    expect(count(CHANGE)).toBe(1)
    expect(stage.logged).toEqual([])
  })

  test('an event that has begun is deleted when its meeting is cancelled, and created again when it is moved', async () => {
    await stage.settle()
    const { id } = event('MTG-1')!
    clock.set(genevaTime('2026-03-11T13:10'))
    expect(event('MTG-1')?.status).toBe(2)
    await stage.does('RG-DT Rapporteur', MOVE)
    await stage.settle()
    expect(event('MTG-1')).toMatchObject({ status: 1, scheduled_start_time: '2026-03-18T12:00:00Z' })
    expect(event('MTG-1')?.id).not.toBe(id)
    clock.set(genevaTime('2026-03-18T13:10'))
    await stage.does('RG-DT Rapporteur', 'meeting cancel MTG-1 reason:"nobody came"')
    await stage.settle()
    expect(chat.fake.events.all.filter(e => e.name.endsWith('(MTG-1)'))).toEqual([])
    expect(stage.logged).toEqual([])
  })

  test('past ones are left alone, and new meetings come', async () => {
    await stage.settle()
    clock.set(genevaTime('2026-03-12T09:00'))
    const requests = chat.fake.requests.length
    await stage.settle()
    expect(chat.fake.requests.slice(requests).filter(r => r.route.includes('events'))).toEqual([])
    await stage.does(
      'RG-DT Rapporteur',
      'meeting schedule RG-DT date:"27 May 2026" time:13:00-15:00 objective:"Extra" confirm:yes',
    )
    await stage.settle()
    expect(events().filter(e => e.scheduled_start_time.startsWith('2026-05-27'))).toHaveLength(1)
  })

  test.for([
    ['the connection broke after it was made', { kind: 'cut', accepted: true }],
    ['the connection broke before it was made', { kind: 'cut', accepted: false }],
  ] as const)('none is made twice: %s', async ([, fault]) => {
    chat.fake.fail(CREATE, fault)
    await stage.settle()
    expect(events().length).toBeLessThan(2)
    await stage.until('2026-02-02T09:02')
    expect(new Set(events().map(e => e.name)).size).toBe(events().length)
    expect(events()).toHaveLength(await stage.db.meetingEvent.count())
    expect(await stage.db.meetingEvent.count({ where: { reference: null } })).toBe(0)
    expect(stage.logged).toHaveLength(1)
  })

  test('one of a meeting that was cancelled before the program knew of it is found', async () => {
    chat.fake.fail(CREATE, { kind: 'cut', accepted: true })
    await stage.settle()
    const [made] = events()
    const key = /MTG-\d+/.exec(made!.name)![0]
    await stage.does('TSB', `meeting cancel ${key} reason:"no input"`)
    await stage.until('2026-02-02T09:02')
    expect(made?.status).toBe(4)
    expect(event(key)).toBeUndefined()
  })

  test('two programs at once make each once', async () => {
    const { token, url, world } = chat.fake
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
    const bot = createDiscordBot({
      token,
      apiUrl: url,
      guildId: world.guildId,
      log,
      clock,
      requestsPerSecond: 10_000,
    })
    const other = await stage.another(bot)
    await Promise.all([stage.settle(), other.scheduler.runUntilIdle()])
    expect(new Set(events().map(e => e.name)).size).toBe(events().length)
    expect(count(CREATE)).toBe(events().length)
    await stage.does('RG-DT Rapporteur', MOVE)
    await Promise.all([stage.settle(), other.scheduler.runUntilIdle()])
    expect(event('MTG-1')?.scheduled_start_time).toBe('2026-03-18T12:00:00Z')
    expect(count(CREATE)).toBe(events().length)
  })

  test('somebody else’s event of the same name is not ours, and one taken away comes back with its next change', async () => {
    await stage.settle()
    const ours = event('MTG-1')!
    chat.fake.events.all = chat.fake.events.all.filter(e => e !== ours)
    chat.fake.events.all.push({ ...ours, id: chat.fake.world.id(), creator_id: chat.account('Moderator') })
    await stage.does('RG-DT Rapporteur', MOVE)
    await stage.settle()
    const all = events().filter(e => e.name.endsWith('(MTG-1)'))
    expect(all.map(e => e.scheduled_start_time)).toEqual(['2026-03-11T12:00:00Z', '2026-03-18T12:00:00Z'])
  })

  test('without the permission it says so once, goes on, and makes them when it is given', async () => {
    chat.fake.events.allowed = false
    await stage.settle()
    await stage.until('2026-02-02T12:30')
    expect(stage.logged).toEqual([expect.stringContaining('Give its role \\"Create Events\\"')])
    expect(count(CREATE)).toBe(4)
    chat.fake.events.allowed = true
    await stage.until('2026-02-02T13:01')
    expect(event('MTG-1')).toBeDefined()
    expect(
      await stage.db.notice.count({
        where: { state: 'PLANNED', dueAt: { lte: new Date('2026-02-02T12:00Z') } },
      }),
    ).toBe(0)
  })
})

describe('without a server that was named', () => {
  beforeEach(() => begin({ everywhere: true }))

  const bind = (groupId: string, channel: string) =>
    stage.db.channel.create({ data: { groupId, platform: 'discord', channel, since: new Date() } })

  test('the events are on every server where a group has its channel', async () => {
    const { world } = chat.fake
    await stage.settle()
    expect(count(LIST)).toBe(0)
    const second = world.id()
    world.guilds.add(second)
    await bind('RG-DT', chat.channel('rg-dt'))
    await bind('WP2', chat.channel('wp2'))
    await bind('SG13', world.addChannel('sg13', { guild: second }).id)
    await bind('SG17', world.id())
    await stage.settle()
    expect(events().length).toBeGreaterThan(5)
    expect(events(second)).toHaveLength(events().length)
    await stage.settle()
    expect(count('GET /channels/:id')).toBe(4)
    expect(stage.logged).toEqual([])
  })
})
