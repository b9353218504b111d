/** Which meetings of a plan are those that stand, moved, and which are new. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toMeeting } from '../../src/core/meetings/meeting.ts'
import { compare } from '../../src/core/plans/supersede.ts'
import { parseTimeSpan } from '../../src/core/time/parse.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

test.each([
  ['2026-06-13', 'move'],
  ['2026-06-14', 'add'],
  ['2026-04-12', 'move'],
  ['2026-04-11', 'add'],
])('a meeting of 13 May that a new plan has on %s: %s', async (date, expected) => {
  const standing = toMeeting(await office.db.meeting.findUniqueOrThrow({ where: { id: 2 } }))
  const planned = {
    group: 'RG-DT',
    kind: 'RG_INTERIM',
    date: Temporal.PlainDate.from(date),
    time: parseTimeSpan('13:00–15:00'),
    title: undefined,
    objective: standing.objective,
    deadline: { kind: 'none' },
  } as const
  const { add, move, cancel } = compare([planned], [standing])
  expect({ add: add.length, move: move.length, cancel: cancel.length }).toEqual(
    expected === 'move' ? { add: 0, move: 1, cancel: 0 } : { add: 1, move: 0, cancel: 1 },
  )
})
