import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clusterAt } from '../../src/postgres/cluster.ts'
import { type EmbeddedServer, startEmbedded } from '../../src/postgres/embedded-server.ts'
import { findPostmaster } from '../../src/postgres/postmaster.ts'
import { temporaryFolder } from '../../src/postgres/temporary-server.ts'
import { answers, ask, startElsewhere } from './process.ts'

let folder: string
let started: EmbeddedServer[]

const start = async (durable = false) => {
  const server = await startEmbedded({ dataDir: folder, durable })
  started.push(server)
  return server
}
const cluster = () => clusterAt(join(folder, 'postgres'))
const pidFile = () => join(cluster().data, 'postmaster.pid')
const postmaster = async () => (await findPostmaster(cluster()))?.pid ?? 0

/** A pid that no process has any more. */
const deadPid = () => Number(execFileSync('/bin/sh', ['-c', 'echo $$']))

beforeEach(async () => {
  folder = await temporaryFolder()
  started = []
})

afterEach(async () => {
  await Promise.all(started.map(server => server.stop()))
  expect(await postmaster(), 'a server was left running').toBe(0)
  await rm(folder, { recursive: true })
})

// Copied with its owner: making one takes half a second.
let made: string
const useMadeCluster = () => execFileSync('cp', ['-a', join(made, 'postgres'), folder])

beforeAll(async () => {
  made = await temporaryFolder()
  await (await startEmbedded({ dataDir: made, durable: false })).stop()
})
afterAll(() => rm(made, { recursive: true }))

