/** Reminders of what is owed, word of ends, and status rounds: who gets them, when, and in how many messages. */
import { afterEach, expect, test } from 'vitest'
import { type Harness, openHarness } from './harness.ts'

const MORE =
  /^((?:\d+ messages|One message) could not|Contributions|While this program|Missed|The (RG-DT|WP2|TSAG)|By the deadline|No SG chair|Roles|Welcome|You are|Cancelled|The register|New on)/

let office: Harness
async function open(from: string) {
  office = await openHarness(from, { filled: true })
  return office
}
afterEach(() => office.close())

const add = (name: string, role: string) =>
  office.does('TSB', `person add "${name}" role:"${role}" account:slack:U${name.toUpperCase()}`)

/** The clock goes on to a morning; what fell due on the way is of no interest. */
async function jump(geneva: string): Promise<void> {
  office.setClock(geneva)
  await office.app.scheduler.runUntilIdle()
  told()
}

/**
 * Messages sent since the last call, with their addresses, but for those of the calendar and the register of people.
 */
function told(): string[] {
  const said = office.slack.sent
    .filter(({ summary }) => !MORE.test(summary))
    .map(({ address, summary }) => `${address} ${summary}`)
  office.reset()
  return said.toSorted()
}

test('all reminders of one morning to one person are one message, to the role as it is held then', async () => {
  await open('2026-04-20 10:00')
  await add('ANA', 'SG3 chair, SG12 vice-chair')
  await add('BO', 'SG12 chair')
  await add('CY', 'SG13 vice-chair')
  await office.does('TSB', 'liaison add TSAG-LS4 direction:outgoing subject:"Lead SG concept"')
  await office.does('TSB', 'liaison to TSAG-LS4 groups:"SG3, SG12, SG13" purpose:action by:2026-05-15')
  await office.does('TSB', 'liaison add TSAG-LS5 direction:outgoing')
  await office.does('TSB', 'liaison to TSAG-LS5 groups:SG3 purpose:comment by:2026-05-15')
  await office.does('TSB', 'liaison to TSAG-LS5 groups:SG2 purpose:information')
  await jump('2026-04-30 12:00')
  await office.until('2026-05-01 08:59')
  expect(told()).toEqual([])
  await office.until('2026-05-01 09:00')
  const four = 'a reply to TSAG-LS4 (Lead SG concept) is asked for by 15 May 2026, in 14 days.'
  expect(told()).toEqual([
    `@UANA Reminder. SG3: ${four} SG3: a reply to TSAG-LS5 is asked for by 15 May 2026, in 14 days.`,
    `@UBO Reminder. SG12: ${four}`,
    // SG13 has no chair at the moment, so its vice-chair gets the reminder.
    `@UCY Reminder. SG13: ${four}`,
  ])
  // SG12 gets another chair; SG13 replies; SG3 names a later date for one of two.
  await add('DI', 'SG12 chair')
  await office.does('TSB', 'liaison add TD400 direction:incoming senders:SG13 replies-to:TSAG-LS4')
  await office.does('SG3 chair', 'liaison later TSAG-LS4 by:SG3 date:2026-06-30')
  await jump('2026-05-11 12:00')
  await office.until('2026-05-12 09:00')
  expect(told()).toEqual([
    '@UANA Reminder. SG3: a reply to TSAG-LS5 is asked for by 15 May 2026, in 3 days.',
    '@UDI Reminder. SG12: a reply to TSAG-LS4 (Lead SG concept) is asked for by 15 May 2026, in 3 days.',
  ])
  await office.does('SG12 chair', 'liaison no-reply TSAG-LS4 by:SG12')
  await office.until('2026-05-19 12:00')
  expect(told()).toEqual([
    '@UANA Reminder. SG3: a reply to TSAG-LS5 was asked for by 15 May 2026; none is on record yet.',
  ])
  await jump('2026-06-13 12:00')
  await office.until('2026-07-02 12:00')
  expect(told()).toEqual([
    '@UANA Reminder. SG3: a reply to TSAG-LS4 (Lead SG concept) is announced for 30 June 2026, in 14 days.',
    '@UANA Reminder. SG3: a reply to TSAG-LS4 (Lead SG concept) is announced for 30 June 2026, in 4 days.',
    '@UANA Reminder. SG3: a reply to TSAG-LS4 (Lead SG concept) was announced for 30 June 2026; none is on record yet.',
  ])
  await office.expectIdle()
})

