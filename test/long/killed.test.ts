/** SIGKILL, for which a program can't prepare: acknowledged commands are there, and the next start needs no help. */
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clusterAt } from '../../src/postgres/cluster.ts'
import { findPostmaster } from '../../src/postgres/postmaster.ts'
import { removeFolder, run, serverRuns, start, startedFolder, superuserUrl } from '../process/program.ts'

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

test('what was answered is there after SIGKILL, and the next start stops the server that was left', async () => {
  const program = start({ INTERSG_DATA_DIR: folder })
  program.type('/sg person add "Ada Okafor" role:"SG17 chair"')
  await program.says('Ada Okafor is registered as SG17 chair.')
  program.kill('SIGKILL')
  expect(await program.ended).toMatchObject({ code: null, signal: 'SIGKILL' })
  expect(await serverRuns(folder)).toBe(true)

  const next = await run({ INTERSG_DATA_DIR: folder }, '/sg person list SG17')
  expect(next).toMatchObject({ code: 0, err: '' })
  expect(next.out).toMatch(/SG17 chair\s+Ada Okafor/)
  expect(await serverRuns(folder)).toBe(false)
})

test('the database server killed with the program recovers at the next start', async () => {
  const program = start({ INTERSG_DATA_DIR: folder })
  program.type('/sg person add "Ada Okafor" role:"SG17 chair"')
  await program.says('is registered')
  const server = await findPostmaster(clusterAt(join(folder, 'postgres')))
  process.kill(server!.pid, 'SIGKILL')
  program.kill('SIGKILL')
  await program.ended
  const next = await run({ INTERSG_DATA_DIR: folder }, '/sg person list SG17')
  expect(next.out).toMatch(/SG17 chair\s+Ada Okafor/)
})

/** The deliveries recorded as sent. The server outlives the program. */
async function sent(): Promise<number> {
  const client = new pg.Client(await superuserUrl(folder))
  await client.connect()
  const { rows } = await client.query(`SELECT count(*)::int AS n FROM "Delivery" WHERE state = 'SENT'`)
  await client.end()
  return rows[0].n
}

/**
 * A line at the terminal can't be looked up: one that was printed and not yet recorded when the process died is
 * printed again. So it is at least once, and exactly once for all that was recorded.
 */
test('killed in the middle of .advance and started again, it tells every reminder; none that was recorded twice', async () => {
  await takeTrial()
  const { folder: whole } = await startedFolder(YEAR)
  const move = '.advance 100d'
  const notices = (out: string) => out.split('\n').filter(line => line.startsWith('→'))
  const all = notices((await run({ ...YEAR, INTERSG_DATA_DIR: whole }, move)).out)
  await removeFolder(whole)
  expect(new Set(all).size, 'no two lines are the same').toBe(all.length)
  expect(all.length).toBeGreaterThan(12)

  const environment = { ...YEAR, INTERSG_DATA_DIR: folder }
  const program = start(environment)
  program.type(move)
  await program.says(/(→.*\n){6}/)
  program.kill('SIGKILL')
  const before = notices((await program.ended).out)
  const recorded = await sent()
  const after = notices((await run(environment, move)).out)

  expect(before.length, 'it was killed on the way').toBeLessThan(all.length)
  // Each is recorded before the next is printed: at most one was printed and not recorded.
  expect([before.length, before.length - 1]).toContain(recorded)
  expect(new Set([...before, ...after])).toEqual(new Set(all))
  expect(after.filter(line => before.includes(line))).toEqual(before.slice(recorded))
  expect(after).toHaveLength(all.length - recorded)
})
