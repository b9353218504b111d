/** Suggestions for a value that names nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
  await office.done('TSB', 'person add name:"Cy Cole" role:"SG17 chair" account:slack:U0000000C')
})
afterAll(() => office.close())

const asked = async (line: string) => plainMessage((await office.say('SG17 chair', line)).message)

test.for<[string, RegExp]>([
  ['meeting next RG-TD', /Did you mean RG-DT\?/],
  ['meeting next WPR', /Did you mean RG-WPR\?/],
  ['meeting next SG71', /Did you mean SG17\?/],
  ['issue show Trust', /write it like ISG-1\. Did you mean ISG-1 Trust\?\n.*issue:ISG-1/],
  ['issue show Turst', /Did you mean ISG-1 Trust\?/],
  ['meeting show "25 May"', /Did you mean MTG-\d+ WP2 25 May 2026\?/],
  ['meeting show RG-DT', /Did you mean MTG-\d+ RG-DT [^?]* or MTG-\d+ RG-DT [^?]*\?/],
])('%s', async ([line, sentence]) => {
  expect(await asked(line)).toMatch(sentence)
})

test('a time zone', async () => {
  const words = plainMessage((await office.say('slack:U0000000C', 'me zone:Tokio')).message)
  expect(words).toMatch(/not a time zone.* Did you mean Asia\/Tokyo\?/)
  const fixed = plainMessage((await office.say('slack:U0000000C', 'me zone:EST')).message)
  expect(fixed).toContain('Did you mean EST (America/New_York)?')
})

test.for([
  'meeting next SG99',
  'issue show Quantum',
  'issue show 99',
  'issue raise topic:x summary:y with:SG71,SG13',
])('%s is like nothing', async line => {
  expect(await asked(line)).not.toContain('Did you mean')
})

test('several faults are told without a guess at one of them', async () => {
  expect(await asked('meeting move RG-DT date:"31 February" reason:x')).not.toContain('Did you mean')
})

test('a decision is not put on a button: it would be made on words that were not seen', async () => {
  await office.done('SG13 chair', 'issue propose ISG-1 text:"SG17 covers security"')
  const { message } = await office.say('SG17 chair', 'issue position Trust agrees')
  expect(plainMessage(message)).toContain('Did you mean ISG-1 Trust?')
  expect(JSON.stringify(message)).not.toContain('"issue":"ISG-1"')
})

test('a line with an unknown option comes back in a form, its words as text', async () => {
  const { message, refused } = await office.say(
    'SG17 chair',
    'issue propose ISG-1 text:We agree respond-by:30 June 2026',
  )
  expect(refused).toBe(true)
  const [button] = message.blocks.flatMap(block => (block.kind === 'actions' ? block.actions : []))
  expect(button).toMatchObject({
    label: 'Edit again',
    invocation: {
      path: 'issue propose',
      options: { issue: 'ISG-1', text: 'We agree respond-by:30 June 2026' },
      ask: true,
    },
  })
  expect((await office.issue()).proposals).toBe(1)
})
