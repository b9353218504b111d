/** Slack over HTTP: Bolt's receiver behind our door, on the program's web server. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BODY_BYTES } from '../../../src/bots/slack/door.ts'
import type { Log } from '../../../src/core/log.ts'
import { listenerRoute } from '../../../src/web/routes.ts'
import { createWebServer, type WebServer } from '../../../src/web/server.ts'
import { SlackChat } from '../../fakes/slack/chat.ts'
import { costOf } from '../../support/processor-time.ts'
import { StubDesk } from './desk.ts'

const signingSecret = 'shhh-signing'
const FORM = 'application/x-www-form-urlencoded'
/** As many bytes as the door lets in: of one parameter, and of half a million. */
const PLAIN_MEGABYTE = `text=${'a'.repeat(BODY_BYTES - 5)}`
const PARAMETERS_MEGABYTE = `a${'&a'.repeat(BODY_BYTES / 2 - 1)}`
const MOST_TIMES = 10

let lines: string[]
let chat: SlackChat
let desk: StubDesk
let web: WebServer
let port: number

const keep = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`)
const log: Log = { debug: keep, info: keep, warn: keep, error: keep }

beforeEach(async () => {
  lines = []
  web = createWebServer({ log })
  port = await web.listen(0, '127.0.0.1')
  chat = new SlackChat({ timeoutMs: 2000, log })
  chat.useHttp({ signingSecret, mount: (path, listener) => web.mount(listenerRoute(path, listener)) })
  desk = new StubDesk()
  await chat.start(desk)
})
afterEach(async () => {
  await chat.stop()
  await web.stop()
  expect(lines.join('\n')).not.toMatch(/xoxb-|shhh/)
})

interface Signing {
  secret?: string
  sentAt?: Temporal.Instant
  type?: string
}

function sign(
  body: string,
  { secret = signingSecret, sentAt = Temporal.Now.instant(), type = FORM }: Signing,
) {
  const timestamp = String(Math.floor(sentAt.epochMilliseconds / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  }
}

const post = (body: string, headers: Record<string, string> = { 'content-type': FORM }) =>
  fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body })

const postSigned = (body: string, signing: Signing = {}) => post(body, sign(body, signing))

const command = (line = 'help', more: Record<string, string> = {}) => {
  const [ana, channel] = [chat.account('ana'), chat.channel('sg17')]
  const address = chat.slack.address('command', ana, channel)
  const payload = chat.commandPayload(ana, channel, line, chat.slack.trigger(ana), chat.slack.urlOf(address))
  return new URLSearchParams({ ...(payload as Record<string, string>), ...more }).toString()
}

/** A connection that has sent these headers and the beginning of a body, and goes on to nothing. */
function begin(headers: Record<string, string>, body = ''): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  const all = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`POST /slack/events HTTP/1.1\r\nHost: x\r\n${all.join('')}\r\n${body}`)
  return socket
}

async function readAll(socket: Socket): Promise<string> {
  let answer = ''
  socket.setEncoding('utf8').on('data', part => {
    answer += part
  })
  await new Promise(resolve => socket.once('close', resolve))
  return answer
}

describe('what Slack signed', () => {
  test('is answered', async () => {
    expect((await postSigned(command())).status).toBe(200)
    await chat.slack.until(() => chat.slack.sights.length === 1)
    expect(desk.executed).toHaveLength(1)
    expect(chat.slack.callsOf('apps.connections.open')).toEqual([])
  })

  test('is answered on one connection after the other', async () => {
    const body = command()
    const headers = { ...sign(body, {}), 'content-length': String(body.length) }
    const socket = begin(headers, body)
    socket.setEncoding('utf8')
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1.1 200/)
    socket.write(`POST /slack/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`)
    socket.write(
      `${Object.entries(headers)
        .map(([n, v]) => `${n}: ${v}\r\n`)
        .join('')}\r\n${body}`,
    )
    expect(await readAll(socket)).toMatch(/^HTTP\/1.1 200/)
  })

  test('is acknowledged before the first command of a burst runs', async () => {
    const gate = Promise.withResolvers<void>()
    desk.gate = gate.promise
    const answers = await Promise.all(Array.from({ length: 20 }, () => postSigned(command())))
    expect(answers.map(answer => answer.status)).toEqual(Array(20).fill(200))
    expect(desk.executed).toEqual([])
    gate.resolve()
    await chat.slack.until(() => chat.slack.sights.length === 20)
  })

  test('may be Slack’s looks at its address', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'are you there?' })
    const answer = await postSigned(challenge, { type: 'application/json' })
    expect(await answer.json()).toEqual({ challenge: 'are you there?' })
    expect((await postSigned('ssl_check=1&token=x')).status).toBe(200)
    expect((await postSigned(`${command()}&ssl_check=1`)).status).toBe(200)
    expect(desk.executed).toEqual([])
  })

  test('may be a form, which is answered by its acknowledgement', async () => {
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

  test('and can’t be read is refused, and the next request is answered', async () => {
    expect((await postSigned('payload={')).status).toBe(400)
    expect(desk.executed).toEqual([])
    expect((await postSigned(command())).status).toBe(200)
  })

  test.for([
    ['payload=null', FORM],
    ['payload=%20null%0A', FORM],
    ['null', 'application/json'],
  ] as const)('and is %s (%s) is refused, and the next request is answered', async ([body, type]) => {
    expect((await postSigned(body, { type })).status).toBe(400)
    expect(lines.filter(line => line.includes('refused'))).toEqual([
      'Slack: a request was refused {"reason":"its body is null"}',
    ])
    expect((await postSigned(command())).status).toBe(200)
  })

  // Reading all half a million of them would take seconds: Bolt reads the first thousand.
  test('and is a megabyte of parameters costs what a megabyte of text costs', async () => {
    const answered = async (body: string) => expect((await postSigned(body)).status).toBe(200)
    const text = await costOf(() => answered(PLAIN_MEGABYTE), 3)
    expect((await costOf(() => answered(PARAMETERS_MEGABYTE), 3)) / text).toBeLessThan(MOST_TIMES)
  })
})

describe('what Slack did not sign', () => {
  test('is refused: another secret, old, or ahead of time', async () => {
    const now = Temporal.Now.instant()
    const refused = [
      postSigned(command(), { secret: 'another-secret' }),
      postSigned(command(), { sentAt: now.subtract({ minutes: 6 }) }),
      postSigned(command(), { sentAt: now.add({ minutes: 6 }) }),
      postSigned(command(), { sentAt: now.add({ hours: 24 }) }),
      post(command()),
      post('ssl_check=1&token=x'),
      postSigned('payload=null', { secret: 'another-secret' }),
    ]
    for (const answer of await Promise.all(refused)) expect(answer.status).toBe(401)
    expect(desk.executed).toEqual([])
  })

  test('is named in the log once, without anything of it', async () => {
    await post('text=hidden')
    await post('text=hidden')
    expect(lines.filter(line => line.includes('refused'))).toEqual([
      'Slack: a request was refused {"reason":"it has no signature of Slack"}',
    ])
    expect(lines.join('\n')).not.toContain('hidden')
  })

  test('with another secret is named in the log', async () => {
    await postSigned(command(), { secret: 'another-secret' })
    expect(lines.join('\n')).toMatch(/refused .*signature mismatch/)
  })

  test('and is a megabyte of parameters costs what a megabyte of text costs', async () => {
    const refused = async (body: string) =>
      expect((await postSigned(body, { secret: 'another-secret' })).status).toBe(401)
    const text = await costOf(() => refused(PLAIN_MEGABYTE), 3)
    expect((await costOf(() => refused(PARAMETERS_MEGABYTE), 3)) / text).toBeLessThan(MOST_TIMES)
  })

  test('is refused at the headers: a hundred connections with unfinished bodies keep nothing', async () => {
    const part = 'a&'.repeat(30_000)
    const headers = { 'content-type': FORM, 'content-length': String(4 * BODY_BYTES) }
    const answers = await Promise.all(Array.from({ length: 100 }, () => readAll(begin(headers, part))))
    // Each connection is closed by us although its body never ends. If our answer was overtaken by the reset that
    // follows, the client sees the reset alone.
    for (const answer of answers) expect(answer).toMatch(/^$|^HTTP\/1.1 401 [\s\S]*connection: close/i)
    expect((await postSigned(command())).status).toBe(200)
  })

  test.for<[string, Record<string, string>, string]>([
    ['of 300 MB', { 'content-length': '300000000' }, '413'],
    ['in chunks', { 'transfer-encoding': 'chunked' }, '411'],
    ['without a length', {}, '411'],
  ])('%s is refused before its body comes', async ([, headers, status]) => {
    const answer = await readAll(begin({ ...sign('', { secret: 'another-secret' }), ...headers }))
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('This address takes requests of Slack only.')
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  test('and is longer than announced is cut off there', async () => {
    const body = command()
    const headers = { ...sign(body, {}), 'content-length': String(body.length) }
    const answer = await readAll(begin(headers, `${body}${'x'.repeat(100_000)}`))
    // The announced part is a request of its own; what follows it is none, and ends the connection.
    expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*HTTP\/1.1 400 |^HTTP\/1.1 400 |^$/)
    expect((await postSigned(command())).status).toBe(200)
  })

  test('and never ends is closed after three seconds, whatever its headers say', {
    timeout: 10_000,
  }, async () => {
    const began = performance.now()
    expect(await readAll(begin({ ...sign('', {}), 'content-length': '1000' }, 'a'))).toBe('')
    expect(performance.now() - began).toBeLessThan(4500)
  })

  test('and large is read from ten connections at most', async () => {
    const headers = { ...sign('', {}), 'content-length': String(BODY_BYTES) }
    const sockets = Array.from({ length: 11 }, () => begin(headers, 'a'))
    const first = await Promise.race(sockets.map(readAll))
    expect(first).toMatch(/^HTTP\/1.1 503 /)
    expect((await postSigned(command())).status).toBe(200)
    for (const socket of sockets) socket.destroy()
  })
})

test('another workspace is refused, in its author’s own words only', async () => {
  expect((await postSigned(command('help', { team_id: 'T2' }))).status).toBe(200)
  const sight = await chat.slack.until(() => chat.slack.sights[0])
  expect(JSON.stringify(sight)).toContain('This bot serves another Slack workspace')
  expect(desk.executed).toEqual([])
})

test('leaves its address when it stops', async () => {
  await chat.bot.stop()
  expect((await postSigned(command())).status).toBe(404)
  await chat.startBot(desk)
  expect((await postSigned(command())).status).toBe(200)
})
