/**
 * Hostile text in every way in: commands, forms, buttons, lines, plan files and addresses of pages. No internal error,
 * nothing written by what is refused. Seeded: `npm run fuzz` runs longer and names the longest stalls of the program.
 * Slack's requests are in test/bots/slack/fuzz.test.ts.
 */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import type { Reply } from '../../src/core/desk/port.ts'
import { formatLine } from '../../src/core/grammar/grammar.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import { createAccess, openSession } from '../../src/core/web/access.ts'
import { apiRoutes } from '../../src/web/api/routes.ts'
import { calendarRoutes } from '../../src/web/calendars.ts'
import { pageRoutes } from '../../src/web/pages/site.ts'
import { createWebServer, type WebServer } from '../../src/web/server.ts'
import {
  AT_LIMITS,
  createRandom,
  HOSTILE,
  MAX_STALL_MS,
  MEASURES,
  measureStall,
  RUNS,
  SEED,
  type Stall,
} from '../support/hostile.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

const ROLES = [
  'TSB',
  'SG17 chair',
  'SG13 chair',
  'WP2 chair',
  'RG-DT Rapporteur',
  'slack:UNOBODY0',
  'slack:UADMIN',
]

let office: DeskHarness
let web: WebServer
let port: number
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: logError }
  web = createWebServer({ log })
  const reading = { db: office.db, clock: office.clock, desk: office.desk, publicUrl: undefined }
  web.mount(calendarRoutes(reading), pageRoutes(reading), apiRoutes(reading))
  port = await web.listen(0, '127.0.0.1')
})
afterAll(async () => {
  await web.stop()
  await office.close()
})

const failures: string[] = []
const logError = (fields: object, message: string) =>
  void failures.push(`${message} ${JSON.stringify(fields)}`)

const catalog = COMMANDS.map(toSpec)

test('hostile text makes no internal error and no half-written row', async () => {
  const random = createRandom(SEED)
  const pick = <T>(of: readonly T[]): T => of[random(of.length)]!

  function invent(): Invocation {
    const spec = pick(catalog)
    const options: Record<string, string> = {}
    for (const option of spec.options)
      if (option.required ? random(10) > 0 : random(3) === 0)
        options[option.name] = random(3) === 0 ? pick(HOSTILE) : option.example
    if (random(20) === 0) options[pick(HOSTILE)] = pick(HOSTILE)
    return {
      path: spec.path,
      options,
      ...(random(9) === 0 && { ask: true as const }),
      ...(random(9) === 0 && { seen: pick([0, 1, 7, 999_999_999]) }),
    }
  }

  async function give(invocation: Invocation, who: string): Promise<Reply | undefined> {
    const caller = callerOf(who)
    const { desk } = office
    switch (random(5)) {
      case 0: {
        const read = desk.read(
          random(2) === 0 ? formatLine(invocation) : `${invocation.path} ${pick(HOSTILE)}`,
        )
        return 'refused' in read ? read.refused : desk.execute(read.invocation, caller, crypto.randomUUID())
      }
      case 1: {
        const unpacked = await desk.unpack(await desk.pack(invocation, caller, pick([1, 100, 2000])))
        return unpacked && desk.execute(unpacked, caller, crypto.randomUUID())
      }
      case 2: {
        const prepared = await desk.prepare(invocation, caller, pick([1, 5, 100]))
        await desk.check(invocation, caller)
        return prepared.kind === 'refused' ? prepared.reply : undefined
      }
      case 3:
        for (const name of Object.keys(invocation.options))
          await desk.complete(invocation.path, name, pick(HOSTILE), caller)
        await desk.unpack(pick(HOSTILE))
        return undefined
      default:
        return desk.execute(invocation, caller, crypto.randomUUID())
    }
  }

  for (let run = 0; run < RUNS; run++) {
    const [invocation, who] = [invent(), pick(ROLES)]
    const where = `seed ${SEED}, run ${run}: ${who}: ${JSON.stringify(invocation).slice(0, 300)}`
    const counted = run % 8 === 0 ? await office.rows() : undefined
    const reply = await give(invocation, who).catch(error => {
      throw new Error(where, { cause: error })
    })
    expect(reply?.failed, `${where} ${JSON.stringify(office.logged.at(-1))}`).toBeUndefined()
    if (counted && reply?.refused) {
      // A text too long for a button is kept for it; that is no fact.
      const { Draft: _, ...facts } = await office.rows()
      const { Draft: __, ...before } = counted
      expect(facts, where).toEqual(before)
    }
  }
  expect(office.logged).toEqual([])
}, 600_000)

const CELLS = [
  ...HOSTILE,
  '',
  ',',
  ';',
  '\t',
  '"',
  '"a""b"',
  'None',
  'RG-DT',
  'WP2',
  'interim',
  'e-meeting',
  '9 June 2026',
  '2026-02-30',
  '13:00 – 15:00 CET',
  '7 days before',
  '=cmd|calc',
]

