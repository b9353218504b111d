import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSlackBot } from '../../../src/bots/slack/slack.ts'
import { type Mount, SLACK_PATH } from '../../../src/bots/slack/transport.ts'
import type { Log } from '../../../src/core/log.ts'
import { createWebServer, type WebServer } from '../../../src/web/server.ts'
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

describe('HTTP', () => {
  const signingSecret = 'shhh-signing'
  let web: WebServer
  let port: number

  beforeEach(async () => {
    web = createWebServer({ log })
    port = await web.listen(0, '127.0.0.1')
    const mount: Mount = listener => web.mount({ path: SLACK_PATH, method: 'POST', listener })
    chat.useHttp({ signingSecret, mount })
  })
  afterEach(() => web.stop())

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    })

  const postSigned = (
    body: string,
    {
      secret = signingSecret,
      sent = Temporal.Now.instant(),
      type = 'application/x-www-form-urlencoded',
    } = {},
  ) => {
    const stamp = String(Math.floor(sent.epochMilliseconds / 1000))
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`
    return post(body, {
      'content-type': type,
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': signature,
    })
  }

  const command = () => {
    const [ana, room] = [chat.account('ana'), chat.channel('sg17')]
    const address = chat.slack.address('command', ana, room)
    const payload = chat.commandPayload(ana, room, 'help', chat.slack.trigger(ana), chat.slack.urlOf(address))
    return new URLSearchParams(payload as Record<string, string>).toString()
  }

  const send = (secret: string, sent = Temporal.Now.instant()) => postSigned(command(), { secret, sent })

  test('answers what Slack signed', async () => {
    await chat.start(desk)
    expect((await send(signingSecret)).status).toBe(200)
    await chat.slack.until(() => chat.slack.sights.length === 1)
    expect(desk.executed).toHaveLength(1)
    expect(chat.slack.callsOf('apps.connections.open')).toEqual([])
  })

  test('refuses what somebody else signed, or what is old', async () => {
    await chat.start(desk)
    expect((await send('another-secret')).status).toBe(401)
    expect((await send(signingSecret, Temporal.Now.instant().subtract({ minutes: 6 }))).status).toBe(401)
    expect(desk.executed).toEqual([])
  })

  test('says in its log why it refused, and nothing of what was sent', async () => {
    await chat.start(desk)
    await send('another-secret')
    await post('text=hidden')
    expect(lines.filter(line => line.includes('refused'))).toEqual([
      expect.stringContaining('SLACK_SIGNING_SECRET is not what it was signed with'),
      expect.stringContaining('it has no time'),
    ])
    expect(lines.join('\n')).not.toMatch(/hidden|shhh/)
  })

  test('answers Slack’s looks at its address', async () => {
    await chat.start(desk)
    expect((await post('ssl_check=1&token=x')).status).toBe(200)
    expect((await post(`${command()}&ssl_check=1`)).status).toBe(200)
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'are you there?' })
    const answer = await postSigned(challenge, { type: 'application/json' })
    expect(await answer.json()).toEqual({ challenge: 'are you there?' })
    expect(desk.executed).toEqual([])
  })

  test('refuses what is too long or can’t be read, and goes on', async () => {
    await chat.start(desk)
    expect((await postSigned(`text=${'x'.repeat(4 * 1024 * 1024)}`)).status).toBe(413)
    expect((await postSigned('payload={')).status).toBe(400)
    expect(desk.executed).toEqual([])
    expect((await send(signingSecret)).status).toBe(200)
  })

  test('answers a form in its acknowledgement', async () => {
    await chat.start(desk)
    const view = {
      id: 'V1',
      hash: '1',
      private_metadata: 'of another program',
      blocks: [{ block_id: 'topic' }],
    }
    const submitted = { type: 'view_submission', user: { id: chat.account('ana') }, view }
    const answer = await postSigned(new URLSearchParams({ payload: JSON.stringify(submitted) }).toString())
    expect(await answer.json()).toEqual({
      response_action: 'errors',
      errors: { topic: 'This form is too old. Please give the command again.' },
    })
  })

  test('leaves its address when it stops', async () => {
    await chat.start(desk)
    await chat.bot.stop()
    expect((await send(signingSecret)).status).toBe(404)
    await chat.startBot(desk)
    expect((await send(signingSecret)).status).toBe(200)
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
