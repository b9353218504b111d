import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import manifest from '../../../slack-manifest.json' with { type: 'json' }
import http from '../../../slack-manifest-http.json' with { type: 'json' }
import { SLACK_PATH } from '../../../src/bots/slack/receiver.ts'
import { declareShortcuts } from '../../../src/bots/slack/shortcuts.ts'
import { COMMANDS } from '../../../src/core/catalog.ts'
import { toSpec } from '../../../src/core/commands/command.ts'

const ADDRESS = `https://your.address${SLACK_PATH}`

/** Scopes, each with what it is needed for. */
const SCOPES = [
  'commands',
  'app_mentions:read',
  'chat:write',
  'users:read',
  'im:write',
  'files:read',
  'files:write',
  'channels:history',
  'groups:history',
  'im:history',
]

/** Events that need no scope of their own beside those above. */
const EVENTS = ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked']

describe.each([
  ['Socket Mode', manifest],
  ['HTTP', http],
])('the manifest for %s', (_, { display_information, _metadata, features, oauth_config, settings }) => {
  test('is within the limits of Slack', () => {
    const { name, description, long_description: long } = display_information
    expect(_metadata.major_version).toBe(2)
    expect(name.length).toBeLessThanOrEqual(35)
    expect(description.length).toBeLessThanOrEqual(140)
    expect(long.length).toBeGreaterThanOrEqual(175)
    expect(long.length).toBeLessThanOrEqual(4000)
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80)
    for (const command of features.slash_commands) {
      expect(command.command).toMatch(/^\/\S{1,31}$/)
      expect(command.description.length).toBeLessThanOrEqual(2000)
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000)
    }
    expect(features.shortcuts.length).toBeLessThanOrEqual(10)
    for (const shortcut of features.shortcuts) {
      expect(shortcut.name.length).toBeLessThanOrEqual(24)
      expect(shortcut.description.length).toBeLessThanOrEqual(150)
      expect(shortcut.callback_id.length).toBeLessThanOrEqual(255)
    }
  })

  test('has what the bot relies on, and no more', () => {
    expect(features.slash_commands).toMatchObject([{ command: '/sg', should_escape: true }])
    expect(settings.interactivity.is_enabled).toBe(true)
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    })
    expect(oauth_config.scopes.bot.toSorted()).toEqual(SCOPES.toSorted())
    expect(settings.event_subscriptions.bot_events).toEqual(EVENTS)
  })

  test('has the shortcuts that the commands declare', () => {
    expect(features.shortcuts).toEqual(declareShortcuts(COMMANDS.map(toSpec)))
  })
})

test('the two manifests differ in how Slack reaches the bot, and in nothing else', () => {
  expect(manifest.settings.socket_mode_enabled).toBe(true)
  const overHttp = structuredClone(manifest) as Record<string, unknown> & typeof manifest
  Object.assign(overHttp.features.slash_commands[0]!, { url: ADDRESS })
  Object.assign(overHttp.settings.event_subscriptions, { request_url: ADDRESS })
  Object.assign(overHttp.settings.interactivity, { request_url: ADDRESS })
  overHttp.settings.socket_mode_enabled = false
  expect(http).toEqual(overHttp)
})

test('the guide explains every scope, event and shortcut, and nothing that is not asked for', () => {
  const guide = readFileSync('docs/slack.md', 'utf8')
  for (const asked of [...SCOPES, ...EVENTS]) expect(guide).toContain(`\`${asked}\``)
  for (const { name } of manifest.features.shortcuts) expect(guide).toContain(`*${name}*`)
  const named = [...guide.matchAll(/`([a-z_]+:[a-z]+)`/g)].map(match => match[1]!)
  expect(named.filter(scope => ![...SCOPES, 'connections:write'].includes(scope))).toEqual([])
})
