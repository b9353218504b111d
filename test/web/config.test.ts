import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findSecrets, readConfig } from '../../src/config.ts'

const findFaults = (variables: Record<string, string>) => {
  const read = readConfig(variables)
  return 'faults' in read ? read.faults : []
}
const readValid = (variables: Record<string, string>) => {
  const read = readConfig(variables)
  if ('faults' in read) throw new Error(read.faults.join(' '))
  return read.config
}

describe('the web server', () => {
  test('has a port with or without Slack', () => {
    expect(readValid({}).port).toBeUndefined()
    expect(readValid({ PORT: '3000' })).toMatchObject({ port: 3000, platforms: [] })
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PORT: '3000' }
    expect(readValid(slack)).toMatchObject({
      port: 3000,
      platforms: [{ platform: 'slack', settings: { connection: { kind: 'http', signingSecret: 's' } } }],
    })
    expect(readValid({ INTERSG_METRICS_PORT: '9464' })).toMatchObject({ port: undefined, metricsPort: 9464 })
    expect(findFaults({ INTERSG_METRICS_PORT: '0' })).toEqual([
      'INTERSG_METRICS_PORT wants a port from 1 to 65535.',
    ])
    const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', PORT: '3000' }
    expect(readValid(socket)).toMatchObject({
      port: 3000,
      platforms: [{ platform: 'slack', settings: { connection: { kind: 'socket' } } }],
    })
  })

  test('listens on this machine alone unless an address is named', () => {
    expect(readValid({ PORT: '3000' }).host).toBe('127.0.0.1')
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'localhost'])
      expect(readValid({ PORT: '3000', INTERSG_HOST: host }).host).toBe(host)
    expect(findFaults({ PORT: '3000', INTERSG_HOST: 'example.org' })).toEqual([
      'INTERSG_HOST wants an address of this machine, like 127.0.0.1 or 0.0.0.0.',
    ])
  })

  test.for([
    [{ PORT: '3000' }, 'http://127.0.0.1:3000'],
    [{ PORT: '3000', INTERSG_HOST: '0.0.0.0' }, 'http://127.0.0.1:3000'],
    [{ PORT: '3000', INTERSG_HOST: '::' }, 'http://127.0.0.1:3000'],
    [{ PORT: '3000', INTERSG_HOST: '::1' }, 'http://[::1]:3000'],
    [{ PORT: '3000', INTERSG_HOST: '192.168.1.5' }, 'http://192.168.1.5:3000'],
    [{ PORT: '3000', INTERSG_URL: 'https://example.org' }, 'https://example.org'],
    [{ PORT: '3000', SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }, undefined],
    [{}, undefined],
  ] as const)('is found without INTERSG_URL by the person at the terminal alone: %j, %s', ([given, kept]) => {
    expect(readValid(given).publicUrl).toBe(kept)
  })

  test('believes the proxies that are named', () => {
    expect(readValid({ PORT: '3000' }).proxies).toEqual([])
    const given = { PORT: '3000', INTERSG_PROXY: '127.0.0.1, 172.18.0.0/16 ,::1,fd00::/8' }
    expect(readValid(given).proxies).toEqual(['127.0.0.1', '172.18.0.0/16', '::1', 'fd00::/8'])
    for (const INTERSG_PROXY of [
      'example.org',
      '10.0.0.0/33',
      '10.0.0',
      '127.0.0.1 ::1',
      'fd00::/129',
      '*',
      '0.0.0.0/0',
      '::/0',
    ])
      expect(findFaults({ PORT: '3000', INTERSG_PROXY }), INTERSG_PROXY).toEqual([
        'INTERSG_PROXY wants addresses or networks, like 127.0.0.1 or 172.18.0.0/16, with commas between them.',
      ])
    expect(findFaults({ INTERSG_PROXY: '127.0.0.1' })).toEqual([
      'INTERSG_PROXY needs PORT, which is missing.',
    ])
  })

  test.for([
    ['https://intersg.example.org', 'https://intersg.example.org'],
    ['https://intersg.example.org/', 'https://intersg.example.org'],
    ['https://example.org/sg//', 'https://example.org/sg'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('is found at %s', ([given, kept]) => {
    expect(readValid({ PORT: '3000', INTERSG_URL: given! }).publicUrl).toBe(kept)
  })

  test.for([
    'intersg.example.org',
    'ftp://example.org',
    'https://a:b@example.org',
    'https://example.org/?x=1',
    'https://example.org/#x',
  ])('is not found at %s', given => {
    const faults = findFaults({ PORT: '3000', INTERSG_URL: given })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^INTERSG_URL wants an address like https:\/\/intersg\.example\.org/)
  })

  test('names the template of drafts, a Word file', () => {
    const template = join(tmpdir(), `intersg-${process.pid}.dotx`)
    writeFileSync(template, '')
    expect(readValid({ INTERSG_TEMPLATE: template }).template).toBe(template)
    rmSync(template)
    expect(findFaults({ INTERSG_TEMPLATE: '/srv/itu.odt' })).toEqual([
      'INTERSG_TEMPLATE wants the path of a .docx or .dotx.',
    ])
  })

  test('all faults are told together', () => {
    expect(findFaults({ INTERSG_URL: 'x', PORT: '0', LOG_LEVEL: 'loud' })).toEqual([
      'PORT wants a port from 1 to 65535.',
      expect.stringMatching(/^INTERSG_URL /),
      expect.stringMatching(/^LOG_LEVEL /),
    ])
    expect(findFaults({ INTERSG_URL: 'https://intersg.example.org' })).toEqual([
      'INTERSG_URL needs PORT, which is missing.',
    ])
    expect(findFaults({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' })).toEqual([
      'SLACK_SIGNING_SECRET needs PORT, which is missing.',
    ])
  })
})

test.for([
  ['PORT', ' 80', 'has a space or a line break around its value; leave it out'],
  ['PORT', '0x50', 'wants a port from 1 to 65535'],
  ['PORT', '1e3', 'wants a port from 1 to 65535'],
  ['PORT', '8080.5', 'wants a port from 1 to 65535'],
  ['PORT', '065536', 'wants a port from 1 to 65535'],
  ['PORT', '0', 'wants a port from 1 to 65535'],
  ['INTERSG_DATA_DIR', ' ', 'has nothing but spaces; give it a value, or leave it out'],
  ['INTERSG_TEMPLATE', '/nowhere/tsb.dotx', 'names a file that does not exist'],
  ['DATABASE_URL', "'postgres://a:b@c/d'", 'has quotation marks around its value; leave them out'],
  ['DATABASE_URL', 'postgres://a:b@c,e/d', 'names several hosts; give one that leads to the primary'],
] as const)('%s %o %s', ([name, value, fault]) => {
  expect(findFaults({ [name]: value })).toEqual([`${name} ${fault}.`])
})

describe('a platform', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
  const discord = { DISCORD_TOKEN: 't', DISCORD_GUILD_ID: '80351110224678912' }

  test('is connected when it is configured, and its secrets are known', () => {
    const config = readValid({ ...slack, ...discord })
    expect(config.platforms.map(p => [p.platform, p.secrets])).toEqual([
      ['slack', ['xoxb-1', 'xapp-1']],
      ['discord', ['t']],
    ])
    expect(findSecrets(config)).toEqual(['xoxb-1', 'xapp-1', 't'])
    expect(config.logLevel).toBe('info')
    expect(readValid({}).logLevel).toBe('warn')
  })

  test.for<[Record<string, string>, string]>([
    [{ ...slack, SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN wants a token that begins with xoxb-.'],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: ' ', PORT: '3000' },
      'SLACK_SIGNING_SECRET has nothing but spaces; give it a value, or leave it out.',
    ],
    [{ DISCORD_TOKEN: '\t' }, 'DISCORD_TOKEN has nothing but spaces; give it a value, or leave it out.'],
    [
      { ...slack, SLACK_APP_TOKEN: 'xapp-1\r\n' },
      'SLACK_APP_TOKEN has a space or a line break around its value; leave it out.',
    ],
    [
      { ...slack, SLACK_BOT_TOKEN: '"xoxb-1"' },
      'SLACK_BOT_TOKEN has quotation marks around its value; leave them out.',
    ],
    [{ DISCORD_TOKEN: 'a\u200bb' }, 'DISCORD_TOKEN has an invisible character in its value; leave it out.'],
    [{ DISCORD_TOKEN: 'a b' }, 'DISCORD_TOKEN has a character in it that no token has, such as a space.'],
    [{ DISCORD_TOKEN: 'tökèn' }, 'DISCORD_TOKEN has a character in it that no token has, such as a space.'],
    [{ ...discord, DISCORD_GUILD_ID: 'mine' }, 'DISCORD_GUILD_ID wants the id of a server, 17 to 20 digits.'],
    [
      { ...discord, INTERSG_CLOCK: '2026-02-01' },
      'INTERSG_CLOCK is for trials at the terminal; unset it, or DISCORD_TOKEN, DISCORD_GUILD_ID.',
    ],
  ])('of %o is a fault', ([variables, sentence]) => {
    expect(findFaults(variables)).toEqual([sentence])
  })

  test('says what its accounts look like', () => {
    const admins = 'slack:U024BE7LH,discord:80351110224678912'
    expect([...readValid({ INTERSG_ADMINS: admins }).admins]).toEqual(admins.split(','))
    for (const wrong of ['me', 'slack:me', 'discord:1', 'terminal:TSB', 'slack:U024BE7LH discord:1'])
      expect(findFaults({ INTERSG_ADMINS: wrong }), wrong).toEqual([
        `INTERSG_ADMINS wants accounts like ${admins}.`,
      ])
  })
})
