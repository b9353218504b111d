import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'

const faultsOf = (variables: Record<string, string>) => {
  const read = readConfig(variables)
  return 'faults' in read ? read.faults : []
}
const configOf = (variables: Record<string, string>) => {
  const read = readConfig(variables)
  if ('faults' in read) throw new Error(read.faults.join(' '))
  return read.config
}

describe('the web server', () => {
  test('has a port with or without Slack', () => {
    expect(configOf({}).port).toBeUndefined()
    expect(configOf({ PORT: '3000' })).toMatchObject({ port: 3000, slack: undefined, publicUrl: undefined })
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PORT: '3000' }
    expect(configOf(slack)).toMatchObject({
      port: 3000,
      slack: { connection: { kind: 'http', signingSecret: 's' } },
    })
    expect(configOf({ INTERSG_METRICS_PORT: '9464' })).toMatchObject({ port: undefined, metricsPort: 9464 })
    expect(faultsOf({ INTERSG_METRICS_PORT: '0' })).toEqual([
      'INTERSG_METRICS_PORT wants a port from 1 to 65535.',
    ])
    const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', PORT: '3000' }
    expect(configOf(socket)).toMatchObject({ port: 3000, slack: { connection: { kind: 'socket' } } })
  })

  test.for([
    ['https://intersg.example.org', 'https://intersg.example.org'],
    ['https://intersg.example.org/', 'https://intersg.example.org'],
    ['https://example.org/sg//', 'https://example.org/sg'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('is found at %s', ([given, kept]) => {
    expect(configOf({ PORT: '3000', INTERSG_URL: given! }).publicUrl).toBe(kept)
  })

  test.for([
    'intersg.example.org',
    'ftp://example.org',
    'https://a:b@example.org',
    'https://example.org/?x=1',
    'https://example.org/#x',
  ])('is not found at %s', given => {
    const faults = faultsOf({ PORT: '3000', INTERSG_URL: given })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^INTERSG_URL wants an address like https:\/\/intersg\.example\.org/)
  })

  test('all faults are told together', () => {
    expect(faultsOf({ INTERSG_URL: 'x', PORT: '0', LOG_LEVEL: 'loud' })).toEqual([
      'PORT wants a port from 1 to 65535.',
      expect.stringMatching(/^INTERSG_URL /),
      expect.stringMatching(/^LOG_LEVEL /),
    ])
    expect(faultsOf({ INTERSG_URL: 'https://intersg.example.org' })).toEqual([
      'PORT is missing, and INTERSG_URL is set.',
    ])
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' })).toEqual([
      'PORT is missing, and SLACK_SIGNING_SECRET is set.',
    ])
  })
})
