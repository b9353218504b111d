import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, fillForm, readMemory, toCaller, writeMemory } from '../../../src/bots/slack/decode.ts'
import { writeMention } from '../../../src/core/text/mentions.ts'
import { redactByShape } from '../../../src/redact.ts'
import { escapeTyped } from '../../fakes/slack/chat.ts'

const noFile = (): never => {
  throw new Error('there is no file in this form')
}

describe('the text of a command', () => {
  test.each([
    ['issue show ISG-1', 'issue show ISG-1'],
    ['owner:<@U0AB|ana.b>', `owner:${writeMention('slack:U0AB', 'ana.b')}`],
    ['owner:<@W0AB>', `owner:${writeMention('slack:W0AB')}`],
    ['nobody poses as a mention: \ufdd0slack:U1\ufdd1TSB\ufdd2', 'nobody poses as a mention: slack:U1TSB'],
    ['see <http://itu.int|itu.int> and <http://itu.int/|itu.int>', 'see itu.int and itu.int'],
    ['see <https://www.itu.int>', 'see https://www.itu.int'],
    ['here <#C01|sg-17>', 'here #sg-17'],
    ['<#C01>', '#C01'],
    ['to <!here> and <!subteam^S1|@chairs>', 'to @here and @chairs'],
    ['see <https://www.itu.int/a?b=1&amp;c=2|itu.int>', 'see https://www.itu.int/a?b=1&c=2'],
    ['mail <mailto:a@itu.int|a@itu.int>', 'mail a@itu.int'],
    ['topic:"A &amp; B &lt;now&gt; &amp;lt;"', 'topic:"A & B <now> &lt;"'],
    ['topic:“Trust”', 'topic:“Trust”'],
    ['topic:"He said “no”"', 'topic:"He said “no”"'],
    ['  help  ', 'help'],
  ])('%s', (given, read) => {
    expect(decodeText(given)).toBe(read)
  })

  test('comes back as it was typed', () => {
    const typed = fc.string({ unit: 'grapheme', maxLength: 80 }).map(s => s.trim())
    fc.assert(fc.property(typed, line => void expect(decodeText(escapeTyped(line))).toBe(line)))
  })
})

test('a direct message is told from a channel by its id', () => {
  const from = (channel: string | undefined) =>
    toCaller({ account: 'U024BE7LH', name: undefined, channel, zone: undefined }).place
  expect(from('D024BE91L')).toBe('direct')
  expect(from('C024BE91L')).toBeUndefined()
  expect(from(undefined)).toBeUndefined()
})

describe('a sent form', () => {
  test('gives each option its text, takes away what was emptied, and names what it showed', () => {
    const values = {
      topic: { value: { type: 'plain_text_input', value: 'Trust' } },
      details: { value: { type: 'plain_text_input', value: null } },
      group: { value: { type: 'static_select', selected_option: { value: 'SG17' } } },
      with: {
        value: { type: 'multi_static_select', selected_options: [{ value: 'SG13' }, { value: 'SG20' }] },
      },
      none: { value: { type: 'multi_static_select', selected_options: [] } },
      by: { value: { type: 'datepicker', selected_date: '2026-05-13' } },
      owner: { value: { type: 'users_select', selected_user: 'U1' } },
      account: { value: { type: 'multi_users_select', selected_users: ['U1', 'U2'] } },
    }
    const before = {
      path: 'issue raise',
      options: { details: 'old', none: 'SG1', hidden: 'stays' },
      ask: true as const,
      seen: 7,
    }
    expect(fillForm(before, values, noFile)).toEqual({
      path: 'issue raise',
      seen: 7,
      options: {
        hidden: 'stays',
        topic: 'Trust',
        group: 'SG17',
        with: 'SG13,SG20',
        by: '2026-05-13',
        owner: 'slack:U1',
        account: 'slack:U1,slack:U2',
      },
    })
  })

  test('remembers where it came from', () => {
    const memory = {
      packed: 'help',
      channel: 'C1',
      responseUrl: 'https://hooks.example/1',
      replaceable: true,
    }
    expect(readMemory(writeMemory(memory)!)).toEqual(memory)
    expect(writeMemory({ ...memory, packed: '"'.repeat(2000) })).toBeUndefined()
    for (const other of ['', 'null', '[]', '{}', 'x']) expect(readMemory(other)).toBeUndefined()
  })
})

test('secrets are taken out of what is logged', () => {
  const line =
    'xoxb-12-ab xapp-1-A wss://wss.slack.com/link?ticket=abc https://hooks.slack.com/commands/T1/2/x ticket=abc'
  expect(redactByShape(line)).toBe('[secret] [secret] [secret] [secret] [secret]')
})
