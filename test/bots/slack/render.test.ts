import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../src/bots/slack/limits.ts'
import { render } from '../../../src/bots/slack/render.ts'
import type { Block, Message, Span, Text } from '../../../src/core/messages/message.ts'
import {
  action,
  actions,
  code,
  fields,
  heading,
  link,
  list,
  note,
  quote,
  strong,
  table,
  text,
} from '../../../src/core/messages/message.ts'
import { showMessage } from '../../fakes/slack/shown.ts'
import { faultsOfBlocks, faultsOfText } from '../../fakes/slack/validate.ts'
import { anyCharacters } from '../../support/any-characters.ts'

const show = (message: Message) => {
  const rendered = render(message)
  return showMessage({ ...rendered, ts: '1', channel: 'C1', user: 'U', bot_id: 'B', edits: 0 }).text
}

const said = (...blocks: Block[]): Message => ({ summary: 'In short', blocks })

const NASTY = [
  '<!channel> <!here|here> <@U0000001> <!subteam^S1> <#C1|general> <https://evil.example|trust me>',
  '<!date^1700000000^{date} forged|now>',
  '*bold* _it_ ~no~ `code` ```block``` :tada: &amp; & < >',
  '> quoted',
  '\u202Egnp.exe',
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(40),
  '\uD83D',
  '\uDE00x',
  '\u0000\u0007\u001B[31m',
  '\u200B',
  '   ',
  '',
  '\n\n\n',
  '\u2028',
  '\uFEFF',
  '&'.repeat(4000),
  '<'.repeat(3000),
  '漢'.repeat(3000),
  '😀'.repeat(2000),
  '"'.repeat(5000),
  'a'.repeat(20_000),
]

const words = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: anyCharacters({ maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map(parts => parts.join('')),
  },
)
const instantText = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map(s => Temporal.Instant.fromEpochMilliseconds(s * 1000).toString())
const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  words.map(strong),
  words.map(code),
  fc
    .tuple(
      words,
      fc.oneof(
        fc.webUrl(),
        words,
        fc.constant('javascript:alert(1)'),
        fc.constant('https://x.example/a|b>c<d'),
      ),
    )
    .map(([t, u]) => link(t, u)),
  fc
    .tuple(instantText, fc.option(instantText, { nil: undefined }))
    .map(([at, until]): Span => ({ kind: 'instant', at, ...(until && { until }) })),
)
const anyText: fc.Arbitrary<Text> = fc.oneof(words, fc.array(span, { maxLength: 6 }))
const invocation = fc.record({
  path: fc.constantFrom('issue raise', 'help'),
  options: fc.dictionary(fc.constantFrom('topic', 'with'), words),
})
const anyAction = fc.record({ label: words, invocation }, { requiredKeys: ['label', 'invocation'] })
const block: fc.Arbitrary<Block> = fc.oneof(
  words.map(heading),
  anyText.map(text),
  words.map(quote),
  fc
    .array(fc.record({ label: words, value: anyText }), { maxLength: 14 })
    .map((f): Block => ({ kind: 'fields', fields: f })),
  fc.array(anyText, { maxLength: 8 }).map(list),
  fc
    .tuple(fc.array(words, { maxLength: 4 }), fc.array(fc.array(anyText, { maxLength: 5 }), { maxLength: 6 }))
    .map(([c, r]) => table(c, r)),
  anyText.map(note),
  fc.array(anyAction, { maxLength: 30 }).map(actions),
)
const message: fc.Arbitrary<Message> = fc.record({
  summary: words,
  blocks: fc.array(block, { maxLength: 60 }),
})

describe('any message', () => {
  test('is within every limit, without mentions and forged dates', () => {
    fc.assert(
      fc.property(message, m => {
        const { text, blocks } = render(m)
        expect(faultsOfText(text)).toEqual([])
        expect(blocks.length).toBeGreaterThan(0)
        expect(faultsOfBlocks(blocks)).toEqual([])
      }),
      { numRuns: 250 },
    )
  }, 15_000)

  test('of one block that is far too long is still nearly full', () => {
    for (const kind of [text, quote] as const)
      for (const letter of ['a', '漢', '😀', '&', '"']) {
        const { blocks } = render(said(kind(letter.repeat(30_000))))
        expect(faultsOfBlocks(blocks)).toEqual([])
        expect(Buffer.byteLength(JSON.stringify(blocks))).toBeGreaterThan(LIMITS.messageBytes * 0.95)
        expect(JSON.stringify(blocks)).toContain('Shortened here.')
      }
  })

  test('that says nothing shows its summary', () => {
    expect(show({ summary: 'Only this', blocks: [] })).toBe('Only this')
    expect(show({ summary: 'Only this', blocks: [text(' '), heading(''), list([]), actions([])] })).toBe(
      'Only this',
    )
  })
})

