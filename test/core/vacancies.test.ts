import { expect, test } from 'vitest'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { weeklyVacancies } from '../../src/core/vacancies/room.ts'
import { openDesk } from './desk-harness.ts'

test('the weekly list names the roles that owe something and have no holder', async () => {
  const office = await openDesk()
  await office.done('TSB', 'person add "Ada Okafor" role:"SG13 chair" account:slack:UADA')
  await office.done(
    'TSB',
    'liaison add TSAG-LS4 direction:outgoing addressees:"SG3 (action, 2026-06-01), SG13 (action, 2026-06-01), IEEE (action)"',
  )
  await office.done('TSB', 'owed add group:SG3 matter:"WTSA Action 8" to:WP2 meetings:2026-09')
  await office.done('TSB', 'owed add group:TSAG matter:"Resolution 22" to:WP2 meetings:2026-09')
  const list = await weeklyVacancies.present({}, { tx: office.db, now: office.clock.now(), direct: true })
  const words = plainMessage(list!)
  expect(words).toContain('SG3 chair: no holder; SG3 owes 1 reply and 1 report')
  // SG13 has a chair, a body outside ITU-T has no roles here, and TSB itself reads the list.
  expect(words).not.toMatch(/SG13|IEEE|TSAG|TSB|null/)
  await office.close()
})