test('a reminder has its three answers, and says that no reply is no agreement', async () => {
  await open('2026-04-20 10:00')
  await add('ANA', 'SG3 chair')
  await office.does('TSB', 'liaison add TSAG-LS4 direction:outgoing')
  await office.does('TSB', 'liaison to TSAG-LS4 groups:SG3 purpose:action by:2026-05-15')
  await jump('2026-04-30 12:00')
  await office.until('2026-05-01 09:00')
  const { text } = office.slack.sent.find(({ address }) => address === '@UANA')!
  for (const words of [
    'liaison replied',
    'liaison later',
    'liaison no-reply',
    'A missing reply is not agreement.',
  ])
    expect(text).toContain(words)
})

test('what was missed while the program was stopped is said once, in its latest words', async () => {
  await open('2026-04-20 10:00')
  await add('ANA', 'SG3 chair')
  await office.does('TSB', 'liaison add TSAG-LS4 direction:outgoing')
  await office.does('TSB', 'liaison to TSAG-LS4 groups:SG3 purpose:action by:2026-05-15')
  await office.app.scheduler.runUntilIdle()
  told()
  office.setClock('2026-05-19 15:00')
  await office.app.scheduler.runUntilIdle()
  expect(told().filter(line => line.includes('LS4'))).toEqual([
    '@UANA Reminder. SG3: a reply to TSAG-LS4 was asked for by 15 May 2026; none is on record yet.',
  ])
  await office.until('2026-05-22 12:00')
  expect(told().filter(line => line.includes('LS4'))).toEqual([])
})

test('a meeting to which a report is owed is not cancelled by itself; WP2’s chair is asked', async () => {
  await open('2026-04-20 10:00')
  await add('DAI', 'WP2 chair')
  await add('BO', 'SG17 chair')
  await office.does(
    'WP2 chair',
    'owed add group:SG17 matter:"WTSA Action 8" to:WP2 meetings:"2026-05, 2026-08"',
  )
  expect(await office.does('SG2 chair', 'meeting agenda MTG-3')).toContain('SG17: report on WTSA Action 8')
  await jump('2026-05-21 12:00')
  await office.until('2026-05-22 09:00')
  const asked = office.slack.sent.filter(({ summary }) => summary.startsWith('No SG chair'))
  expect(asked.map(({ address, summary }) => `${address} ${summary}`)).toEqual([
    '@UDAI No SG chair has brought an issue to the WP2 interim coordination e-meeting of 25 May 2026, 14:00–16:00 Geneva time (CEST). On its agenda: SG17: report on WTSA Action 8. So the plan does not cancel it. Will it be held?',
  ])
  expect(await office.does('WP2 chair', 'waiting')).toContain(
    'whether the WP2 interim coordination e-meeting of 25 May',
  )
  await office.until('2026-05-25 10:00')
  expect(await office.does('SG2 chair', 'meeting show MTG-3')).toContain(
    'scheduled, one item is on its agenda',
  )
  // For August no report is intended: nothing is left to meet for.
  const key = /RB-\d+/.exec(await office.does('WP2 chair', 'owed list'))![0]
  await office.does('SG17 chair', `owed no-report ${key} meeting:2026-08`)
  await jump('2026-08-15 10:00')
  await office.until('2026-08-17 10:00')
  const shown = await office.does('SG2 chair', 'meeting show MTG-5')
  expect(shown).toContain('cancelled')
})

test('a report that was owed before its meeting was on the calendar stands on its agenda, wherever it is moved', async () => {
  await open('2026-04-20 10:00')
  await office.does('TSB', 'owed add group:SG17 matter:Trust to:WP2 meetings:2026-11')
  await office.does(
    'TSB',
    'meeting schedule WP2 date:"10 November 2026" time:14:00–16:00 objective:Trust kind:coordination',
  )
  expect(await office.does('TSB', 'meeting agenda MTG-10')).toContain('SG17: report on Trust')
  await office.does('TSB', 'meeting move MTG-10 date:"2 December 2026" reason:"a clash"')
  expect(await office.does('SG17 chair', 'owed by SG17')).toContain('at its meeting of 2 December 2026')
  await office.does('TSB', 'meeting cancel MTG-10 reason:"no time"')
  expect(await office.does('SG17 chair', 'owed by SG17')).toContain(
    'at its meeting of 2 December 2026, which is cancelled',
  )
})

