/** The task that keeps lists of events true, on a platform in memory. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bot } from '../../src/bots/bot.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import { findMeeting, type Meeting } from '../../src/core/meetings/meeting.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import {
  type ListedEvent,
  nextStepFor,
  type ServerEvent,
  type Step,
  toServerEvent,
} from '../../src/core/server-events/event.ts'
import { genevaTime, openStage, type Stage } from '../support/recording-bot.ts'
import { fakePlatform } from './platform.ts'

const MOVE = 'meeting move MTG-1 reason:"clash" confirm:yes date:'

let clock: SimulatedClock
let stage: Stage
let meeting: Meeting
/** The events in the list, and the requests about it. */
const list = new Map<string, ServerEvent>()
const asked: string[] = []
/** The faults of the next requests about a meeting. */
const faults = new Map<string, Error>()

/** Whether a group has its channel on the server, and whether the bot can see where all channels are. */
let isHome = true
let isComplete = true

const attempt = (what: string, key: string) => {
  asked.push(`${what} ${key}`)
  const fault = faults.get(key)
  faults.delete(key)
  if (fault) throw fault
}
const bot: Bot = {
  ...fakePlatform('discord'),
  events: {
    places: async () => ({ places: isHome ? ['server'] : [], complete: isComplete }),
    list: async () => [...list].map(([reference, { key }]) => ({ reference, key, begun: false })),
    async create(_, event) {
      attempt('create', event.key)
      list.set(`event-${asked.length}`, event)
      return `event-${asked.length}`
    },
    async change(_, reference, event) {
      attempt('change', event.key)
      list.set(reference, event)
    },
    async cancel(_, reference) {
      attempt('cancel', list.get(reference)!.key)
      list.delete(reference)
    },
    async remove(_, reference) {
      list.delete(reference)
    },
  },
}
const shown = (key: string) => [...list.values()].filter(e => e.key === key)

beforeAll(async () => {
  clock = simulatedClock(genevaTime('2026-02-02T09:00'))
  stage = await openStage(clock, bot)
  meeting = await findMeeting(stage.db, 1)
})
afterAll(() => stage.close())

test('one meeting that is refused does not keep the others out, and is tried again with its next change', async () => {
  faults.set('MTG-1', new DeliveryFault('never', 'refused as it is'))
  await stage.settle()
  expect(shown('MTG-1')).toEqual([])
  expect(shown('MTG-2')).toHaveLength(1)
  expect(stage.logged).toEqual([expect.stringContaining('"fault":"refused as it is"')])
  await stage.until('2026-02-03T09:00')
  expect(asked.filter(a => a === 'create MTG-1')).toHaveLength(1)
  await stage.does('RG-DT Rapporteur', `${MOVE}"18 March 2026"`)
  await stage.settle()
  expect(shown('MTG-1')).toHaveLength(1)
})

test('a list is left alone as long as the platform asks, and what was to be done is done then', async () => {
  faults.set('MTG-1', new DeliveryFault('later', 'busy', 30_000))
  await stage.does('RG-DT Rapporteur', `${MOVE}"25 March 2026"`)
  await stage.settle()
  const before = asked.length
  await stage.until('2026-02-03T09:00:29')
  expect(asked).toHaveLength(before)
  await stage.until('2026-02-03T09:00:30')
  expect(asked.slice(before)).toEqual(['change MTG-1'])
  expect(shown('MTG-1')[0]?.starts).toEqual(genevaTime('2026-03-25T13:00'))
})

test('what an instance held that is no longer alive is finished by another', async () => {
  await stage.does('RG-DT Rapporteur', `${MOVE}"26 March 2026"`)
  await stage.db.meetingEvent.updateMany({ where: { meetingId: 1 }, data: { claimant: 4711 } })
  await stage.settle()
  expect(shown('MTG-1')[0]?.starts).toEqual(genevaTime('2026-03-26T13:00'))
})

test('a database that was restored finds the events of before', async () => {
  await stage.db.meetingEvent.deleteMany()
  const before = asked.length
  await stage.settle()
  expect(asked.slice(before).filter(a => a.startsWith('create'))).toEqual([])
  expect(shown('MTG-1')).toHaveLength(1)
})

test('on a server that is no group’s home any more none is left, and all come back with a home', async () => {
  isHome = false
  isComplete = false
  await stage.settle()
  expect(list.size).toBeGreaterThan(0)
  isComplete = true
  await stage.settle()
  expect([...list.values()]).toEqual([])
  const before = asked.length
  await stage.settle()
  expect(asked.slice(before)).toEqual([])
  isHome = true
  await stage.settle()
  expect(shown('MTG-1')).toHaveLength(1)
})

describe('what is done with an event', () => {
  const now = genevaTime('2026-03-11T12:00')
  const standing = (begun: boolean): ListedEvent => ({ reference: 'e1', key: 'MTG-1', begun })
  const at = (starts: string): Partial<Meeting> => ({ starts: genevaTime(starts) })
  const ahead = at('2026-03-11T13:00')
  const begun = at('2026-03-11T11:00')

  test.for<[string, Partial<Meeting>, ListedEvent | undefined, Step]>([
    ['ahead, not there', ahead, undefined, 'create'],
    ['ahead, there', ahead, standing(false), 'change'],
    ['ahead again, its event begun', ahead, standing(true), 'replace'],
    ['begun, there', begun, standing(true), 'change'],
    ['begun, not there', begun, undefined, 'nothing'],
    ['cancelled, not there', { ...ahead, status: 'CANCELLED' }, undefined, 'nothing'],
    ['cancelled, there', { ...ahead, status: 'CANCELLED' }, standing(false), 'cancel'],
    ['cancelled, its event begun', { ...begun, status: 'CANCELLED' }, standing(true), 'remove'],
  ])('%s', ([, facts, there, step]) => {
    expect(nextStepFor({ ...meeting, ...facts }, there, now)).toBe(step)
  })

  test('it names who meets, when in Geneva, for what, until when, and the reference', () => {
    expect(toServerEvent({ ...meeting, status: 'CONFIRMED' })).toMatchObject({
      key: 'MTG-1',
      title: 'RG-DT interim RG meeting',
      where: 'Online (Geneva)',
      lines: [
        '11 March 2026, 13:00–15:00 Geneva time (CET)',
        'Confirmed: it will be held.',
        'Objective: Progress the work on its terms of reference',
        'Contributions by 4 March 2026, 23:59 Geneva time.',
        [
          'Reference: MTG-1. More: ',
          { kind: 'command', path: 'meeting show', options: { meeting: 'MTG-1' } },
        ],
      ],
    })
  })
})
