import { readFile } from 'node:fs/promises'
import { PermissionsBitField } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toMenuCommands } from '../../../src/bots/discord/menus.ts'
import { fromMenuPath, toMenuPath } from '../../../src/bots/discord/paths.ts'
import { countCharacters, toCommands } from '../../../src/bots/discord/registration.ts'
import { COMMANDS } from '../../../src/core/catalog.ts'
import { toSpec } from '../../../src/core/commands/command.ts'
import type { CommandSpec, OptionKind, OptionSpec } from '../../../src/core/grammar/spec.ts'
import { REGISTERS } from '../../../src/core/registers/registers.ts'
import { createDiscordChat, type DiscordChat } from '../../fakes/discord/chat.ts'
import { Checker, type Json } from '../../fakes/discord/validate.ts'
import { CATALOG, StubDesk } from './stub.ts'

const option = (name: string, kind: OptionKind, more: Partial<OptionSpec> = {}): OptionSpec => ({
  name,
  kind,
  label: 'Label',
  required: true,
  positional: false,
  example: 'an example',
  ...more,
})
const spec = (path: string, options: OptionSpec[] = []): CommandSpec => ({
  path,
  summary: `About ${path}`,
  options,
  answer: 'private',
})

describe('the catalog as commands', () => {
  test('rooms are commands with sub-commands; nothing is required', () => {
    const commands = toCommands(CATALOG)
    expect(commands.map(c => [c.name, c.options?.map(o => o.name)])).toEqual([
      ['help', []],
      ['meeting', ['next']],
      ['issue', ['raise', 'show']],
    ])
    expect(JSON.stringify(commands)).not.toContain('"required":true')
    const checker = new Checker()
    checker.commands(commands as unknown as Json[], true)
    expect(checker.faults).toEqual([])
  })

  test('options are Discord’s own where it has them', () => {
    const kinds: OptionKind[] = [
      'text',
      'long text',
      'group',
      'groups',
      'reference',
      'date',
      'time',
      'person',
      'accounts',
      'choice',
      'zone',
    ]
    const [command] = toCommands([
      spec(
        'x',
        kinds.map(kind => option(kind.replace(' ', '-'), kind, { choices: ['a', 'b'] })),
      ),
    ])
    const told = command?.options?.map(o => [
      o.name,
      o.type,
      'autocomplete' in o && o.autocomplete,
      'choices' in o && o.choices?.length,
    ])
    expect(told).toEqual([
      ['text', 3, false, false],
      ['long-text', 3, false, false],
      ['group', 3, true, false],
      ['groups', 3, true, false],
      ['reference', 3, true, false],
      ['date', 3, false, false],
      ['time', 3, false, false],
      ['person', 6, false, false],
      ['accounts', 6, false, false],
      ['choice', 3, false, 2],
      ['zone', 3, true, false],
    ])
  })

  test('a description is the label, with the example where there is room', () => {
    const [command] = toCommands([
      spec('x', [option('a', 'text'), option('b', 'text', { example: 'y'.repeat(100) })]),
    ])
    expect(command?.options?.map(o => o.description)).toEqual(['Label, such as an example', 'Label'])
  })

  test.each<[string, CommandSpec[], string]>([
    ['a command beside its own sub-commands', [spec('issue'), spec('issue raise')], 'one or three'],
    ['three words', [spec('issue raise again')], 'one or three'],
    ['26 sub-commands', Array.from({ length: 26 }, (_, i) => spec(`issue s${i}`)), '25'],
    [
      '26 choices',
      [spec('x', [option('a', 'choice', { choices: Array.from({ length: 26 }, (_, i) => `c${i}`) })])],
      'choices',
    ],
    ['a name with a capital', [spec('Issue')], 'Issue'],
    [
      'more than 8000 characters',
      Array.from({ length: 25 }, (_, i) =>
        spec(
          `issue s${i}`,
          Array.from({ length: 20 }, (_, j) => option(`o${j}`, 'text')),
        ),
      ),
      '8000',
    ],
  ])('%s can’t be registered, and it is said why', (_, catalog, why) => {
    expect(() => toCommands(catalog)).toThrow(why)
  })

  test('sizes are counted as Discord counts them', () => {
    const [command] = toCommands([spec('x', [option('abc', 'choice', { choices: ['one', 'two'] })])])
    expect(countCharacters(command as Parameters<typeof countCharacters>[0])).toBe(
      'x'.length + 'About x'.length + 'abc'.length + 'Label'.length + 12,
    )
  })
})

