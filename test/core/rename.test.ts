import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PRESENTERS } from '../../src/core/catalog.ts'
import { groupFeed } from '../../src/core/feeds/reading.ts'
import { formatLine } from '../../src/core/grammar/grammar.ts'
import { calendarOf } from '../../src/core/ics/calendar.ts'
import { findMeeting } from '../../src/core/meetings/meeting.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { toServerEvent } from '../../src/core/server-events/event.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const shown = async (line: string, who = 'TSB') => plainMessage((await office.say(who, line)).message)
/** The notices of a kind about a meeting, each in its words. */
async function told(kind: string) {
  const rows = await office.db.notice.findMany({ where: { kind }, orderBy: { id: 'asc' } })
  const view = { tx: office.db, now: office.clock.now(), direct: false }
  const messages = await Promise.all(rows.map(n => PRESENTERS[n.kind]!(n.data as never, view)))
  return messages.flatMap(m => (m ? [m.summary] : []))
}

describe('a meeting', () => {
  test('has a title where it is given one, and is named by it everywhere', async () => {
    const answer = await office.done(
      'WP2 chair',
      'meeting schedule WP2 date:"5 October 2026" time:14:00–16:00 title:"Lead SG roles" objective:"Inputs to TSAG"',
    )
    expect(answer).toContain('WP2 e-meeting “Lead SG roles” MTG-10 is on the calendar')
    expect(await shown('meeting list WP2')).toContain('Lead SG roles: Inputs to TSAG')
    expect(await shown('meeting show MTG-10')).toContain('WP2 e-meeting “Lead SG roles”, MTG-10')
    expect(toServerEvent(await findMeeting(office.db, 10)).title).toBe('WP2 e-meeting “Lead SG roles”')
    const feed = calendarOf((await groupFeed(office.db, 'WP2', office.clock.now()))!)
    expect(feed).toContain('SUMMARY:WP2 e-meeting “Lead SG roles”')
    const offered = await office.desk.complete('meeting show', 'meeting', 'roles', {
      platform: 'terminal',
      account: 'TSB',
    })
    expect(offered.map(o => o.value)).toEqual(['MTG-10'])
  })

  test('is renamed, which is told once with what was, and stays in its history', async () => {
    const answer = await office.done('TSB', 'meeting rename MTG-10 Lead roles for WTSA-28 reason:"as agreed"')
    expect(answer).toContain('MTG-10 (WP2 e-meeting “Lead SG roles” of 5 October 2026')
    expect(answer).toContain('now has the title “Lead roles for WTSA-28”.')
    expect(await told('meeting-changed')).toEqual([
      'The WP2 e-meeting “Lead roles for WTSA-28” of 5 October 2026: title “Lead SG roles” changed to “Lead roles for WTSA-28” (as agreed).',
    ])
    expect(await shown('meeting show MTG-10')).toContain(
      'TSB: title “Lead SG roles” changed to “Lead roles for WTSA-28”: as agreed',
    )
  })

  test('keeps its title when it moves, and goes by its kind again without it', async () => {
    await office.done('TSB', 'meeting move MTG-10 date:"6 October 2026" reason:"a plenary."')
    expect((await told('meeting-moved')).at(-1)).toMatch(
      /^The WP2 e-meeting “Lead roles for WTSA-28” is moved from .*: a plenary\.$/,
    )
    expect(await office.done('TSB', 'meeting rename MTG-10 none')).toContain('no longer has a title.')
    expect((await told('meeting-changed')).at(-1)).toContain('title “Lead roles for WTSA-28” removed')
  })

  test.each([
    ['TSB', 'MTG-10 none', 'MTG-10 has no title.'],
    [
      'TSB',
      `MTG-10 ${'x'.repeat(61)}`,
      'title: It has 61 characters; a title has at most 60, please shorten it.',
    ],
    ['SG13 chair', 'MTG-10 Mine', /^Only .* can do this\./],
  ])('is not renamed by %s as %s', async (who, rest, sentence) => {
    const before = await office.rows()
    expect(await office.refused(who, `meeting rename ${rest}`)).toMatch(sentence)
    expect(await office.rows()).toEqual(before)
  })

  test('that has the title already is left as it is', async () => {
    await office.done('TSB', 'meeting rename MTG-10 Lead roles')
    expect(await office.refused('TSB', 'meeting rename MTG-10 Lead roles')).toBe(
      'MTG-10 already has the title “Lead roles”.',
    )
    expect(await office.refused('TSB', 'meeting change MTG-10 objective:"Inputs to TSAG" reason:x')).toBe(
      'MTG-10 already has these values; nothing was changed.',
    )
  })

  test('gets its title from a plan that has that column, and keeps it under one that has not', async () => {
    const row =
      'RG-DT,interim,2026-03-11,13:00–15:00,Progress the work on its terms of reference,7 days before'
    const load = (plan: string, source: string) =>
      formatLine({
        path: 'plan load',
        options: { plan, source, agreed: '1 February 2026', confirm: 'yes' },
      })
    const head = 'group,kind,date,time,objective,deadline'
    expect(await office.done('TSB', load(`${head},title\n${row},Gap analysis`, 'TD1'))).toContain(
      'title “Gap analysis”',
    )
    expect(await shown('meeting show MTG-1')).toContain('interim RG meeting “Gap analysis”')
    expect(await office.done('TSB', load(`${head}\n${row}`, 'TD2'))).toContain('nothing was changed')
  })

  test('says of a deadline that was taken away that there is none now', async () => {
    const answer = await office.done(
      'WP2 chair',
      'meeting change MTG-7 deadline:none reason:"No inputs needed"',
    )
    expect(answer).toContain('is changed. It has no contribution deadline now.')
  })
})
