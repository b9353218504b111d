import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, ROOT, removeFolder, run, serverRuns, start, startedFolder } from './program.ts'

const CLOCK = { INTERSG_CLOCK: '2026-04-20T09:00' }
const TOLD = /^Simulated clock: Monday 20 April 2026, 09:00 in Geneva\..*\n$/

let folder: string
let first: Ended

beforeAll(async () => {
  ;({ folder, first } = await startedFolder(CLOCK))
})
afterAll(() => removeFolder(folder))

describe('a start', () => {
  test('on an empty database says in two lines what it made', () => {
    expect(first).toMatchObject({ code: 0, out: '' })
    const [database, plan, ...clock] = first.err.split(/(?<=\n)/)
    expect(database).toMatch(/^New database with .*2025–2028\.$/m)
    expect(plan).toMatch(/^Loaded the plan of January 2026: .*/)
    expect(clock.join('')).toMatch(TOLD)
  })

  test('later says nothing, and at the end of its input leaves no server', async () => {
    const { folder: copy } = await startedFolder(CLOCK)
    const later = await run({ INTERSG_DATA_DIR: copy, ...CLOCK })
    expect(later).toMatchObject({ code: 0, signal: null, out: '' })
    expect(later.err).toMatch(TOLD)
    expect(await serverRuns(copy)).toBe(false)
    await removeFolder(copy)
  })

  // A trial's .advance counted real reminders as told, which then never came.
  test('with the other clock is refused, so that a trial never mixes with what really happened', async () => {
    const refused = await run({ INTERSG_DATA_DIR: folder }, '/sg me')
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(/^This database has a trial with a simulated clock\./)
  })
})

// No folder is named in issue 2; here one is, so that nothing is made below the project.
const TRIAL = () => ({ INTERSG_DATA_DIR: folder, ...CLOCK })
const LINES = ['/sg meeting next RG-DT', '.at 2026-05-06T10:00', '/sg deadline list']

describe('the example of the plan of January 2026', () => {
  let trial: Ended

  beforeAll(async () => {
    trial = await run(TRIAL(), ...LINES)
  })

  test('answers with the meeting and its deadline', () => {
    const answer = trial.out.split('\n→')[0]!
    expect(answer).toContain('13 May 2026')
    expect(answer).toContain('13:00–15:00')
    expect(answer).toContain('7 May 2026')
  })

  test('reminds of the deadline at 14, 7, 3 and 1 days, each once', () => {
    const told = trial.out.split('\n').filter(line => line.startsWith('→') && line.includes('Contributions'))
    expect(told.map(line => line.slice(0, line.indexOf(' RG-DT:')))).toEqual([
      '→ 23 April 2026, 09:00',
      '→ 30 April 2026, 09:00',
      '→ 4 May 2026, 09:00',
      '→ 6 May 2026, 09:00',
    ])
    for (const line of told) expect(line).toContain('7 May 2026')
  })

  test('ends with status 0, and nothing but the clock is told beside it', () => {
    expect(trial.code).toBe(0)
    expect(trial.err).toMatch(TOLD)
  })

  test('has every line of its output from a command, a directive or a notice', () => {
    const lines = trial.out.trimEnd().split('\n')
    const notice = /^→ \d{1,2} \w+ \d{4}, \d\d:\d\d \S.*?: \S/
    expect(lines.filter(line => line.startsWith('→')).every(line => notice.test(line))).toBe(true)
    expect(trial.out).not.toMatch(/\{"level"|Warning:|node:|undefined|\[object/)
  })
})

test('the log goes to standard error, all of it', async () => {
  const environment = { ...TRIAL(), LOG_LEVEL: 'trace' }
  const { out, err } = await run(environment, '/sg meeting next RG-DT')
  expect(err).toMatch(/\{"level":/)
  expect(out).not.toMatch(/\{"level":/)
})

test('a line that is refused makes the exit status 1; the lines after it are done', async () => {
  const { code, out } = await run(TRIAL(), '/sg meeting next RG-X', 'hello', '/sg me')
  expect(code).toBe(1)
  expect(out).toMatch(/^There is no group RG-X\..*\nCommands begin with \/sg.*\nYou are TSB\./)
})

test('empty lines and comments are no faults, and what stands after .quit is not done', async () => {
  const lines = ['', '  ', '# a remark', '.quit', '/sg nonsense']
  expect(await run(TRIAL(), ...lines)).toMatchObject({ code: 0, out: '' })
})

test('it does not mind when nobody reads on, as with `| head -1`', async () => {
  const program = start(TRIAL())
  program.type(...Array.from({ length: 50 }, () => '/sg meeting list'))
  await program.says('Coming meetings')
  program.hangUp()
  program.close()
  const { code, err } = await program.ended
  expect({ code, err: err.split('\n').slice(1).join('\n') }).toEqual({ code: 0, err: '' })
  expect(await serverRuns(folder)).toBe(false)
})

test('package.json starts the same programs', async () => {
  const { default: pack } = await import(`${ROOT}package.json`, { with: { type: 'json' } })
  expect(pack.scripts.start).toBe('node --disable-warning=ExperimentalWarning src/main.mjs')
  expect(pack.scripts.demo).toBe('node --disable-warning=ExperimentalWarning src/cli/demo.ts')
})
