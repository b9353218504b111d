/** The database away, cut off, full: what people and TSB see of it. The rows of docs/faults.md. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SlackChat } from '../fakes/slack/chat.ts'
import { ALL_DELIVERED } from '../support/fault-injection.ts'
import { type Harness, openHarness, type Person } from '../support/harness.ts'

let world: Harness
let chat: SlackChat
let ada: Person
let bo: Person
let tess: Person
beforeAll(async () => {
  world = await openHarness({ platforms: ['slack'], at: '2026-02-17T10:00', disturbed: true })
  chat = world.chats.slack as SlackChat
  await world.channels('SG13', 'SG17', 'WP2', 'RG-DT')
  tess = await world.person('Tess Adeyemi', 'TSB')
  ada = await world.person('Ada Okafor', 'SG13 chair')
  bo = await world.person('Bo Lindqvist', 'SG17 chair')
})
afterEach(async () => {
  await world.quiet()
  world.faults.length = 0
  expect(await tess.type('delivery list')).toBe(ALL_DELIVERED)
  expect(world.faults).toEqual([])
})
afterAll(() => world.end())

const UNCHANGED =
  /^Something went wrong on our side, and nothing was changed\. Please try again; if it happens again, tell TSB this reference: ([0-9a-f]{8})\.$/
const RAISE = 'issue raise topic:"Trust" summary:"Who covers what?" with:SG17 show-to:WP2'

/** The sentence is neutral, and the log has its reference with the reason. */
async function isRefused(line: string, reason: RegExp): Promise<void> {
  const [, reference] = UNCHANGED.exec(await ada.type(line)) ?? []
  expect(reference).toBeDefined()
  const logged = world.faults.find(f => f.startsWith('a command failed') && f.includes(reference!))
  expect(logged).toMatch(reason)
}

/** After its connection broke the program sends again within a second or so. */
const goesOn = (isDone: () => boolean) =>
  expect
    .poll(
      async () => {
        await world.settle()
        return isDone()
      },
      { timeout: 8000 },
    )
    .toBe(true)

const posts = () => chat.slack.callsOf('chat.postMessage').length
const lines = (room: string) => chat.messages(chat.channel(`${room.toLowerCase()}-room`)).length

describe('the database away', () => {
  test('a command is answered with one neutral sentence and changes nothing; given again, it acts once', async () => {
    world.way.shut()
    expect(await ada.type(RAISE)).toBe(
      'The database can’t be reached at the moment, and nothing was changed. Please try again in a few minutes.',
    )
    expect(world.faults.join()).toContain("Can't reach database server")
    await world.way.open()
    expect(await ada.type(RAISE)).toMatch(/^ISG-1 Trust: /)
    expect(await world.db.issue.count()).toBe(1)
    await goesOn(() => lines('SG13') > 1)
    await bo.isTold('raised the issue for SG13')
  })

  test('what somebody wrote in a form comes back, also while the database is away still', async () => {
    const words = `We propose “trust” for SG13. ${'And more of it. '.repeat(100)}`
    const { form } = await ada.try('issue propose ISG-1')
    world.way.shut()
    const lost = await ada.fill(form!, { text: words })
    expect(lost.shown?.text).toContain(
      'The database can’t be reached at the moment, and nothing was changed.',
    )
    const still = await ada.press(lost, 'Edit again')
    expect(still.shown?.text).toContain('The database can’t be reached at the moment')
    await world.way.open()
    const { form: again } = await ada.press(still, 'Edit again')
    expect(again?.fields.map(field => field.value ?? '').join('')).toContain(words.trim())
    // A text that waited is stored with the next command that is done, so that other instances know it, too.
    await ada.type('me zone:Europe/Zurich')
    await expect.poll(() => world.db.draft.count()).toBeGreaterThan(0)
  })

  test('what falls due meanwhile is told when it is there again, once', async () => {
    world.way.shut()
    await world.pauseUntil('2026-02-18T09:30')
    expect(world.faults).toContainEqual(expect.stringContaining('a task failed; it is tried again'))
    const before = posts()
    await world.way.open()
    await goesOn(() => posts() > before)
    await world.says('RG-DT', 'are due in 14 days: by 4 March 2026')
  })
})

