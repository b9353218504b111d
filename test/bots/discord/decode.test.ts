import { describe, expect, test } from 'vitest'
import {
  decodeCaller,
  decodeCommand,
  decodeForm,
  fromCustomId,
  parseAccount,
  toCustomId,
} from '../../../src/bots/discord/decode.ts'
import { renderModal } from '../../../src/bots/discord/modal.ts'
import type { FormField } from '../../../src/core/desk/port.ts'
import { Checker, type Json } from '../../fakes/discord/validate.ts'

describe('commands', () => {
  test('the sub-command is the second word, an account is named with its platform', () => {
    const given = [
      {
        name: 'raise',
        type: 1,
        options: [
          { name: 'topic', type: 3, value: 'Trust' },
          { name: 'contact', type: 6, value: '80351110224678912' },
        ],
      },
    ]
    expect(decodeCommand('issue', given)).toEqual({
      path: 'issue raise',
      options: { topic: 'Trust', contact: 'discord:80351110224678912' },
    })
    expect(decodeCommand('help', [])).toEqual({ path: 'help', options: {} })
    expect(parseAccount('discord:80351110224678912')).toBe('80351110224678912')
    expect(parseAccount('Ana')).toBeUndefined()
  })

  test('a caller has the name the server shows', () => {
    const user = { id: '1', displayName: 'Ana' }
    const who = (member: object | null) =>
      decodeCaller({ user, member, channelId: '2' } as unknown as Parameters<typeof decodeCaller>[0])
    expect(who(null)).toEqual({ platform: 'discord', account: '1', name: 'Ana', channel: '2' })
    expect(who({ nick: 'SG17 chair' }).name).toBe('SG17 chair')
    expect(who({ nick: null }).name).toBe('Ana')
    expect(who({ displayName: 'Chair' }).name).toBe('Chair')
  })

  test('a custom id gives back what was packed', () => {
    expect(fromCustomId(toCustomId('issue show issue:ISG-1', 12))).toBe('issue show issue:ISG-1')
  })
})

describe('forms', () => {
  test('filled in, they are the options, without what was left empty, and name what they showed', () => {
    const rows = [
      { type: 18, id: 1, component: { type: 4, id: 2, customId: 'topic', value: ' Trust ' } },
      { type: 18, id: 3, component: { type: 3, id: 4, customId: 'with', values: ['SG13', 'SG17'] } },
      { type: 18, id: 5, component: { type: 5, id: 6, customId: 'contact', values: ['80351110224678912'] } },
      { type: 18, id: 7, component: { type: 4, id: 8, customId: 'details', value: '' } },
    ] as unknown as Parameters<typeof decodeForm>[1]
    const asked = { path: 'issue raise', options: { details: 'old', kept: 'x' }, ask: true as const, seen: 7 }
    expect(decodeForm(asked, rows)).toEqual({
      path: 'issue raise',
      seen: 7,
      options: { topic: 'Trust', with: 'SG13,SG17', contact: 'discord:80351110224678912', kept: 'x' },
    })
  })

  const field = (name: string, kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({
    name,
    kind,
    label: 'x'.repeat(60),
    required: true,
    positional: false,
    example: 'y'.repeat(200),
    ...more,
  })
  const modal = (...fields: FormField[]) =>
    renderModal(
      { invocation: { path: 'x', options: {} }, title: 'T'.repeat(80), submit: 'Send', fields },
      '0:x',
    )
  const types = (...fields: FormField[]) =>
    modal(...fields).components.map(row => ('component' in row ? row.component.type : undefined))
  const picks = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ label: `Study Group ${i}`, value: `SG${i}` }))

  test('fit Discord whatever they hold', () => {
    const five = [
      field('a', 'long text', { value: 'z'.repeat(5000) }),
      field('b', 'groups', { picks: picks(25), value: 'SG1, SG2', required: false }),
      field('c', 'person', { value: 'discord:80351110224678912' }),
      field('d', 'choice', { choices: ['one', 'two'], value: 'two' }),
      field('e', 'date'),
    ]
    const made = modal(...five, field('f', 'text'))
    const checker = new Checker()
    checker.modal(JSON.parse(JSON.stringify(made)) as Json)
    expect(checker.faults).toEqual([])
    expect(types(...five)).toEqual([4, 3, 5, 3, 4])
  })

  test('show what is decided about: above the fields, or where all places are taken under the first label', () => {
    const about = ['proposal 1 by SG13: “', '**A**', '”']
    const made = (count: number, given?: string) => {
      const fields = Array.from({ length: count }, (_, i) => field(`f${i}`, 'long text', { file: true }))
      const invocation = { path: 'x', options: {} }
      const form = { invocation, title: 'T', submit: 'Send', about, fields, ...(given && { given }) }
      const rows = renderModal(form, '0:x')
      const checker = new Checker()
      checker.modal(JSON.parse(JSON.stringify(rows)) as Json)
      expect(checker.faults).toEqual([])
      return rows.components
    }
    expect(made(1)).toMatchObject([{ type: 10, content: 'Proposal 1 by SG13: “\\*\\*A\\*\\*”' }, {}, {}])
    // The choice that a button made comes first.
    expect(made(1, 'Position: objects')[0]).toMatchObject({
      content: 'Position: objects. Proposal 1 by SG13: “\\*\\*A\\*\\*”',
    })
    expect(made(4)).toHaveLength(5)
    expect(made(5)[0]).toMatchObject({ type: 18, description: 'Proposal 1 by SG13: “**A**”' })
  })

  test('what can’t be picked is typed', () => {
    expect(
      types(
        field('a', 'groups', { picks: picks(26) }),
        field('b', 'group'),
        field('c', 'group', { picks: picks(3), value: 'SG99' }),
        field('d', 'person', { value: 'Ana' }),
      ),
    ).toEqual([4, 4, 4, 4])
  })
})
