import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../src/core/database/temporary.ts'
import { copyFolder, makeFolder, type Running, removeFolder, serverRuns, start } from './program.ts'

let made: string
let folder: string

beforeAll(async () => {
  ;({ folder: made } = await makeFolder())
})
afterAll(() => removeFolder(made))
beforeEach(async () => {
  folder = await copyFolder(made)
})
afterEach(() => removeFolder(folder))

const CLEAN = { code: 0, signal: null }
const begin = async () => {
  const program = start({ INTERSG_DATA_DIR: folder })
  program.type('/sg me')
  await program.says('You are TSB.')
  return program
}

describe('at the prompt', () => {
  const WAYS: [string, (program: Running) => void][] = [
    ['SIGINT (Ctrl-C)', program => program.kill('SIGINT')],
    ['SIGTERM', program => program.kill('SIGTERM')],
    ['SIGHUP, the window closed', program => program.kill('SIGHUP')],
    ['the end of its input', program => program.close()],
    ['.quit', program => program.type('.quit')],
  ]
  test.each(WAYS)('%s stops it, the database server included', async (_, stop) => {
    const program = await begin()
    expect(await serverRuns(folder)).toBe(true)
    stop(program)
    expect(await program.ended).toMatchObject({ ...CLEAN, err: '' })
    expect(await serverRuns(folder)).toBe(false)
  })
})

test.each([0, 300, 600, 900])('SIGTERM %i ms after a first start leaves no server', async wait => {
  const empty = await temporaryFolder()
  const program = start({ INTERSG_DATA_DIR: empty })
  await new Promise(resolve => setTimeout(resolve, wait))
  program.kill('SIGTERM')
  const { code, signal } = await program.ended
  // Before the program itself runs, a signal ends it at once.
  expect([code, signal]).toEqual(code === null ? [null, 'SIGTERM'] : [0, null])
  expect(await serverRuns(empty)).toBe(false)
  await removeFolder(empty)
})

test('SIGTERM in the middle of .advance stops at a reminder, cleanly; the next start goes on', async () => {
  const environment = { INTERSG_DATA_DIR: folder, INTERSG_CLOCK: '2026-02-01T09:00' }
  const program = start(environment)
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