describe('a connection to the database that breaks', () => {
  const comments = () => world.db.issueEvent.count({ where: { kind: 'comment' } })
  const COMMENT = 'issue comment ISG-1 text:"One."'
  /** As it is sent: not "READ COMMITTED". */
  const COMMIT = 'COMMIT\0'

  test.each([
    ['before a command is written', () => world.way.cut()],
    ['at its commit', () => world.way.breakAt(COMMIT, 'before')],
    ['after its commit', () => world.way.breakAt(COMMIT, 'after')],
  ])('%s: the command acts once and is answered', async (_, breaks) => {
    const [before, sent] = [await comments(), posts()]
    breaks()
    expect(await ada.type(COMMENT)).toContain('Ada Okafor (SG13 chair) commented: One.')
    expect(await comments()).toBe(before + 1)
    await goesOn(() => posts() >= sent + 3)
    for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: One.')
  })

  test('and stays away at its commit: the answer says that it can’t be told, and it was done once', async () => {
    const [before, sent] = [await comments(), posts()]
    world.way.breakAt(COMMIT, 'after', 'stays')
    expect(await ada.type(COMMENT)).toBe(
      'The database can’t be reached at the moment, and we can’t tell yet whether it was done. Please look before you try again in a few minutes.',
    )
    await world.way.open()
    expect(await comments()).toBe(before + 1)
    await goesOn(() => posts() >= sent + 3)
    for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: One.')
  })

  test.each(['before', 'after'] as const)(
    '%s it is noted that a message is about to be sent: it stands once',
    async when => {
      const sent = posts()
      world.way.breakAt("SET state = 'SENDING'", when)
      await ada.type(COMMENT)
      await goesOn(() => posts() >= sent + 3)
      for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: One.')
    },
  )

  test.each(['before', 'after'] as const)(
    '%s it is noted that a message was sent: it stands once',
    async when => {
      world.way.breakAt("SET state = 'SENT'", when)
      await ada.type(COMMENT)
      expect(world.faults).toContainEqual(
        expect.stringContaining('the result of a delivery could not be written'),
      )
      for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: One.')
    },
  )
})

describe('a full disk', () => {
  // PostgreSQL's own error for it, from a trigger: to fill a real one needs rights that not every machine gives.
  const fill = (table: string, act: string) =>
    world.db.$executeRawUnsafe(
      `CREATE TRIGGER full_disk BEFORE ${act} ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION full_disk()`,
    )
  const clear = (table: string) => world.db.$executeRawUnsafe(`DROP TRIGGER full_disk ON "${table}"`)
  const COMMENT = 'issue comment ISG-1 text:"Two."'

  beforeAll(async () => {
    await world.db.$executeRawUnsafe(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END$$`)
  })

  test('nothing of a command is left, and the sentence is neutral; with room again it acts', async () => {
    const before = await world.db.issueEvent.count()
    const notices = await world.db.notice.count()
    // The last thing that is written.
    await fill('Notice', 'INSERT')
    await isRefused(COMMENT, /No space left on device/)
    expect(await world.db.issueEvent.count()).toBe(before)
    expect(await world.db.notice.count()).toBe(notices)
    expect(await ada.type('issue show ISG-1')).toContain('Trust')
    await clear('Notice')
    expect(await ada.type(COMMENT)).toContain('commented: Two.')
    for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: Two.')
  })

  test('what is due waits, and is sent by itself when there is room again', async () => {
    await fill('Delivery', 'UPDATE')
    const sent = posts()
    await ada.type(COMMENT)
    expect(posts()).toBe(sent)
    expect(world.faults).toContainEqual(expect.stringContaining('No space left on device'))
    await clear('Delivery')
    await world.settle()
    for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: Two.')
  })

  test('what was sent and could not be noted stands once', async () => {
    await fill('Delivery', 'UPDATE OF "sentAt"')
    const commenting = ada.type(COMMENT)
    await expect.poll(() => world.faults.join()).toContain('the result of a delivery could not be written')
    await clear('Delivery')
    await commenting
    for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: Two.')
  })
})
