/** Pages of the web: how fast they come, how large they are, and whether answers in chat stay fast while they are read. */
import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { processorTimeMs } from '../child.ts'
import { percentile } from '../measure.ts'
import { OURS, seedFixture, serve } from '../program.ts'
import { type Bench, ms, type Row, times } from '../row.ts'
import { ask } from '../server.ts'
import { openSlack, type SlackDriver } from '../slack.ts'

const DOCUMENTS = 100_000
const ISSUES = 10_000

/** Pages of every kind that grows; those with filters too. `ISG`: an issue with a timeline. */
const PAGES = [
  '/',
  '/calendar',
  '/issues',
  '/issues?state=all&page=20',
  '/issues?state=all&text=topic',
  '/issues/ISG',
  '/registers',
  '/registers/documents',
  '/registers/documents?page=200',
  '/registers/documents?sort=-changed',
  '/registers/documents?meeting=TSAG+01-2026&sort=title',
  '/registers/documents?find=TD4711',
  '/registers/documents?words=number+4711',
  '/registers/documents/TD4711',
  '/documents',
  '/owed',
  '/action-plan',
  '/joint-activities',
]

const FIRST_BYTE_MS = 50
const PAGE_BYTES = 100_000
const PAGES_PER_SECOND = 20
/** Each may ask four times a second; while pages are opened one after the other, they come faster than that. */
const READERS = 40
/** A page is opened so often to see how much of the processor the program takes for it. */
const AGAIN = 20
const LOADED_MS = 150
const CHAT = 1.2

export const pages: Bench = {
  name: 'pages',
  about: 'pages of the web with 10⁵ documents and 10⁴ issues',
  async run({ server, quick, say }) {
    const driver = await openSlack()
    const database = await server.create('migrated')
    await seedFixture(database.url, driver.account)
    await fillRecord(database.url)
    const sessions = await Promise.all(
      Array.from({ length: READERS }, () => makeSession(database.url, driver.account)),
    )
    const child = await serve(OURS, database.url, { slack: driver.slack })
    await driver.wave(
      child.port,
      'issue raise topic:"Trust" summary:"Who covers what?" with:SG13,SG20',
      1,
      true,
    )
    const [issue] = (await ask(database.url, 'SELECT max(id) AS id FROM "Issue"')) as [{ id: number }]
    const paths = PAGES.map(path => path.replace(/ISG$/, `ISG-${issue.id}`))
    let opened = 0
    const open = (path: string) => openPage(child.port, path, sessions[opened++ % READERS]!)

    for (const path of [...paths, ...paths, ...paths]) await open(path)
    const alone: Opened[] = []
    for (let round = 0; round < (quick ? 5 : 40); round++)
      for (const path of paths) alone.push(await open(path))
    for (const path of paths) {
      const own = alone.filter(o => o.path === path).map(o => o.firstByte)
      const used = processorTimeMs(child.pid)
      for (let i = 0; i < AGAIN; i++) await open(path)
      const processor = (processorTimeMs(child.pid) - used) / AGAIN
      const { bytes } = alone.find(o => o.path === path)!
      say(
        `${path}: first byte p50 ${ms(percentile(own, 0.5))}, p99 ${ms(percentile(own, 0.99))}; of the processor ${ms(processor)}; ${bytes} bytes`,
      )
    }
    const largest = Math.max(...alone.map(o => o.bytes))
    const first = percentile(
      alone.map(o => o.firstByte),
      0.99,
    )

    const seconds = quick ? 10 : 60
    const quiet = await chat(driver, child.port, seconds)
    const [loaded, busy] = await Promise.all([
      load(seconds, i => open(paths[i % paths.length]!)),
      chat(driver, child.port, seconds),
    ])
    const whole = percentile(
      loaded.map(o => o.whole),
      0.99,
    )
    const ratio = percentile(busy, 0.5) / percentile(quiet, 0.5)
    await child.end()
    await database.drop()
    await driver.stop()

    const row = (what: string, ours: string, goal: string, met: boolean): Row => ({
      what,
      ours,
      against: '—',
      ratio: '—',
      goal,
      met,
    })
    return [
      row('a page → first byte, p99', ms(first), `≤ ${FIRST_BYTE_MS} ms`, first <= FIRST_BYTE_MS),
      row(
        'the largest page',
        `${Math.round(largest / 1000)} kB`,
        `≤ ${PAGE_BYTES / 1000} kB`,
        largest <= PAGE_BYTES,
      ),
      row(
        `${PAGES_PER_SECOND} pages a second for ${seconds} s → the whole page, p99`,
        ms(whole),
        `≤ ${LOADED_MS} ms`,
        whole <= LOADED_MS,
      ),
      {
        what: '`meeting next` while these pages are read, p50',
        ours: ms(percentile(busy, 0.5)),
        against: `without: ${ms(percentile(quiet, 0.5))}`,
        ratio: times(ratio),
        goal: `≤ ${CHAT}×`,
        met: ratio <= CHAT,
      },
    ]
  },
}

