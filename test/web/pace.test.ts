import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createBuckets } from '../../src/core/desk/buckets.ts'
import { createPace, type Pace } from '../../src/web/pace.ts'
import { openSite, PUBLIC_URL, type Site } from './site.ts'

const BURST = 5
const PACE_MS = 1000
const LIMITS = { burst: BURST, paceMs: PACE_MS }
const WORDS = 'That is more than one reader asks for: please wait 1 s and ask again.'

let site: Site
let cookie: string
let token: string
let now = 0
let pace: Pace
beforeAll(async () => {
  // Each test has limits of its own on the same site.
  site = await openSite({
    pace: {
      count: (c, secret) => pace.count(c, secret),
      know: secret => pace.know(secret),
      forget: secret => pace.forget(secret),
    },
  })
  pace = createPace()
  cookie = await signIn()
  token = /Token:\s+([\w-]{43})/.exec(await site.sg('TSB', 'web token dashboard'))![1]!
})
beforeEach(() => {
  now = 0
  pace = createPace({ ...LIMITS, now: () => now })
})
afterAll(() => site.close())

async function signIn(): Promise<string> {
  const link = /https:\/\/intersg\.example\.org(\/sign-in\/[\w-]+)/.exec(await site.sg('TSB', 'web'))![1]!
  const answer = await fetch(site.address + link, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL },
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

const statuses = async (count: number, ask: () => Promise<Response>): Promise<number[]> => {
  const all: number[] = []
  for (let i = 0; i < count; i++) {
    const answer = await ask()
    all.push(answer.status)
    await answer.arrayBuffer()
  }
  return all
}
const page = () => site.get('/owed', { cookie })
const data = () => site.get('/api/v1/registers', { authorization: `Bearer ${token}` })
const anybody = (forwarded?: string) =>
  site.get('/owed', forwarded === undefined ? {} : { 'x-forwarded-for': forwarded })

test('a session has a burst, then a pace, and is told how long to wait', async () => {
  // The first request counts with the address: only then is the session known to be good.
  expect(await statuses(BURST + 2, page)).toEqual([200, 200, 200, 200, 200, 200, 429])
  const refused = await page()
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await refused.text()).toContain(`<p>${WORDS}</p>`)
  now += PACE_MS
  expect(await statuses(2, page)).toEqual([200, 429])
})

test('a program is told as data, on every address but the calendars', async () => {
  await statuses(BURST + 1, data)
  const refused = await data()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(await refused.json()).toEqual({ fault: WORDS, code: 'too-many' })
  const call = await fetch(`${site.address}/mcp`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(call.status).toBe(429)
  expect(((await call.json()) as { fault: string }).fault).toBe(WORDS)
  expect((await site.get('/calendar/RG-DT.ics')).status).toBe(200)
  // Its owner in a browser has a pace of their own.
  expect((await page()).status).toBe(200)
})

test('guesses at secrets count with their address, and stop no reader who is signed in', async () => {
  expect((await page()).status).toBe(200)
  let guesses = 0
  const guess = () => site.get('/owed', { cookie: `intersg-session=${String(guesses++).padStart(43, 'x')}` })
  expect(await statuses(BURST, guess)).toEqual([401, 401, 401, 401, 429])
  expect((await anybody()).status).toBe(429)
  expect((await site.get(`/sign-in/${'x'.repeat(43)}`)).status).toBe(429)
  expect((await page()).status).toBe(200)
})

test('a session that ended counts with its address again', async () => {
  const other = await signIn()
  expect((await site.get('/owed', { cookie: other })).status).toBe(200)
  await site.sg('TSB', 'web revoke all')
  expect((await site.get('/owed', { cookie: other })).status).toBe(401)
  await statuses(BURST, () => anybody())
  expect((await site.get('/owed', { cookie: other })).status).toBe(429)
})

test('behind a proxy that is named each address counts by itself, and a network of IPv6 once', async () => {
  pace = createPace({ ...LIMITS, proxies: ['127.0.0.0/8', '::1'], now: () => now })
  expect(await statuses(BURST + 1, () => anybody('203.0.113.7'))).toContain(429)
  expect((await anybody('203.0.113.8')).status).toBe(401)
  // Somebody who writes the header gets the proxy's own entry behind it.
  expect((await anybody('198.51.100.1, 203.0.113.7')).status).toBe(429)
  expect(await statuses(BURST + 1, () => anybody('2001:db8::1:2'))).toContain(429)
  expect((await anybody('2001:db8:0:0:ffff::9')).status).toBe(429)
  expect((await anybody('2001:db8:0:1::9')).status).toBe(401)
})

test('an address behind two proxies is the last one that is neither, however they write it', async () => {
  pace = createPace({ ...LIMITS, proxies: ['127.0.0.1', '10.1.0.0/16', '2001:db8:5::/48'], now: () => now })
  expect(await statuses(BURST + 1, () => anybody('198.51.100.1, 203.0.113.7, 10.1.2.3'))).toContain(429)
  expect((await anybody('203.0.113.7:4711, 2001:db8:5::1')).status).toBe(429)
  expect((await anybody('::ffff:203.0.113.7')).status).toBe(429)
  // 10.2.0.1 is none of the proxies, so what it says of others does not count.
  expect((await anybody('203.0.113.7, 10.2.0.1')).status).toBe(401)
  expect(await statuses(BURST + 1, () => anybody('[2001:db8::1]:443'))).toContain(429)
  expect((await anybody('2001:db8::2')).status).toBe(429)
})

test.for(['nonsense', '', ', ,', '203.0.113.7.9', 'unknown', '_hidden', `${'1'.repeat(5000)}`])(
  'an entry that is no address counts with the proxy: %s',
  async forwarded => {
    pace = createPace({ ...LIMITS, proxies: ['127.0.0.1'], now: () => now })
    await statuses(BURST, () => anybody())
    expect((await anybody(forwarded)).status).toBe(429)
  },
)

test('a stranger who writes the header has one address all the same', async () => {
  let written = 0
  expect(await statuses(BURST + 1, () => anybody(`203.0.113.${written++}`))).toEqual([
    ...Array<number>(BURST).fill(401),
    429,
  ])
})

test('of many that ask, those quiet longest are forgotten', () => {
  const buckets = createBuckets({ burst: 1, paceMs: 1000, most: 2 })
  expect(buckets.take('a', 0)).toBe(0)
  expect(buckets.take('a', 0)).toBe(1000)
  buckets.take('b', 0)
  buckets.take('c', 0)
  expect(buckets.take('a', 0)).toBe(0)
  expect(buckets.take('c', 0)).toBe(1000)
})
