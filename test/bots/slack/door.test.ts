/** The requests that the door lets through to Bolt's receiver, by headers alone. */
import { describe, expect, test } from 'vitest'
import { BODY_BYTES, createRefusalLog, findRefusal } from '../../../src/bots/slack/door.ts'
import { simulatedClock } from '../../../src/clock.ts'
import type { Log } from '../../../src/core/log.ts'

const NOW = Temporal.Instant.from('2026-11-21T09:00:00Z')
const SECONDS = NOW.epochMilliseconds / 1000
const good = {
  'x-slack-signature': `v0=${'0a'.repeat(32)}`,
  'x-slack-request-timestamp': String(SECONDS),
  'content-length': '9',
}

describe('the headers of a request', () => {
  test.for<[string, Record<string, string | undefined>, number | undefined]>([
    ['as Slack sends them', {}, undefined],
    ['five minutes old', { 'x-slack-request-timestamp': String(SECONDS - 300) }, undefined],
    ['five minutes ahead', { 'x-slack-request-timestamp': String(SECONDS + 300) }, undefined],
    ['of the largest body', { 'content-length': String(BODY_BYTES) }, undefined],
    ['of an empty body', { 'content-length': '0' }, undefined],
    ['without a signature', { 'x-slack-signature': undefined }, 401],
    ['with an empty signature', { 'x-slack-signature': '' }, 401],
    ['with another version of signature', { 'x-slack-signature': `v1=${'0a'.repeat(32)}` }, 401],
    ['with a short signature', { 'x-slack-signature': `v0=${'0a'.repeat(31)}` }, 401],
    ['with a long signature', { 'x-slack-signature': `v0=${'0a'.repeat(33)}` }, 401],
    ['with no hexadecimal signature', { 'x-slack-signature': `v0=${'0g'.repeat(32)}` }, 401],
    [
      'with two signatures',
      { 'x-slack-signature': `${good['x-slack-signature']}, ${good['x-slack-signature']}` },
      401,
    ],
    ['without a timestamp', { 'x-slack-request-timestamp': undefined }, 401],
    ['with words for a timestamp', { 'x-slack-request-timestamp': 'now' }, 401],
    ['with a negative timestamp', { 'x-slack-request-timestamp': '-1' }, 401],
    ['with an endless timestamp', { 'x-slack-request-timestamp': '9'.repeat(400) }, 401],
    ['more than five minutes old', { 'x-slack-request-timestamp': String(SECONDS - 301) }, 401],
    ['more than five minutes ahead', { 'x-slack-request-timestamp': String(SECONDS + 301) }, 401],
    ['a day ahead', { 'x-slack-request-timestamp': String(SECONDS + 86_400) }, 401],
    ['without a length', { 'content-length': undefined }, 411],
    ['in chunks', { 'content-length': undefined, 'transfer-encoding': 'chunked' }, 411],
    ['in chunks beside a length', { 'transfer-encoding': 'chunked' }, 411],
    ['with a length that is none', { 'content-length': '9x' }, 411],
    ['of a body one byte too large', { 'content-length': String(BODY_BYTES + 1) }, 413],
  ])('%s', ([, headers, status]) => {
    expect(findRefusal({ ...good, ...headers }, NOW)?.status).toBe(status)
  })
})

test('refusals do not fill the log: one line a minute, which counts the others', () => {
  const lines: object[] = []
  const log = { warn: (fields: object) => lines.push(fields) } as unknown as Log
  const clock = simulatedClock(NOW)
  const refused = createRefusalLog(log, clock)
  for (let i = 0; i < 1000; i++) refused('it has no signature of Slack')
  clock.set(NOW.add({ seconds: 60 }))
  refused('it has no timestamp')
  expect(lines).toEqual([
    { reason: 'it has no signature of Slack' },
    { reason: 'it has no timestamp', unlogged: 999 },
  ])
})