interface Opened {
  path: string
  /** In ms. */
  firstByte: number
  whole: number
  bytes: number
}

async function openPage(port: number, path: string, session: string): Promise<Opened> {
  const begun = performance.now()
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { cookie: `intersg-session=${session}` },
  })
  const firstByte = performance.now() - begun
  const bytes = (await answer.arrayBuffer()).byteLength
  if (answer.status !== 200) throw new Error(`${path}: HTTP ${answer.status}`)
  return { path, firstByte, whole: performance.now() - begun, bytes }
}

/** Opens pages at their pace, whether earlier ones have come or not. */
async function load(seconds: number, open: (i: number) => Promise<Opened>): Promise<Opened[]> {
  const begun = performance.now()
  const all: Promise<Opened>[] = []
  for (let i = 0; i < seconds * PAGES_PER_SECOND; i++) {
    await sleep(Math.max(0, begun + (i * 1000) / PAGES_PER_SECOND - performance.now()))
    all.push(open(i))
  }
  return Promise.all(all)
}

/** Times from a command to its answer, one after the other with a pause, for so long. */
async function chat(driver: SlackDriver, port: number, seconds: number): Promise<number[]> {
  const begun = performance.now()
  const all: number[] = []
  while (performance.now() - begun < seconds * 1000) {
    for (const { answered } of await driver.wave(port, 'meeting next RG-DT', 1, true)) all.push(answered)
    // As fast as one account may give commands.
    await sleep(1000)
  }
  return all
}

/** A session of the account, as its link would have opened. */
async function makeSession(url: string, account: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await ask(
    url,
    `INSERT INTO "WebAccess" (kind, secret, platform, account, at, until)
     VALUES ('SESSION', $1, 'slack', $2, now(), now() + interval '1 d')`,
    [createHash('sha256').update(secret).digest('hex'), account],
  )
  return secret
}

/** Documents of a hundred TSAG meetings, and issues of which a tenth is open. */
export async function fillRecord(url: string): Promise<void> {
  await ask(
    url,
    `INSERT INTO "RegisterEntry" (register, key, "sortKey", fields, at)
     SELECT 'documents', 'T25-TSAG-TD' || n, 'T000025-TSAG-TD' || lpad(n::text, 6, '0'), jsonb_build_object(
       'title', 'Document number ' || n || ' on trust and identity in systems of several study groups', 'state', 'available',
       'source', 'ITU-T SG' || (n % 20), 'marks', jsonb_build_array(jsonb_build_object('group', 'WP2', 'bracketed', n % 3 = 0)),
       'meeting', 'TSAG ' || CASE n % 2 WHEN 0 THEN '01' ELSE '09' END || '-' || (2026 - (n / 2) % 50)),
       now() - n * interval '1 min'
     FROM generate_series(1, $1::int) AS n`,
    [DOCUMENTS],
  )
  await ask(
    url,
    `INSERT INTO "Issue" (topic, stage, state, "raisedAt", "changedAt")
     SELECT 'Topic ' || n, stage, jsonb_build_object(
       'id', n, 'version', 1, 'topic', 'Topic ' || n, 'summary', repeat('Who covers what? ', 10),
       'stage', stage, 'lapsed', false, 'raisedFor', 'SG17', 'owner', 'SG17', 'raisedBy', jsonb_build_object('name', 'Ana'),
       'raisedAt', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'concerned', jsonb_build_array('SG13', 'SG17'),
       'notConcerned', '[]'::jsonb, 'documents', '[]'::jsonb, 'positions', '{}'::jsonb, 'proposals', 0, 'statements', 0,
       'calls', '[]'::jsonb, 'coordination', '{}'::jsonb, 'shownToWp2', false, 'escalated', false, 'unconfirmed', '[]'::jsonb,
       'disowned', '[]'::jsonb, 'disputed', '[]'::jsonb), at, at
     FROM (SELECT n, CASE n % 10 WHEN 0 THEN 'chairs' ELSE 'concluded' END AS stage,
       now() - (n + 1) * interval '1 min' AS at FROM generate_series(1, $1::int) AS n) AS i`,
    [ISSUES],
  )
  await ask(
    url,
    `INSERT INTO "IssueGroup" ("issueId", "groupId") SELECT id, g FROM "Issue", unnest(ARRAY['SG13', 'SG17']) AS g`,
  )
  await ask(url, 'VACUUM ANALYZE')
}
