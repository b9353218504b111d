import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderModal } from '../../../src/bots/slack/forms.ts'
import type { FormField } from '../../../src/core/desk/port.ts'
import type { OptionKind } from '../../../src/core/grammar/spec.ts'
import { faultsOfView } from '../../fakes/slack/validate.ts'
import { anyCharacters } from '../../support/any-characters.ts'

const KINDS: OptionKind[] = [
  'text',
  'long text',
  'group',
  'groups',
  'reference',
  'date',
  'time',
  'person',
  'accounts',
  'choice',
  'zone',
]

const field = (kind: OptionKind, more: Partial<FormField> = {}): FormField => ({
  name: 'x',
  label: 'The x',
  kind,
  required: true,
  positional: false,
  example: 'An example',
  ...more,
})

const renderElement = (f: FormField) => {
  const view = renderModal(
    { invocation: { path: 'help', options: {} }, title: 'T', submit: 'Go', fields: [f] },
    '',
  )
  expect(faultsOfView({ ...view })).toEqual([])
  return (view.blocks[0] as { element: object }).element
}

const picks = ['SG13', 'SG17'].map(value => ({ label: `Study Group ${value}`, value }))

test.each([
  [field('text'), { type: 'plain_text_input', multiline: false, placeholder: { text: 'An example' } }],
  [
    field('long text', { value: 'a\nb' }),
    { type: 'plain_text_input', multiline: true, initial_value: 'a\nb' },
  ],
  [field('group', { picks, value: 'sg17' }), { type: 'static_select', initial_option: { value: 'SG17' } }],
  [
    field('groups', { picks, value: 'SG13, SG17' }),
    { type: 'multi_static_select', initial_options: [{ value: 'SG13' }, { value: 'SG17' }] },
  ],
  [
    field('choice', { choices: ['low', 'high'] }),
    { type: 'static_select', options: [{ value: 'low' }, { value: 'high' }] },
  ],
  [field('date', { value: '2026-05-13' }), { type: 'datepicker', initial_date: '2026-05-13' }],
  [field('time', { value: '13:00–15:00' }), { type: 'plain_text_input', initial_value: '13:00–15:00' }],
  [field('person', { value: 'slack:U1' }), { type: 'users_select', initial_user: 'U1' }],
  [
    field('accounts', { value: 'slack:U1, slack:U2' }),
    { type: 'multi_users_select', initial_users: ['U1', 'U2'] },
  ],
  [
    field('accounts', { value: 'slack:U1,discord:1' }),
    { type: 'plain_text_input', initial_value: 'slack:U1,discord:1' },
  ],
  [field('accounts'), { type: 'multi_users_select' }],
  [
    field('group', { picks: [{ label: 'Rapporteur group '.repeat(9), value: 'RG-DT' }] }),
    { type: 'static_select', options: [{ text: { text: expect.stringMatching(/^.{70,74}…$/) } }] },
  ],
  // A value that a picker can't hold stays in sight as text.
  [field('group', { picks, value: 'SG99' }), { type: 'plain_text_input', initial_value: 'SG99' }],
  [field('groups', { picks, value: 'SG13,SG99' }), { type: 'plain_text_input', initial_value: 'SG13,SG99' }],
  [field('date', { value: '2026-02-30' }), { type: 'plain_text_input', initial_value: '2026-02-30' }],
  [field('date', { value: 'next week' }), { type: 'plain_text_input', initial_value: 'next week' }],
  [field('person', { value: 'discord:1' }), { type: 'plain_text_input', initial_value: 'discord:1' }],
  [field('group', { picks: [] }), { type: 'plain_text_input' }],
  [
    field('choice', { choices: Array.from({ length: 101 }, (_, i) => `c${i}`) }),
    { type: 'plain_text_input' },
  ],
  [field('choice', { choices: ['x'.repeat(76)] }), { type: 'plain_text_input' }],
])('$kind with $value', (given, element) => {
  expect(renderElement(given)).toMatchObject(element)
})

test('any form is one that Slack takes', () => {
  const words = fc.oneof(
    anyCharacters({ maxLength: 200 }),
    fc.constantFrom('', ' ', '😀'.repeat(2000), '\uD83D'),
  )
  const anyField = fc.record({
    name: fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 1, maxLength: 9 }),
    label: words,
    kind: fc.constantFrom(...KINDS),
    required: fc.boolean(),
    positional: fc.constant(false),
    example: words,
    value: words,
    picks: fc.array(fc.record({ label: words, value: fc.oneof(words, fc.constant('SG17')) }), {
      maxLength: 110,
    }),
  })
  fc.assert(
    fc.property(
      words,
      words,
      fc.uniqueArray(anyField, { minLength: 1, maxLength: 20, selector: f => f.name }),
      (title, submit, fields) => {
        const view = renderModal(
          { invocation: { path: 'help', options: {} }, title, submit, fields },
          'memory',
        )
        expect(faultsOfView(JSON.parse(JSON.stringify(view)))).toEqual([])
      },
    ),
  )
})