describe('commands that share one', () => {
  const shared = (
    path: string,
    more: Partial<CommandSpec> = {},
    options: OptionSpec[] = [],
  ): CommandSpec => ({
    ...spec(path, options),
    menu: { name: 'register', group: `About each ${path.split(' ')[0]}` },
    ...more,
  })

  test('stand in groups, briefly, and their choices are completed', () => {
    const [command, ...more] = toCommands([
      shared('liaison list', { brief: 'All' }, [option('kind', 'choice', { choices: ['one', 'two'] })]),
      shared('action list'),
      shared('liaison show', {}, [option('liaison', 'text', { completes: true })]),
    ])
    expect(more).toEqual([])
    expect(command).toMatchObject({
      name: 'register',
      options: [
        {
          type: 2,
          name: 'liaison',
          description: 'About each liaison',
          options: [
            {
              type: 1,
              name: 'list',
              description: 'All',
              options: [{ name: 'kind', description: 'Label', autocomplete: true }],
            },
            { type: 1, name: 'show', options: [{ name: 'liaison', autocomplete: true }] },
          ],
        },
        { type: 2, name: 'action', options: [{ type: 1, name: 'list' }] },
      ],
    })
    expect(JSON.stringify(command)).not.toContain('choices')
  })

  test.for<[string, CommandSpec[], string]>([
    [
      'more than 25 groups',
      Array.from({ length: 26 }, (_, i) => shared(`room${i} list`)),
      '/register has more than 25',
    ],
    [
      'more than 25 commands in a group',
      Array.from({ length: 26 }, (_, i) => shared(`action a${i}`)),
      '/register has more than 25 sub-commands or options in action',
    ],
    ['a room of the same name', [shared('action list'), spec('register x')], '/register is the command of'],
  ])('%s can’t be registered, and it is said why', ([, catalog, why]) => {
    expect(() => toCommands(catalog)).toThrow(why)
  })
})

describe('all commands of the program', () => {
  const catalog = COMMANDS.map(toSpec)
  const commands = toCommands(catalog)
  const groupsOf = (name: string): Record<string, string[]> =>
    Object.fromEntries(
      (commands.find(c => c.name === name)!.options as unknown as Json[]).map(group => [
        String(group.name),
        (group.options as Json[]).map(o => String(o.name)),
      ]),
    )

  test('fit into Discord’s limits, with room for more registers', () => {
    const checker = new Checker()
    checker.commands(commands as unknown as Json[], true)
    expect(checker.faults).toEqual([])
    // Discord allows 8,000; a register has some 800. Shorter descriptions make room for the one after the next.
    for (const command of commands)
      expect(countCharacters(command as Parameters<typeof countCharacters>[0])).toBeLessThan(7200)
  })

  test('registers stand in one command, and what those who keep them write in another', () => {
    expect(commands.map(c => c.name)).not.toContain('liaison')
    const rooms = REGISTERS.map(register => register.room)
    expect(Object.keys(groupsOf('register'))).toEqual(rooms)
    expect(Object.keys(groupsOf('secretariat'))).toEqual(rooms)
    expect(groupsOf('register').liaison).toEqual([
      'list',
      'show',
      'history',
      'export',
      'replied',
      'later',
      'no-reply',
      'draft',
    ])
    expect(groupsOf('secretariat').liaison).toEqual(['add', 'set', 'import', 'to'])
  })

  test('every brief description fits beside its name', () => {
    expect(catalog.filter(({ brief }) => (brief?.length ?? 0) > 40)).toEqual([])
    expect(catalog.filter(({ menu, brief }) => menu !== undefined && brief === undefined)).toEqual([])
  })

  test('a path on Discord leads back to the command', () => {
    expect(catalog.map(spec => fromMenuPath(toMenuPath(spec)))).toEqual(catalog.map(spec => spec.path))
  })
})

describe('menus', () => {
  const withShortcuts = (shortcuts: CommandSpec['shortcuts']): CommandSpec => ({
    ...spec('x y'),
    shortcuts: shortcuts!,
  })

  test('a shortcut on a message or a person is a menu command; one on nothing is typed', () => {
    const menus = toMenuCommands([
      withShortcuts([
        { title: 'Raise as an issue', takes: 'message' },
        { title: 'Who is this', takes: 'person' },
        { title: 'Raise an issue', takes: 'nothing' },
      ]),
    ])
    expect(menus).toEqual([
      { type: 3, name: 'Raise as an issue' },
      { type: 2, name: 'Who is this' },
    ])
    const checker = new Checker()
    checker.commands(menus as unknown as Json[], true)
    expect(checker.faults).toEqual([])
  })

  test.for<[CommandSpec['shortcuts'], string]>([
    [[{ title: 'x'.repeat(33), takes: 'message' }], '32'],
    [Array.from({ length: 16 }, (_, i) => ({ title: `${i}`, takes: 'person' as const })), '15'],
  ])('more than a menu holds is refused at the start', ([shortcuts, why]) => {
    expect(() => toMenuCommands([withShortcuts(shortcuts)])).toThrow(why)
  })
})