test('word of an end goes to its chairs, the SGs of its transition and TSB, 6, 3 and 1 months before', async () => {
  await open('2026-04-20 10:00')
  for (const [name, role] of [
    ['BO', 'SG17 chair'],
    ['CARMEN', 'SG20 chair'],
    ['TESS', 'TSB'],
  ] as const)
    await add(name, role)
  await office.does(
    'TSB',
    'joint add JCA-MV decision:continues until:"two years + 2028-12" clock-from:2025-05',
  )
  await office.does('TSB', 'joint transition JCA-MV to:"SG17, SG20"')
  await jump('2026-10-29 10:00')
  await office.until('2026-10-30 09:00')
  const words = (when: string, name = 'JCA-MV') =>
    ['@UBO', '@UCARMEN', '@UTESS'].map(
      to => `${to} Reminder. ${name} ends by May 2027, in ${when}. Its coordination moves into SG17, SG20.`,
    )
  expect(told()).toEqual(words('6 months'))
  // Its clock goes on under a new name, and nothing is said twice.
  await office.does('TSB', 'joint rename JCA-MV name:JCA-Metaverse')
  await office.until('2026-11-02 10:00')
  expect(told()).toEqual([])
  await jump('2027-01-31 10:00')
  await office.until('2027-02-01 10:00')
  expect(told()).toEqual(words('3 months', 'JCA-Metaverse'))
  await jump('2027-03-31 10:00')
  await office.until('2027-04-01 09:00')
  expect(told()).toEqual(words('a month', 'JCA-Metaverse'))
  await office.does('TSB', 'joint close JCA-Metaverse by:TD500')
  await office.until('2027-04-06 10:00')
  expect(told()).toEqual([])
})

test('the status round: one card for each responsible chair at the deadline; WP2’s chair sees what is missing', async () => {
  await open('2026-04-20 10:00')
  for (const [name, role] of [
    ['BO', 'SG17 chair'],
    ['CARMEN', 'SG20 chair'],
    ['DAI', 'WP2 chair'],
  ] as const)
    await add(name, role)
  for (const line of [
    'meeting schedule TSAG date:"12 October 2026" until:"16 October 2026" time:09:30–17:30 objective:TSAG',
    'plan-item add item:"8 TSAG 01-2026" status:ongoing words:"Ongoing, feedback" responsible:SG17',
    'plan-item add item:"12 TSAG 01-2026" status:started words:Started responsible:SG20',
    'plan-item add item:"13 TSAG 01-2026" status:closed words:closed responsible:SG20',
  ])
    await office.does('TSB', line)
  await jump('2026-09-29 12:00')
  await office.until('2026-09-30 09:00')
  const card = (to: string, group: string, rest: string) =>
    `${to} ${group}, for TSAG 10-2026: 1 item of the WTSA action plan, of which 0 on record and 1 to come. ${rest}`
  expect(told()).toEqual([
    card('@UBO', 'SG17', 'Item 8, last time (TSAG 01-2026): ongoing, “Ongoing, feedback”.'),
    card('@UCARMEN', 'SG20', 'Item 12, last time (TSAG 01-2026): started, “Started”.'),
  ])
  await office.does('SG17 chair', 'plan-item unchanged of:8 meeting:"TSAG 10-2026"')
  await office.until('2026-10-05 09:00')
  expect(told()).toEqual(['@UDAI Status round for TSAG 10-2026: 1 of 2 is not on record yet: SG20 1.'])
  await office.until('2026-10-12 09:00')
  expect(told()).toEqual([
    '@UCARMEN Reminder. SG20: the status of item 12 of the WTSA action plan is awaited for TSAG 10-2026, in 3 days.',
  ])
  await office.does('SG20 chair', 'plan-item status of:12 meeting:"TSAG 10-2026" words:"Action closed"')
  await office.until('2026-10-20 09:00')
  expect(told()).toEqual([])
})
