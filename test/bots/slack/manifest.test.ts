import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import manifest from '../../../slack-manifest.json' with { type: 'json' }

test('the manifest is one that Slack takes', () => {
  const { name, description, long_description: long } = manifest.display_information
  expect(manifest._metadata.major_version).toBe(2)
  expect(name.length).toBeLessThanOrEqual(35)
  expect(description.length).toBeLessThanOrEqual(140)
  expect(long.length).toBeGreaterThanOrEqual(175)
  expect(long.length).toBeLessThanOrEqual(4000)
  expect(manifest.features.bot_user.display_name.length).toBeLessThanOrEqual(80)
  for (const command of manifest.features.slash_commands) {
    expect(command.command).toMatch(/^\/\S{1,31}$/)
    expect(command.description.length).toBeLessThanOrEqual(2000)
    expect(command.usage_hint.length).toBeLessThanOrEqual(1000)
  }
})

test('the manifest has what the bot relies on, and no more', () => {
  expect(manifest.features.slash_commands).toMatchObject([{ command: '/sg', should_escape: true }])
  expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } })
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(
    [
      'commands',
      'chat:write',
      'users:read',
      'im:write',
      'files:read',
      'files:write',
      'channels:history',
      'groups:history',
      'im:history',
    ].toSorted(),
  )
})

test('the guide explains every scope, and nothing that is not asked for', () => {
  const guide = readFileSync('docs/slack.md', 'utf8')
  for (const scope of manifest.oauth_config.scopes.bot) expect(guide).toContain(`\`${scope}\``)
  const named = [...guide.matchAll(/`([a-z]+:[a-z]+)`/g)].map(match => match[1])
  expect(
    named
      .filter(scope => scope !== 'connections:write')
      .every(scope => manifest.oauth_config.scopes.bot.includes(scope!)),
  ).toBe(true)
})
