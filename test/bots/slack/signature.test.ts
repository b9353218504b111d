/** What Slack has signed, and nothing else, is believed. */
import { createHmac } from 'node:crypto'
import { isValidSlackRequest } from '@slack/bolt'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from '../../../src/bots/slack/signature.ts'

const NOW = Temporal.Instant.from('2026-11-21T09:00:00Z')
const seconds = NOW.epochMilliseconds / 1000

const sign = (secret: string, stamp: string, body: string) =>
  `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`

test('believes the example of Slack’s documentation', () => {
  const stamp = '1531420618'
  const body = Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  )
  const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'
  const then = Temporal.Instant.fromEpochMilliseconds(Number(stamp) * 1000)
  expect(refusalOf({ signature, stamp, body }, '8f742231b10e8888abcd99yyyzzz85a5', then)).toBeUndefined()
})

test('says why it refuses', () => {
  const at = (stamp: number, secret = 'right') => ({
    signature: sign(secret, String(stamp), 'text=help'),
    stamp: String(stamp),
    body: Buffer.from('text=help'),
  })
  expect(refusalOf(at(seconds - 300), 'right', NOW)).toBeUndefined()
  expect(refusalOf(at(seconds - 301), 'right', NOW)).toMatch(/older than five minutes/)
  expect(refusalOf(at(seconds, 'wrong'), 'right', NOW)).toMatch(/SLACK_SIGNING_SECRET/)
  expect(refusalOf({ ...at(seconds), stamp: '' }, 'right', NOW)).toBe('it has no time')
  expect(refusalOf({ ...at(seconds), signature: '' }, 'right', NOW)).toMatch(/SLACK_SIGNING_SECRET/)
})

test('gives the verdict of Bolt’s own check, whatever comes', () => {
  const text = fc.string({ unit: 'binary' })
  const secret = fc.string({ minLength: 1 })
  const tampering = fc.constantFrom<(signature: string) => string>(
    signature => signature,
    signature => signature.replace('v0', 'v1'),
    signature => signature.slice(0, -1),
    signature => `${signature}0`,
    signature => signature.toUpperCase(),
    signature => signature.replace(/.$/, last => (last === '0' ? '1' : '0')),
    () => '',
    () => 'v0=',
  )
  fc.assert(
    fc.property(
      text,
      text,
      secret,
      secret,
      fc.integer({ min: -400, max: 400 }),
      tampering,
      fc.boolean(),
      fc.boolean(),
      (signed, other, right, wrong, offset, tampered, sameBody, sameSecret) => {
        const stamp = seconds + offset
        const body = sameBody ? signed : other
        const signature = tampered(sign(sameSecret ? right : wrong, String(stamp), signed))
        const bolt = isValidSlackRequest({
          signingSecret: right,
          body,
          headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp },
          nowMilliseconds: NOW.epochMilliseconds,
        })
        const ours = refusalOf({ signature, stamp: String(stamp), body: Buffer.from(body) }, right, NOW)
        expect(ours === undefined).toBe(bolt)
      },
    ),
    { numRuns: 500 },
  )
})