describe('the first start', () => {
  test('makes a database that is safe, local and in UTC', async () => {
    const server = await start(true)
    expect(server).toMatchObject({ created: true, attached: false })
    expect(await ask(server.url, 'SELECT current_database()')).toBe('intersg')
    expect(await ask(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1')
    expect(await ask(server.url, 'SHOW timezone')).toBe('UTC')
    expect(await ask(server.url, 'SHOW fsync')).toBe('on')
    expect(await ask(server.url, 'SHOW server_encoding')).toBe('UTF8')
    expect(await ask(server.url, "SELECT upper('é')")).toBe('É')
  })

  test('keeps the password readable by its owner alone, and asks for it', async () => {
    const { url } = await start()
    expect((await stat(cluster().password)).mode & 0o777).toBe(0o600)
    expect(await answers(url)).toBe(true)
    expect(await answers(url.replace(/:[^:@]+@/, ':guessed@'))).toBe(false)
  })

  test.runIf(process.platform === 'linux')('gives the server a session of its own', async () => {
    await start()
    const pid = await postmaster()
    const [, session] = (await readFile(`/proc/${pid}/stat`, 'utf8')).match(/\) \S+ \d+ \d+ (\d+)/) ?? []
    expect(Number(session)).toBe(pid)
  })

  test('happens once when three processes come at the same instant', async () => {
    const three = await Promise.all([folder, folder, folder].map(startElsewhere))
    expect(three.filter(each => each.created)).toHaveLength(1)
    expect(three.filter(each => !each.attached)).toHaveLength(1)
    expect(new Set(three.map(each => each.url)).size).toBe(1)
    expect(await readdir(folder)).toEqual(['postgres'])
    await Promise.all(three.map(each => each.stop()))
    expect(await postmaster()).toBe(0)
  })

  test('is made good by the next when it was killed halfway', async () => {
    await mkdir(join(folder, 'creating', 'data'), { recursive: true })
    await writeFile(join(folder, 'creating', 'maker'), String(deadPid()))
    expect(await start()).toMatchObject({ created: true })
    await start()
    expect(await readdir(folder)).toEqual(['postgres'])
  })
})

describe('a later start', () => {
  beforeEach(useMadeCluster)

  test('finds the data again', async () => {
    const first = await start()
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS number')
    await first.stop()
    expect(await answers(first.url)).toBe(false)
    const second = await start()
    expect(second).toMatchObject({ created: false, attached: false })
    expect(await ask(second.url, 'SELECT number FROM kept')).toBe(7)
  })

  test('joins the server that another process started', async () => {
    const other = await startElsewhere(folder)
    const server = await start()
    expect(server).toMatchObject({ attached: true, url: other.url })
    await other.stop()
    expect(await answers(server.url)).toBe(true)
  })

  test('joins the server whose starter was killed, and then stops it', async () => {
    const other = await startElsewhere(folder)
    await other.kill()
    expect(await answers(other.url)).toBe(true)
    const server = await start()
    expect(server.attached).toBe(true)
    await server.stop()
    expect(await answers(other.url)).toBe(false)
  })

  test('starts anew and recovers when the server itself was killed', async () => {
    const other = await startElsewhere(folder)
    await ask(other.url, 'CREATE TABLE kept AS SELECT 7 AS number')
    const pid = await postmaster()
    await other.kill()
    process.kill(pid, 'SIGKILL')
    const server = await start()
    expect(server.attached).toBe(false)
    expect(await ask(server.url, 'SELECT number FROM kept')).toBe(7)
  })

  test.runIf(process.platform === 'linux')('is not misled when another process has the old pid', async () => {
    const other = await startElsewhere(folder)
    const left = await readFile(pidFile(), 'utf8')
    await other.stop()
    await writeFile(pidFile(), left.replace(/^\d+/, String(process.pid)))
    expect(await start()).toMatchObject({ attached: false })
  })

  test('is not misled by an empty pid file', async () => {
    await (await start()).stop()
    await writeFile(pidFile(), '')
    expect(await start()).toMatchObject({ attached: false })
  })
})

describe('the program’s role', () => {
  beforeEach(useMadeCluster)

  test('owns the database and is no superuser', async () => {
    const { url } = await start()
    expect(
      await ask(url, 'SELECT row_to_json(r) FROM pg_roles r WHERE rolname = current_user'),
    ).toMatchObject({ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false })
    await ask(url, 'CREATE TABLE own (id int)')
    await expect(ask(url, "COPY own FROM PROGRAM 'echo 1'")).rejects.toThrow(/permission denied/)
    await expect(ask(url, "SELECT pg_read_file('postgresql.conf')")).rejects.toThrow(/permission denied/)
    await expect(ask(url, 'ALTER ROLE intersg_program SUPERUSER')).rejects.toThrow(/permission denied/)
  })

  test('gets all that the database of an older version holds, which belonged to the superuser', async () => {
    const before = await start()
    await ask(
      before.adminUrl,
      `ALTER DATABASE intersg OWNER TO intersg; DROP ROLE intersg_program;
       CREATE TYPE mood AS ENUM ('glad');
       CREATE TABLE kept (id int GENERATED ALWAYS AS IDENTITY, old serial, mood mood);
       CREATE SEQUENCE alone; CREATE VIEW seen AS SELECT id FROM kept;
       CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42';
       INSERT INTO kept (mood) VALUES ('glad')`,
    )
    await before.stop()
    const { url } = await start()
    await ask(
      url,
      `INSERT INTO kept (mood) VALUES ('glad'); ALTER TYPE mood ADD VALUE 'sad'; ALTER TABLE kept ADD more int;
       ALTER SEQUENCE alone RESTART; ALTER VIEW seen RENAME TO known; DROP FUNCTION answer`,
    )
    expect(await ask(url, 'SELECT count(*)::int FROM known')).toBe(2)
  })
})

describe('a server that dies while it is used', () => {
  beforeEach(useMadeCluster)

  test('is started again where it was', async () => {
    const server = await start(true)
    await ask(server.url, 'CREATE TABLE kept AS SELECT 7 AS number')
    process.kill(await postmaster(), 'SIGKILL')
    await expect.poll(() => answers(server.url), { timeout: 15_000, interval: 100 }).toBe(true)
    expect(await ask(server.url, 'SELECT number FROM kept')).toBe(7)
  })

  test('is left to rest when its user stops', async () => {
    const server = await start(true)
    process.kill(await postmaster(), 'SIGKILL')
    await expect.poll(() => answers(server.url)).toBe(false)
    await server.stop()
    expect(await postmaster()).toBe(0)
  })
})

describe('stopping', () => {
  beforeEach(useMadeCluster)

  test('leaves the server to those who still use it', async () => {
    const mine = await start()
    const other = await startElsewhere(folder)
    expect(other.attached).toBe(true)
    await mine.stop()
    expect(await answers(other.url)).toBe(true)
    await other.stop()
    expect(await answers(other.url)).toBe(false)
  })

  test('of two at once stops the server', async () => {
    const servers = [await start(), await start()]
    await Promise.all(servers.map(server => server.stop()))
    expect(await answers(servers[0]!.url)).toBe(false)
  })

  test('may meet a start: it gets a server either way', async () => {
    const first = await start()
    const [, second] = await Promise.all([first.stop(), start()])
    expect(await answers(second.url)).toBe(true)
  })
})

test.runIf(process.getuid?.() === 0)(
  'says what to do when the server could not enter its folder',
  async () => {
    const shut = join(folder, 'shut')
    await mkdir(shut)
    await chmod(shut, 0o700)
    const fault = await startEmbedded({ dataDir: join(shut, '.intersg') }).catch((fault: Error) => fault)
    expect(fault).toMatchObject({ name: 'UserError', code: 'database-folder' })
    expect((fault as Error).message).toContain(shut)
    expect((fault as Error).message).toMatch(/INTERSG_DATA_DIR.*DATABASE_URL/)
  },
)
