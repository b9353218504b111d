/**
 * Hostile requests at Slack's HTTP door: headers that can't be Slack's, and, rightly signed, commands, presses, forms,
 * shortcuts and messages with hostile values in every field. No internal error, an answer that Slack takes, and a status
 * for each. Seeded, as test/core/fuzz.test.ts is.
 */
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatLine } from '../../../src/core/grammar/grammar.ts'
import { listShortcuts } from '../../../src/core/grammar/shortcuts.ts'
import type { Log } from '../../../src/core/log.ts'
import { listenerRoute } from '../../../src/web/routes.ts'
import { createWebServer, type WebServer } from '../../../src/web/server.ts'
import { type DeskHarness, openDesk, RAISE } from '../../core/desk-harness.ts'
import { SlackChat } from '../../fakes/slack/chat.ts'
import { BOT } from '../../fakes/slack/workspace.ts'
import {
  AT_LIMITS,
  createRandom,
  HOSTILE,
  MAX_STALL_MS,
  MEASURES,
  RUNS,
  SEED,
  watchTurns,
} from '../../support/hostile.ts'

const SECRET = 'shhh-signing'
const FORM = 'application/x-www-form-urlencoded'
const random = createRandom(SEED + 3)
const pick = <T>(of: readonly T[]): T => of[random(of.length)]!
const often = (usual: string): string => (random(3) === 0 ? pick([...HOSTILE, ...AT_LIMITS]) : usual)

let office: DeskHarness
let web: WebServer
let chat: SlackChat
let port: number
let ana: string
let room: string
const errors: string[] = []

beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
  const keep = (fields: object, message: string) => void errors.push(`${message} ${JSON.stringify(fields)}`)
  // Slack takes each of our answers; that a request was refused is no fault.
  const warn = (fields: object, message: string) => {
    if (!message.includes('was refused')) keep(fields, message)
  }
  const log: Log = { debug: () => {}, info: () => {}, warn, error: keep }
  web = createWebServer({ log })
  port = await web.listen(0, '127.0.0.1')
  chat = new SlackChat({ log })
  chat.useHttp({ signingSecret: SECRET, mount: (path, listener) => web.mount(listenerRoute(path, listener)) })
  await chat.start(office.desk)
  ana = chat.account('ana')
  room = chat.channel('sg17')
})
afterAll(async () => {
  await chat.stop()
  await web.stop()
  await office.close()
})

/** The status of the answer to exactly these words; undefined: the connection was closed without one. */
const ask = (words: string) =>
  new Promise<number | undefined>(resolve => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    const close = () => socket.destroy()
    socket.on('data', part => {
      answer += part
      close()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? []
      resolve(status === undefined ? undefined : Number(status))
    })
    // Left open: the door must not wait for what doesn't come.
    socket.write(words)
  })

const now = () => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)
const sign = (stamp: string, body: string, secret = SECRET) =>
  `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`

const post = (body: string, type = FORM) => {
  const stamp = String(now())
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': sign(stamp, body),
    },
    body,
  })
}

test('headers that can’t be Slack’s are refused, and nothing of the body is waited for', async () => {
  const facts = await office.rows()
  for (let run = 0; run < Math.ceil(RUNS / 4); run++) {
    const body = `text=${encodeURIComponent(pick(HOSTILE).toWellFormed())}`
    const stamp = String(now() + pick([0, 0, -301, 301, 86_400, -86_400, 1e12]))
    const right = sign(stamp, body)
    const wrong = pick([
      '',
      'v0=',
      right.slice(0, -1),
      `${right}0`,
      right.toUpperCase(),
      right.replace('v0', 'v1'),
      sign(stamp, body, ' '),
      sign(stamp, `${body} `),
      sign(String(now()), body, ''),
      encodeURIComponent(pick(HOSTILE).toWellFormed()).slice(0, 2000),
    ])
    const stamps = pick([stamp, stamp, '', 'NaN', '-1', ` ${stamp}`, '1e9', '9'.repeat(13), 'x'.repeat(2000)])
    const length = pick([body.length, body.length, 0, 1, 4_000_000, 300_000_000, -1, 'x', 1e21])
    const lines = [
      `POST ${pick(['/slack/events', '/slack/events?x=1', '/slack/events/'])} HTTP/1.1`,
      'host: x',
      random(9) === 0 ? 'transfer-encoding: chunked' : `content-length: ${length}`,
      `content-type: ${pick([FORM, 'application/json', 'multipart/form-data', ''])}`,
      ...(random(4) === 0 ? [] : [`x-slack-signature: ${wrong}`]),
      ...(random(4) === 0 ? [] : [`x-slack-request-timestamp: ${stamps}`]),
      ...(random(9) === 0 ? [`x-slack-signature: ${wrong}`] : []),
    ]
    const words = `${lines.join('\r\n')}\r\n\r\n${random(3) === 0 ? '' : body}`
    const status = await ask(words)
    const where = `seed ${SEED}, headers ${run}: ${JSON.stringify(words).slice(0, 400)}`
    if (status === undefined) continue
    expect(status, where).toBeGreaterThanOrEqual(400)
    expect(status, where).toBeLessThan(500)
  }
  expect(await office.rows()).toEqual(facts)
  expect(errors).toEqual([])
}, 600_000)