describe('registering', () => {
  let chat: DiscordChat
  afterEach(async () => await chat.stop())

  const puts = () => chat.fake.requests.filter(r => r.route.startsWith('PUT'))
  const ofServer = () => chat.fake.registered.get(chat.fake.world.guildId)

  describe('in one server', () => {
    beforeEach(() => {
      chat = createDiscordChat()
    })

    test('once, and not again while nothing changes', async () => {
      await chat.start(new StubDesk())
      expect(ofServer()?.map(c => c.name)).toEqual(['help', 'meeting', 'issue'])
      // In the server, and in direct messages.
      expect(puts()).toHaveLength(2)
      await chat.restart(new StubDesk())
      expect(puts()).toHaveLength(2)
      await chat.restart(new StubDesk([...CATALOG, spec('me')]))
      expect(puts()).toHaveLength(4)
      await chat.restart(new StubDesk(CATALOG.map(c => ({ ...c, options: c.options.toReversed() }))))
      expect(puts()).toHaveLength(6)
    })

    test('also in direct messages, and for all servers in nothing else: none stands twice in a picker', async () => {
      chat.fake.registered.set('global', [{ name: 'old', description: 'old', type: 1 }])
      await chat.start(new StubDesk())
      expect(chat.fake.registered.get('global')?.map(c => [c.name, c.contexts])).toEqual([
        ['help', [1]],
        ['meeting', [1]],
        ['issue', [1]],
      ])
      expect(ofServer()?.every(c => c.contexts === undefined)).toBe(true)
    })

    test('a server the bot was not added to is an error that names what to do, and the bot works on', async () => {
      chat.fake.fail('GET /applications/:id/guilds/:id/commands', { kind: 'error', status: 403, code: 50001 })
      await chat.start(new StubDesk())
      expect(chat.logged.filter(l => l.level === 'error')).toMatchObject([
        { fields: { code: 50001, again: undefined }, message: expect.stringContaining('DISCORD_GUILD_ID') },
      ])
      await chat.bot.send(chat.channel('x'), { summary: 'x', blocks: [] }, 'k')
    })

    test('a passing fault is told, with when it is tried again', async () => {
      chat.fake.fail('PUT /applications/:id/guilds/:id/commands', { kind: 'error', status: 500 })
      await chat.start(new StubDesk())
      expect(chat.logged.filter(l => l.level === 'error')).toMatchObject([
        { fields: { status: 500, again: 30_000 } },
      ])
    })
  })

  test('for all servers, and in direct messages', async () => {
    chat = createDiscordChat({ everywhere: true })
    await chat.start(new StubDesk())
    expect(chat.fake.registered.get('global')).toMatchObject([
      { name: 'help', contexts: [0, 1], integration_types: [0] },
      {},
      {},
    ])
    const ana = chat.account('Ana')
    await chat.bot.send(`@${ana}`, { summary: 'Hello', blocks: [] }, 'k')
    const [direct] = chat.directMessages(ana)
    const answer = await chat.type(ana, direct!.channel, 'help')
    expect(answer).toMatchObject({ private: true, shown: { text: expect.stringContaining('By Ana') } })
    await chat.restart(new StubDesk())
    expect(puts()).toHaveLength(1)
  })
})

test('the install link in the documentation asks for exactly what its table names', async () => {
  const page = await readFile(new URL('../../../docs/discord.md', import.meta.url), 'utf8')
  const asked = new PermissionsBitField(BigInt(/permissions=(\d+)/.exec(page)![1]!))
  const told = [
    'View Channels',
    'Send Messages',
    'Create Public Threads',
    'Send Messages in Threads',
    'Read Message History',
    'Create Events',
  ]
  for (const name of told) expect(page).toContain(`| ${name} |`)
  expect(asked.toArray().toSorted()).toEqual([
    'CreateEvents',
    'CreatePublicThreads',
    'ReadMessageHistory',
    'SendMessages',
    'SendMessagesInThreads',
    'ViewChannel',
  ])
})
