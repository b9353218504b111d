/**
 * A world in which a Rapporteur announces meetings in the channel of RG-DT, something goes wrong on one platform, and
 * the secretariat looks after it.
 */
import { expect } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import type { Chat } from './chat.ts'
import { CALENDAR, type Harness, openHarness, type Person } from './harness.ts'

export interface Trouble<C extends Chat> {
  world: Harness
  chat: C
  /** The secretariat. */
  tess: Person
  /** The Rapporteur of RG-DT. */
  rosa: Person
  /** The channel of a group. */
  room(group: string): string
  /** Rosa puts a meeting on the calendar; gives what the channel reads of it. */
  announces(): Promise<string>
  /** How often a text stands in the channel of RG-DT. */
  standing(words: string): number
  /** The answer of /sg delivery list. */
  list(): Promise<string>
  /** The lines that were logged since one looked last. */
  logged(): string[]
  /** Time passes, and what falls due is done. */
  passes(time: Temporal.DurationLike): Promise<void>
  /** It becomes the next morning, nine o'clock in Geneva. */
  morning(): Promise<void>
}

const GROUPS = ['RG-DT', 'SG13', 'SG17', 'WP2']

export const ALL_DELIVERED = 'Everything of the last 30 days was delivered.'

/** How long a request to a platform is waited for, in real milliseconds. */
const PATIENCE = 300

export async function openTrouble<C extends Chat>(platform: Platform): Promise<Trouble<C>> {
  const at = '2026-02-02T10:00'
  const world = await openHarness({ platforms: [platform], at, apart: CALENDAR, patience: PATIENCE })
  await world.channels(...GROUPS)
  const tess = await world.person('Tess Adeyemi', 'TSB')
  const rosa = await world.person('Rosa Rossi', 'RG-DT Rapporteur')
  const chat = world.chats[platform] as C
  const rooms = new Map(GROUPS.map(group => [group, chat.channel(`${group.toLowerCase()}-room`)]))
  const room = (group: string) => rooms.get(group)!
  const here = () => world.now().toZonedDateTimeISO('Europe/Zurich').toPlainDateTime()
  let day = Temporal.PlainDate.from('2026-05-29')
  return {
    world,
    chat,
    tess,
    rosa,
    room,
    async announces() {
      // A working day.
      day = day.add({ days: day.dayOfWeek < 5 ? 1 : 3 })
      const meeting = `group:RG-DT date:"${day}" time:13:00–15:00 objective:"progress the work"`
      expect(await rosa.type(`meeting schedule ${meeting}`)).toContain('is on the calendar')
      return `New on the calendar: RG-DT interim RG meeting, ${day.day} ${day.toLocaleString('en', { month: 'long' })} 2026`
    },
    standing: words => chat.messages(room('RG-DT')).filter(m => m.text.includes(words)).length,
    list: () => tess.type('delivery list'),
    logged: () => world.faults.splice(0),
    passes: time => world.at(here().add(time).toString()),
    morning: () =>
      world.at(here().add({ days: 1 }).with({ hour: 9, minute: 0, second: 0, millisecond: 0 }).toString()),
  }
}

/** An issue between SG13 and SG17, whose card stands in their channels and in WP2's. */
export async function anIssue(world: Harness): Promise<Person> {
  const ada = await world.person('Ada Okafor', 'SG13 chair')
  await ada.type('issue raise topic:"Trust" summary:"Who covers what?" with:SG17 show-to:WP2')
  return ada
}

/**
 * A fault that passes: meanwhile TSB sees in the list what waits and why, the log has it, and after a while the channel
 * has the message once. `stands`: it arrived although it looked otherwise.
 */
export async function passesBy(trouble: Trouble<Chat>, reason: string, stands: boolean): Promise<void> {
  const { world, announces, standing, list, logged, passes } = trouble
  const words = await announces()
  expect(standing(words)).toBe(stands ? 1 : 0)
  expect(await list()).toMatch(waiting(reason))
  expect(logged()).toContainEqual(expect.stringContaining(`"fault":"${reason}`))
  await passes({ minutes: 2 })
  await world.says('RG-DT', words)
  await world.quiet()
  expect(await list()).toBe(ALL_DELIVERED)
  expect(logged()).toEqual([])
}

/**
 * A fault that does not pass: it is given up at once, the log and the list say why, TSB reads of it in the morning, and
 * when it is mended the button sends it.
 */
export async function isGivenUp(trouble: Trouble<Chat>, reason: string, mend: () => void): Promise<void> {
  const { world, tess, announces, standing, list, logged, passes, morning } = trouble
  const words = await announces()
  expect(await list()).toMatch(givenUp(reason))
  expect(logged()).toContainEqual(expect.stringContaining(`"fault":"${reason}`))
  await passes({ hours: 3 })
  expect(standing(words)).toBe(0)
  await world.quiet()
  await morning()
  const digest = await tess.isTold(`to the channel of RG-DT on`)
  expect(digest.text).toMatch(givenUp(reason))
  mend()
  expect((await tess.press(digest, 'Try again')).shown!.text).toContain('One message is tried again now.')
  await world.says('RG-DT', words)
  await world.quiet()
  expect(await list()).toBe(ALL_DELIVERED)
  expect(logged()).toEqual([])
}

/**
 * The answer to a command can't be shown: the same command, given again, shows it and does not act again; and once more,
 * it is another act.
 */
export async function isAnsweredAgain(trouble: Trouble<Chat>, ada: Person, log: string): Promise<void> {
  const { world, logged } = trouble
  const line = 'issue comment ISG-1 text:"Three."'
  // The answer never comes, so the test doesn't wait for it.
  void ada.try(line).catch(() => {})
  const lines: string[] = []
  await expect.poll(() => lines.push(...logged()) > 0 && lines.join('\n')).toContain(log)
  await expect.poll(() => world.db.undeliveredReply.count()).toBe(1)
  for (let i = 0; i < 2; i++) {
    expect(await ada.type(line)).toContain('Ada Okafor (SG13 chair) commented: Three.')
    for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, 'commented: Three.')
    await world.quiet()
  }
}

const waiting = (reason: string) =>
  new RegExp(
    `DLV-\\d+ to the channel of RG-DT on \\w+, about MTG-\\d+: ${RegExp.escape(reason)}.*\\. Tried again at`,
  )

const givenUp = (reason: string) => new RegExp(`: ${RegExp.escape(reason)}.*\\. Given up\\.`)
