import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { clusterAt } from '../../src/postgres/cluster.ts'
import { startEmbedded } from '../../src/postgres/embedded-server.ts'
import { copyOnline } from '../../src/postgres/online-backup.ts'
import { temporaryFolder } from '../../src/postgres/temporary-server.ts'
import { ask } from './process.ts'

const closes: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close()
})

async function makeFolder(): Promise<string> {
  const folder = await temporaryFolder()
  closes.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a copy taken while somebody writes has all that was committed before, and nothing by halves', async () => {
  const [folder, other] = [await makeFolder(), await makeFolder()]
  const server = await startEmbedded({ dataDir: folder })
  closes.push(() => server.stop())
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query('CREATE TABLE half (pair int, side text)')
  let committed = 0
  const writing = new AbortController()
  const writer = (async () => {
    for (; !writing.signal.aborted; committed++)
      await client.query(
        `INSERT INTO half VALUES (${committed}, repeat('x', 5000)); INSERT INTO half VALUES (${committed}, 'y')`,
      )
  })()
  await expect.poll(() => committed).toBeGreaterThan(20)
  const before = committed
  await copyOnline(clusterAt(join(folder, 'postgres')), server.adminUrl, join(other, 'postgres'))
  expect(committed).toBeGreaterThan(before)
  writing.abort()
  await writer
  await client.end()
  await expect.poll(() => ask(server.adminUrl, 'SELECT count(*)::int FROM pg_replication_slots')).toBe(0)

  const restored = await startEmbedded({ dataDir: other })
  closes.push(() => restored.stop())
  expect(restored.created).toBe(false)
  expect(await ask(restored.url, 'SELECT count(DISTINCT pair)::int FROM half')).toBeGreaterThanOrEqual(before)
  expect(
    await ask(
      restored.url,
      'SELECT count(*)::int FROM (SELECT FROM half GROUP BY pair HAVING count(*) <> 2) broken',
    ),
  ).toBe(0)
})