/** A command with hostile values, as a line. */
function inventLine(): string {
  const spec = pick(office.desk.catalog)
  const options: Record<string, string> = {}
  for (const option of spec.options)
    if (option.required ? random(9) > 0 : random(3) === 0) options[option.name] = often(option.example)
  const line = formatLine({ path: spec.path, options, ...(random(5) === 0 && { ask: true as const }) })
  return random(5) === 0 ? `${spec.path} ${pick(HOSTILE)}` : line
}

const base = (type: string) => {
  const address = chat.slack.address('command', ana, room)
  return {
    type,
    user: { id: ana, name: often('ana'), username: often('ana'), team_id: BOT.team },
    team: { id: random(9) === 0 ? pick(HOSTILE) : BOT.team, domain: 'itu' },
    api_app_id: 'A1',
    trigger_id: chat.slack.trigger(ana),
    response_url: chat.slack.urlOf(address),
  }
}

const interactive = (payload: object): [string] => [
  `payload=${encodeURIComponent(JSON.stringify(payload).toWellFormed())}`,
]

const state = (kind: number) =>
  [
    { type: 'plain_text_input', value: often('words') },
    { type: 'static_select', selected_option: { value: often('agrees') } },
    { type: 'multi_static_select', selected_options: [{ value: often('SG13') }, { value: often('SG17') }] },
    { type: 'datepicker', selected_date: often('2026-05-13') },
    { type: 'users_select', selected_user: often(ana) },
    { type: 'multi_users_select', selected_users: [often(ana)] },
    { type: 'plain_text_input', value: null },
  ][kind]!

/** A request with a right signature: its body, and its type where that is no form. */
const KINDS: readonly (() => [body: string, type?: string])[] = [
  () => {
    const { trigger_id, response_url } = base('')
    const payload = chat.commandPayload(ana, room, '', trigger_id, response_url) as Record<string, string>
    const given = { ...payload, text: inventLine(), user_name: often('ana'), channel_name: often('sg17') }
    return [new URLSearchParams(given).toString()]
  },
  () =>
    interactive({
      ...base('block_actions'),
      channel: { id: room, name: often('sg17') },
      actions: [
        {
          type: 'button',
          action_id: 'b',
          block_id: 'b',
          value: random(3) === 0 ? pick(HOSTILE) : inventLine(),
        },
      ],
    }),
  () => {
    const { path, options } = pick(office.desk.catalog)
    const required = options.filter(o => o.required && random(3) === 0).map(o => [o.name, often(o.example)])
    const packed = formatLine({ path, options: Object.fromEntries(required) })
    const fields = options.slice(0, 6).map(option => [option.name, { value: state(random(7)) }])
    if (random(5) === 0) fields.push([pick(HOSTILE), { value: state(0) }])
    const memory = JSON.stringify({ packed: random(6) === 0 ? pick(HOSTILE) : packed, channel: room })
    return interactive({
      ...base('view_submission'),
      view: {
        id: crypto.randomUUID(),
        hash: '1',
        private_metadata: random(9) === 0 ? pick(HOSTILE) : memory,
        blocks: fields.map(([block_id]) => ({ type: 'input', block_id })),
        state: { values: Object.fromEntries(fields) },
      },
    })
  },
  () => {
    const shortcut = pick(listShortcuts(office.desk.catalog))
    const isOnMessage = shortcut.shortcut.takes === 'message'
    const ts = chat.slack.workspace.ts()
    return interactive({
      ...base(isOnMessage ? 'message_action' : 'shortcut'),
      callback_id: random(9) === 0 ? pick(HOSTILE) : shortcut.id,
      action_ts: ts,
      ...(isOnMessage && {
        channel: { id: room, name: 'sg17' },
        message_ts: ts,
        message: { type: 'message', ts, text: often('words'), user: ana },
      }),
    })
  },
  () => {
    const ts = chat.slack.workspace.ts()
    const isMention = random(2) === 0
    const text = random(2) === 0 ? often('meeting next RG-DT') : inventLine()
    const event = isMention
      ? { type: 'app_mention', channel: room, text: `<@${BOT.user}> ${text}` }
      : { type: 'message', channel_type: 'im', channel: chat.slack.workspace.directChannel(ana), text }
    const whole = {
      type: 'event_callback',
      team_id: BOT.team,
      api_app_id: 'A1',
      event: { ...event, user: ana, ts, event_ts: ts },
      event_id: chat.slack.workspace.id('Ev'),
      event_time: 1,
      authorizations: [{ team_id: BOT.team, user_id: BOT.user, is_bot: true }],
    }
    return [JSON.stringify(whole).toWellFormed(), 'application/json']
  },
]