describe('what people see', () => {
  test('is the text as it is, markup of theirs included', () => {
    const theirs = '*not bold* <!channel> & <@U1> :tada:'
    expect(show(said(heading(theirs), text(theirs), quote(theirs), list([theirs]), note(theirs)))).toBe(
      [theirs, theirs, theirs, `• ${theirs}`, theirs].join('\n'),
    )
  })

  test('is a line for each field and each row of a table', () => {
    const blocks = [
      fields({ Chair: 'Ana', Status: [strong('open'), ' since May'], Nothing: '' }),
      table(
        ['Group', 'Meets', 'Place'],
        [
          ['SG17', 'May', 'Geneva'],
          ['SG20', '', 'Tokyo'],
        ],
      ),
    ]
    expect(show(said(...blocks))).toBe(
      'Chair: Ana\nStatus: open since May\nNothing: –\n• SG17 · Meets: May · Place: Geneva\n• SG20 · Place: Tokyo',
    )
  })

  test('are instants in the reader’s zone, with Geneva time behind them', () => {
    const span: Span = { kind: 'instant', at: '2026-05-13T11:00:00Z', until: '2026-05-13T13:00:00Z' }
    const rendered = render(said(text(['It is ', span]), note([span])))
    expect(rendered.blocks).toMatchObject([
      {
        elements: [
          {
            elements: [
              { type: 'text', text: 'It is ' },
              {
                type: 'date',
                timestamp: 1778670000,
                format: '{date_long_pretty} at {time}',
                fallback: '13 May 2026, 13:00–15:00 Geneva time (CEST)',
              },
              { type: 'text', text: '–' },
              { type: 'date', timestamp: 1778677200, format: '{time}' },
            ],
          },
        ],
      },
      {
        elements: [
          {
            text: '<!date^1778670000^{date_long_pretty} at {time}|13 May 2026, 13:00–15:00 Geneva time (CEST)>–<!date^1778677200^{time}|13 May 2026, 15:00 Geneva time (CEST)>',
          },
        ],
      },
    ])
  })

  test('are links that Slack takes, and the others as text', () => {
    const spans = [
      link('ITU', 'https://www.itu.int/a?b=1&c=2'),
      ' ',
      link('no', 'javascript:x'),
      ' ',
      link('odd', 'not a url'),
    ]
    expect(show(said(text(spans)))).toBe('ITU no (javascript:x) odd (not a url)')
    expect(show(said(note(spans)))).toBe('ITU no (javascript:x) odd (not a url)')
  })

  test('are all the buttons, 25 in a row, each with its own id', () => {
    const many = Array.from({ length: 60 }, (_, i) => action(`Button ${i}`, 'help', {}))
    const { blocks } = render(said(actions(many.slice(0, 30)), text('and'), actions(many.slice(30))))
    expect(blocks.map(b => ('elements' in b ? b.elements.length : 0))).toEqual([25, 5, 1, 25, 5])
    expect(faultsOfBlocks(blocks)).toEqual([])
  })

  test('are the last buttons even when the text is cut', () => {
    const { blocks } = render(
      said(text('a'.repeat(20_000)), actions([action('Accept', 'help', {}, 'primary')]), note('small')),
    )
    expect(blocks.at(-3)).toMatchObject({
      elements: [{ text: { text: 'Accept' }, style: 'primary', value: 'help' }],
    })
    expect(JSON.stringify(blocks.slice(-2))).toMatch(/small.*Shortened here\./)
  })

  test('are more than 50 blocks cut to 50', () => {
    const { blocks } = render(said(...Array.from({ length: 80 }, (_, i) => text(`Line ${i}`))))
    expect(blocks).toHaveLength(50)
    expect(blocks.at(-1)).toMatchObject({ elements: [{ text: 'Shortened here.' }] })
  })

  test('is the same each time', () => {
    const m = said(text('x'), actions([action('A', 'help', {})]))
    expect(render(m)).toEqual(render(m))
  })
})