test('hostile plan files are told what is wrong with them, row by row', async () => {
  const random = createRandom(SEED + 1)
  const pick = <T>(of: readonly T[]): T => of[random(of.length)]!
  const columns = ['group', 'kind', 'date', 'time', 'objective', 'deadline', 'title']

  function inventPlan(): Uint8Array {
    const separator = pick([',', ';', '\t'])
    const good = ['RG-DT', 'interim', '9 June 2026', '13:00–15:00', 'Objective', 'none', '']
    const rows = Array.from({ length: random(6) }, () =>
      good.map(cell => (random(4) === 0 ? pick(CELLS) : cell)).join(separator),
    )
    const header = columns.map(column => (random(12) === 0 ? pick(CELLS) : column)).join(separator)
    const text =
      random(9) === 0
        ? JSON.stringify([{ group: pick(CELLS) }, pick(CELLS)])
        : [header, ...rows].join(pick(['\n', '\r\n', '\r']))
    switch (random(5)) {
      case 0:
        return Buffer.from(`\ufeff${text}`, 'utf16le')
      case 1:
        return Buffer.from(text, 'latin1')
      case 2:
        return Buffer.from(text).subarray(0, random(text.length + 1))
      default:
        return Buffer.from(text)
    }
  }

  const before = await office.rows()
  for (let run = 0; run < Math.ceil(RUNS / 4); run++) {
    const bytes = inventPlan()
    const invocation: Invocation = {
      path: 'plan load',
      options: { source: 'TD1', agreed: '30 January 2026' },
      files: { plan: { name: pick(['plan.csv', 'plan.txt', 'plan.json']), bytes } },
    }
    const reply = await office.desk.execute(invocation, callerOf('TSB'), crypto.randomUUID())
    const where = `seed ${SEED}, plan ${run}: ${JSON.stringify(Buffer.from(bytes).toString()).slice(0, 400)}`
    expect(reply.failed, `${where} ${JSON.stringify(office.logged.at(-1))}`).toBeUndefined()
  }
  // None was confirmed.
  const { Interaction: _, ...facts } = await office.rows()
  const { Interaction: __, ...old } = before
  expect(facts).toEqual(old)
}, 600_000)

test('hostile addresses, methods and headers get a status, and no error of ours', async () => {
  const random = createRandom(SEED + 2)
  const pick = <T>(of: readonly T[]): T => of[random(of.length)]!
  const paths = [
    '/calendar/',
    '/calendar/wp2.ics',
    '/calendar/mtg-1.ics',
    '/calendar/p/',
    '/',
    '/%',
    '/healthz',
    '/readyz',
    '/slack/events',
    '/sign-in/',
    '/issues/',
    '/issues?text=',
    '/issues?page=',
    '/meetings/',
    '/calendar?group=',
    '/calendar?year=',
    '/documents?meeting=',
    '/owed?page=',
    '/registers/',
    '/registers/documents/',
    '/registers/documents?words=',
    '/registers/documents?find=',
    '/registers/documents?group=',
    '/registers/documents?sort=',
    '/registers/liaison-statements?replies-to=',
    '/readings/',
    '/proposals/',
    '/api/v1/registers/documents?words=',
    '/api/v1/issues/',
    '/mcp',
  ]
  // Signed in and with a token, so that what is behind them is read, too.
  const caller = callerOf('SG13 chair')
  const [link, token] = await Promise.all([
    createAccess(office.db, 'LINK', caller, office.clock.now()),
    createAccess(office.db, 'TOKEN', caller, office.clock.now()),
  ])
  const session = await openSession(office.db, link.secret, office.clock.now())
  const own = `cookie: intersg-session=${session}\r\nauthorization: Bearer ${token.secret}\r\n`
  const encode = (text: string) =>
    (random(2) === 0 ? encodeURIComponent(text.toWellFormed()) : text).slice(0, 3000)

  /** The status line of the answer to exactly these words; undefined: the connection was closed without one. */
  const ask = (words: string) =>
    new Promise<string | undefined>(resolve => {
      const socket = connect(port, '127.0.0.1')
      let answer = ''
      socket.on('data', part => {
        answer += part
        socket.destroy()
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]))
      socket.end(words)
    })

  for (let run = 0; run < Math.ceil(RUNS / 4); run++) {
    const path = pick(paths) + (random(3) > 0 ? encode(pick(HOSTILE)) : '')
    const header =
      random(3) === 0
        ? `${pick(['if-none-match', 'cookie', 'range', 'accept-encoding'])}: ${encode(pick(HOSTILE))}\r\n`
        : own
    const method = pick(['GET', 'GET', 'GET', 'HEAD', 'POST', 'PROPFIND', 'get'])
    const words = `${method} ${path} HTTP/1.1\r\nhost: x\r\n${header}connection: close\r\n\r\n`
    const status = await ask(words)
    const where = `seed ${SEED}, request ${run}: ${JSON.stringify(words).slice(0, 400)}`
    if (status !== undefined) expect(Number(status), where).toBeLessThan(500)
  }
  expect(failures).toEqual([])
}, 600_000)

// On a machine that others use, a second is no measure: `npm run fuzz` measures, and `npm test` does not.
test.runIf(MEASURES)(
  'no input at the limits makes the program stand still',
  async () => {
    const stalls: (Stall & { where: string })[] = []
    for (const spec of catalog)
      for (const option of spec.options)
        for (const value of AT_LIMITS) {
          const required = spec.options.filter(o => o.required).map(o => [o.name, o.example])
          const options = { ...Object.fromEntries(required), [option.name]: value }
          const give = () =>
            office.desk.execute({ path: spec.path, options }, callerOf('slack:UNOBODY0'), crypto.randomUUID())
          stalls.push({
            ...(await measureStall(give)),
            where: `${spec.path} ${option.name}:${value.slice(0, 30)}…`,
          })
        }
    const longest = stalls.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, 5)
    process.stdout.write(`Longest stalls of ${stalls.length} inputs at the limits:\n`)
    for (const { ms, cpuMs, where } of longest)
      process.stdout.write(
        `  ${cpuMs.toFixed(1)} ms of the processor, ${ms.toFixed(1)} ms in all  ${where}\n`,
      )
    expect(longest.filter(({ cpuMs }) => cpuMs > MAX_STALL_MS)).toEqual([])
  },
  1_200_000,
)