/** Values of another type than the one that stands there. */
const MISSHAPEN = [null, 0, -1, true, '', 'x', [], [null], {}, { id: null }, 1e21] as const

/** A copy of `value` with one part of it, at any depth, replaced by what can't stand there, or left out. */
function misshape(value: unknown): unknown {
  const parts = typeof value === 'object' && value !== null ? Object.keys(value) : []
  if (parts.length === 0 || random(6) === 0) return pick(MISSHAPEN)
  const copy = structuredClone(value) as Record<string, unknown>
  const part = pick(parts)
  if (random(6) === 0) delete copy[part]
  else copy[part] = misshape(copy[part])
  return copy
}

const AT_ONCE = 400

test('signed requests of another shape than Slack’s end nothing', async () => {
  const requests = Array.from({ length: Math.ceil(RUNS / 4) }, () => {
    const [body, type] = pick(KINDS.slice(1))()
    const isPayload = body.startsWith('payload=')
    const whole = JSON.parse(isPayload ? decodeURIComponent(body.slice(8)) : body)
    const wrong = JSON.stringify(misshape(whole)).toWellFormed()
    return { wrong, sent: isPayload ? `payload=${encodeURIComponent(wrong)}` : wrong, type }
  })
  // Many at once: Bolt waits three seconds for what none of its listeners acknowledges. Fewer than the connections that
  // the web server takes.
  for (let from = 0; from < requests.length; from += AT_ONCE)
    await Promise.all(
      requests.slice(from, from + AT_ONCE).map(async ({ wrong, sent, type }) => {
        const { status } = await post(sent, type)
        expect(status, `seed ${SEED}: ${wrong}`).toBeLessThan(500)
      }),
    )
  expect((await post(...KINDS[0]!())).status).toBe(200)
  await chat.slack.until(() => true)
  // Such a request may be logged as a fault; what counts is that the next one is answered.
  errors.length = 0
  office.logged.length = 0
}, 600_000)

test('signed requests with hostile values are answered', async () => {
  const turns = watchTurns()
  for (let run = 0; run < Math.ceil(RUNS / 2); run++) {
    const [body, type] = pick(KINDS)()
    const { status } = await post(body, type)
    const where = `seed ${SEED}, signed ${run}: ${decodeURIComponent(body.replace(/%(?![0-9a-f]{2})/gi, '')).slice(0, 600)}`
    expect(status, where).toBe(200)
    // A command is answered after it was acknowledged.
    await chat.slack.until(() => true)
    expect(errors, where).toEqual([])
    expect(
      office.logged.filter(l => l.message.includes('failed')),
      where,
    ).toEqual([])
  }
  await chat.bot.stop()
  expect(errors).toEqual([])
  expect(
    office.logged.filter(l => l.message.includes('fail') || l.message.includes('could not be made')),
  ).toEqual([])
  const { ms, cpuMs } = await turns.end()
  if (!MEASURES) return
  process.stdout.write(
    `Longest stall at Slack's door: ${cpuMs.toFixed(1)} ms of the processor, ${ms.toFixed(1)} ms in all\n`,
  )
  expect(cpuMs).toBeLessThan(MAX_STALL_MS)
}, 600_000)
