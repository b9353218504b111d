import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../src/postgres/temporary-server.ts'
import {
  freePort,
  ROOT,
  type Running,
  removeFolder,
  serverRuns,
  start,
  startedFolder,
  superuserUrl,
} from '../process/program.ts'

const YEAR = { INTERSG_CLOCK: '2026-02-01T09:00' }

let folder: string

beforeEach(async () => {
  ;({ folder } = await startedFolder())
})
afterEach(() => removeFolder(folder))

/** Goes on in a folder that a simulated clock has filled. */
async function takeTrial(): Promise<void> {
  await removeFolder(folder)
  ;({ folder } = await startedFolder(YEAR))
}

const CLEAN = { code: 0, signal: null }
const begin = async () => {
  const program = start({ INTERSG_DATA_DIR: folder })
  program.type('/sg me')
  await program.says('You are TSB.')
  return program
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops it, the database server included', async signal => {
  const program = await begin()
  expect(await serverRuns(folder)).toBe(true)
  program.kill(signal)
  expect(await program.ended).toMatchObject({ ...CLEAN, err: '' })
  expect(await serverRuns(folder)).toBe(false)
})

test('two signals at once are one Ctrl-C, from the terminal and from npm', async () => {
  const program = await begin()
  program.kill('SIGINT')
  program.kill('SIGINT')
  expect(await program.ended).toMatchObject({ ...CLEAN, err: '' })
  expect(await serverRuns(folder)).toBe(false)
})

test('a second Ctrl-C cuts the stop short, and still ends the database server', async () => {
  const program = await begin()
  const blocker = new pg.Client(await superuserUrl(folder))
  blocker.on('error', () => {}) // its server stops
  await blocker.connect()
  await blocker.query('BEGIN; LOCK TABLE "Person"')
  program.type('/sg person list')
  const blocked = 'SELECT count(*)::int FROM pg_locks WHERE NOT granted'
  await expect.poll(async () => (await blocker.query(blocked)).rows[0].count).toBe(1)
  // The first one waits for the command, which waits for us.
  const ended = program.ended.then(() => true)
  while (!(await Promise.race([ended, setTimeout(100, false)]))) program.kill('SIGINT')
  expect(await program.ended).toMatchObject({ code: 1, signal: null })
  expect(await serverRuns(folder)).toBe(false)
})

test('a closed terminal ends it, the database server included', async () => {
  const program = await begin()
  program.hangUp()
  program.kill('SIGHUP')
  expect(await program.ended).toMatchObject(CLEAN)
  expect(await serverRuns(folder)).toBe(false)
})

test('a line .quit ends it where it serves on a port; the end of its input does not', async () => {
  const port = await freePort()
  const program = start({ INTERSG_DATA_DIR: folder, PORT: String(port) })
  await program.says(`port ${port}`, 'err')
  program.type('.quit')
  expect(await program.ended).toMatchObject(CLEAN)
  expect(await serverRuns(folder)).toBe(false)
})

test('the demo ends when nobody reads on, as with `| head`, the database server included', async () => {
  const demo = start({ INTERSG_DATA_DIR: folder }, 'src/cli/demo.ts')
  await demo.says('TSB>')
  demo.hangUp()
  expect(await demo.ended).toMatchObject({ ...CLEAN, err: '' })
  expect(await serverRuns(folder)).toBe(false)
})

const MOMENTS: [string, (folder: string, program: Running) => Promise<unknown>][] = [
  ['its database is being made', folder => appears(join(folder, 'creating'))],
  ['its database server starts', folder => appears(join(folder, 'postgres/data/postmaster.pid'))],
  ['its tables are made', (_, program) => program.says('New database', 'err')],
]

test.each(MOMENTS)('SIGTERM at a first start, when %s, leaves no server', async (_, moment) => {
  const empty = await temporaryFolder()
  const program = start({ INTERSG_DATA_DIR: empty })
  await moment(empty, program)
  program.kill('SIGTERM')
  expect(await program.ended).toMatchObject(CLEAN)
  expect(await serverRuns(empty)).toBe(false)
  await removeFolder(empty)
})

async function appears(path: string): Promise<void> {
  while (!existsSync(path)) await setTimeout(5)
}

test('SIGTERM in the middle of .advance stops it at a reminder, cleanly; no later line is done', async () => {
  await takeTrial()
  const program = start({ INTERSG_DATA_DIR: folder, ...YEAR })
  program.type('.advance 365d', '/sg person list')
  await program.says(/(→.*\n){5}/)
  program.kill('SIGTERM')
  const ended = await program.ended
  expect(ended).toMatchObject(CLEAN)
  expect(ended.err).toMatch(/^Simulated clock.*\n$/)
  expect(ended.out).not.toContain('It is ')
  expect(ended.out).not.toContain('holds a role')
  expect(await serverRuns(folder)).toBe(false)
})

test('a repeated SIGTERM or SIGHUP does not cut the stop short', async () => {
  const program = await begin()
  const ended = program.ended.then(() => true)
  const blocker = new pg.Client(await superuserUrl(folder))
  blocker.on('error', () => {}) // its server stops
  await blocker.connect()
  await blocker.query('BEGIN; LOCK TABLE "Person"')
  program.type('/sg person list')
  const blocked = 'SELECT count(*)::int FROM pg_locks WHERE NOT granted'
  await expect.poll(async () => (await blocker.query(blocked)).rows[0].count).toBe(1)
  program.kill('SIGTERM')
  await setTimeout(600) // longer than two signals count as one
  program.kill('SIGTERM')
  program.kill('SIGHUP')
  expect(await Promise.race([ended, setTimeout(100, false)])).toBe(false)
  await blocker.end()
  expect(await program.ended).toMatchObject(CLEAN)
  expect(await serverRuns(folder)).toBe(false)
})

test('the end of npm, which SIGTERM ends without us, stops it, the database server included', async () => {
  // As npm does: a shell between it and us, which doesn't hand signals on.
  const shell = spawn('sh', ['-c', `"${process.execPath}" src/main.mjs; true`], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, INTERSG_DATA_DIR: folder, npm_lifecycle_event: 'start' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  shell.stdin.write('/sg me\n')
  await once(shell.stdout, 'data')
  const over = once(shell.stdout, 'end')
  shell.kill('SIGTERM')
  shell.stdout.resume()
  await over
  await expect.poll(() => serverRuns(folder)).toBe(false)
})

test('a second process on the same folder keeps the server when the first one stops', async () => {
  const [one, two] = [await begin(), await begin()]
  one.kill('SIGTERM')
  expect(await one.ended).toMatchObject(CLEAN)
  two.type('/sg meeting next RG-DT')
  await two.says('RG-DT')
  two.close()
  expect(await two.ended).toMatchObject({ ...CLEAN, err: '' })
  expect(await serverRuns(folder)).toBe(false)
})
