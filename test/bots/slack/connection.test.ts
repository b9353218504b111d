import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSlackBot } from '../../../src/bots/slack/slack.ts'
import type { Log } from '../../../src/core/log.ts'
import { SlackChat } from '../../fakes/slack/chat.ts'
import { StubDesk } from './desk.ts'

let lines: string[]
let chat: SlackChat
let desk: StubDesk
const unhandled: unknown[] = []
const remember = (reason: unknown) => unhandled.push(reason)

const log: Log = {
  debug: (fields, message) => lines.push(`debug ${JSON.stringify(fields)} ${message}`),
  info: (fields, message) => lines.push(`info ${JSON.stringify(fields)} ${message}`),
  warn: (fields, message) => lines.push(`warn ${JSON.stringify(fields)} ${message}`),
  error: (fields, message) => lines.push(`error ${JSON.stringify(fields)} ${message}`),
}

beforeEach(() => {
  lines = []
  unhandled.length = 0
  process.on('unhandledRejection', remember)
  chat = new SlackChat({ timeoutMs: 500, log })
  desk = new StubDesk()
})
afterEach(async () => {
  await chat.stop()
  process.off('unhandledRejection', remember)
  expect(unhandled).toEqual([])
  // Whatever went wrong above, nothing secret is in any line.
  expect(lines.join('\n')).not.toMatch(/xoxb-|xapp-|secret-ticket|ws:\/\//)
})

const help = () => chat.type(chat.account('ana'), chat.channel('sg17'), 'help')

describe('Socket Mode', () => {
  test('keeps two connections, and renews one without losing a command', async () => {
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.links === 2)
    chat.slack.refresh()
    const answers = await Promise.all(Array.from({ length: 4 }, help))
    expect(answers.map(answer => answer.shown?.text)).toEqual(Array(4).fill('Done: help'))
    await chat.slack.until(() => chat.slack.links === 2 && chat.slack.opened === 3, 'the renewed connection')
    expect((await help()).shown?.text).toBe('Done: help')
  })

  test('comes back after both connections broke, and Slack failed for a while', async () => {
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.links === 2)
    chat.slack.fail('apps.connections.open', { status: 500 }, { error: 'internal_error' }, 'cut before', {
      status: 429,
      retryAfter: 1,
    })
    chat.slack.dropLinks()
    await chat.slack.until(() => chat.slack.links === 2 && chat.slack.opened === 4, 'new connections')
    expect((await help()).shown?.text).toBe('Done: help')
  })

  test('renews the second connection at an age of its own, so that both are never refreshed at once', async () => {
    await chat.stop()
    chat = new SlackChat({ timeoutMs: 500, log, renewAfterMs: 40 })
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.opened >= 4, 'two renewals')
    expect(chat.slack.links).toBeGreaterThan(0)
    expect((await help()).shown?.text).toBe('Done: help')
  })

  test('logs once that Slack refuses it, and is back when that is mended', async () => {
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.links === 2)
    const refusals = Array.from({ length: 8 }, () => ({ error: 'invalid_auth' }))
    chat.slack.fail('apps.connections.open', ...refusals)
    chat.slack.dropLinks()
    await chat.slack.until(() => chat.slack.links === 2 && chat.slack.opened === 4, 'new connections')
    // Both connections say so.
    expect(lines.filter(line => line.includes('no connection; trying again'))).toHaveLength(2)
  })

  test('does not renew the only connection', async () => {
    await chat.stop()
    chat = new SlackChat({ timeoutMs: 500, log, renewAfterMs: 40 })
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.links === 2)
    // The first connection is refreshed and gets no new one.
    chat.slack.fail('apps.connections.open', 'hang')
    chat.slack.refresh()
    await chat.slack.until(() => chat.slack.links === 1, 'the first connection to end')
    const { opened } = chat.slack
    await new Promise(resolve => setTimeout(resolve, 120))
    expect(chat.slack.opened).toBe(opened)
    expect(chat.slack.links).toBe(1)
  })

  test('runs and answers a command once, though it comes through both connections', async () => {
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.links === 2)
    const [ana, channel] = [chat.account('ana'), chat.channel('sg17')]
    const address = chat.slack.address('command', ana, channel)
    const trigger = chat.slack.trigger(ana)
    const payload = chat.commandPayload(ana, channel, 'help', trigger, chat.slack.urlOf(address))
    const copies = [1, 2].map(() => chat.slack.deliver('slash_commands', payload))
    expect(await Promise.all(copies)).toEqual([{}, {}])
    await help()
    expect(desk.executed).toHaveLength(2)
    expect(chat.slack.sights).toHaveLength(2)
  })

  test('gives both copies of a form the same acknowledgement', async () => {
    await chat.start(desk)
    const payload = {
      type: 'view_submission',
      user: { id: chat.account('ana') },
      trigger_id: 'T1',
      view: { id: 'V1', hash: '1', private_metadata: '', blocks: [{ block_id: 'topic' }] },
    }
    const copies = [1, 2].map(() => chat.slack.deliver('interactive', payload))
    const refused = {
      response_action: 'errors',
      errors: { topic: 'This form is too old. Please give the command again.' },
    }
    expect(await Promise.all(copies)).toEqual([refused, refused])
  })

  test('starts when Slack answers after a while', async () => {
    chat.slack.fail('auth.test', { status: 500 }, 'cut before')
    chat.slack.fail('apps.connections.open', { status: 503 }, { error: 'internal_error' }, { status: 503 })
    await chat.start(desk)
    expect((await help()).shown?.text).toBe('Done: help')
    expect(chat.slack.callsOf('auth.test')).toHaveLength(3)
  })

  test('says plainly that a token is wrong, without trying on', async () => {
    chat.slack.fail('auth.test', { error: 'invalid_auth' })
    await expect(chat.start(desk)).rejects.toThrow(
      "Slack can't be used: Slack does not accept intersg's token.",
    )
    expect(chat.slack.callsOf('auth.test')).toHaveLength(1)
    chat.slack.fail('apps.connections.open', { error: 'invalid_auth' }, { error: 'invalid_auth' })
    await expect(chat.startBot(desk)).rejects.toThrow("Slack's Socket Mode can't be used")
  })

  test('stops while it is reconnecting, and the process lives on', async () => {
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.links === 2)
    chat.slack.greets = false
    chat.slack.refresh(true)
    await chat.slack.until(() => chat.slack.opened > 2, 'a connection without a hello')
    await chat.bot.stop()
    await chat.slack.until(() => chat.slack.links === 0, 'all connections to close')
    const { opened } = chat.slack
    await new Promise(resolve => setTimeout(resolve, 60))
    expect(chat.slack.opened).toBe(opened)
  })

  test('stops while apps.connections.open hangs', async () => {
    await chat.start(desk)
    await chat.slack.until(() => chat.slack.links === 2)
    chat.slack.fail('apps.connections.open', 'hang', 'hang', 'hang', 'hang')
    chat.slack.dropLinks()
    await chat.slack.until(() => chat.slack.callsOf('apps.connections.open').length === 4)
    await chat.bot.stop()
    expect(chat.slack.links).toBe(0)
  })

  test('waits for a command that is under way before it stops', async () => {
    await chat.start(desk)
    const { promise, resolve } = Promise.withResolvers<void>()
    desk.gate = promise
    const answered = help()
    await chat.slack.until(() => chat.slack.callsOf('users.info').length === 1)
    const stopped = chat.bot.stop()
    resolve()
    await stopped
    expect((await answered).shown?.text).toBe('Done: help')
  })

  test('logs failures without what is secret', async () => {
    await chat.start(desk)
    desk.breaks = true
    await help()
    expect(lines.join('\n')).toMatch(/error .*the database is gone: \[secret\]/)
  })
})

test('without a way to be reached it does not start', async () => {
  await chat.slack.start()
  const clock = { now: () => Temporal.Now.instant() }
  const bot = createSlackBot({ botToken: chat.slack.botToken, apiUrl: chat.slack.apiUrl, log, clock })
  await expect(bot.start(desk)).rejects.toThrow(
    'Slack needs SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET together with PORT',
  )
})
