import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toMarker } from '../../../src/bots/discord/marker.ts'
import { clean, isVisible } from '../../../src/bots/discord/markup.ts'
import { createPaths } from '../../../src/bots/discord/paths.ts'
import { findButtons, render, renderAnnounced } from '../../../src/bots/discord/render.ts'
import {
  action,
  actions,
  type Block,
  code,
  fields,
  heading,
  instant,
  link,
  list,
  type Message,
  note,
  quote,
  type Span,
  sentence,
  strong,
  type Text,
  table,
  text,
} from '../../../src/core/messages/message.ts'
import { plainText } from '../../../src/core/messages/plain.ts'
import { cmd, phrase } from '../../../src/core/text/spans.ts'
import { textsOf } from '../../fakes/discord/chat.ts'
import { display } from '../../fakes/discord/display.ts'
import { Checker, type Json } from '../../fakes/discord/validate.ts'
import { anyCharacters } from '../../support/any-characters.ts'

const rendered = (message: Message): Json => {
  const ids = findButtons(message).map((_, i) => `${i}:x`)
  return JSON.parse(JSON.stringify(render(message, ids, { marker: toMarker('a key') }))) as Json
}

const renderMarkup = (message: Message): string => textsOf(rendered(message).components as Json[]).join('\n')
const shown = (message: Message): string => display(renderMarkup(message)).text
const findLabels = (message: Message): string[] =>
  JSON.stringify(rendered(message))
    .match(/"label":"[^"]*"/g)
    ?.map(l => l.slice(9, -1)) ?? []

/** As an answer, and as a message that is sent first. */
function findFaults(message: Message): string[] {
  const checker = new Checker()
  checker.message(rendered(message), 32768)
  const ids = findButtons(message).map((_, i) => `${i}:x`)
  const sent = new Checker()
  sent.message(
    JSON.parse(JSON.stringify(renderAnnounced(message, ids, { marker: toMarker('a key') }))) as Json,
    32768 | 4,
  )
  checker.faults.push(...sent.faults)
  return checker.breaks ? ['Discord would fail', ...checker.faults] : checker.faults
}

const say = (...blocks: Block[]): Message => ({ summary: 'The summary.', blocks })

describe('a message', () => {
  const at = Temporal.Instant.from('2026-05-13T11:00:00Z')

  test('has its blocks in order, in Discord’s markup', () => {
    const message = say(
      heading('Trust in *AI*'),
      text(['Asked by ', strong('SG17'), ' on ', instant(at, at.add({ hours: 2 })), '.']),
      quote('We need\nthis'),
      fields({ With: 'SG13, SG20', State: [code('open')] }),
      list(['one', [link('two', 'https://itu.int/x_(y)')]]),
      note('Small print'),
    )
    expect(renderMarkup(message)).toBe(
      [
        '### Trust in \\*AI\\*',
        'Asked by **SG17** on <t:1778670000:f>–<t:1778677200:t>.',
        '> We need',
        '> this',
        '**With:** SG13, SG20',
        '**State:** `open`',
        '- one',
        '- [two](https://itu.int/x_%28y%29)',
        '-# Small print',
      ].join('\n'),
    )
    expect(shown(message)).toContain('Asked by SG17 on 13 May 2026 13:00–15:00.')
  })

  test.for<[Span[], string, string]>([
    // Text, its markup, and the same as people see it.
    [[strong('Action for TSAG WP2-1: '), 'Entrust'], '**Action for TSAG WP2-1:** Entrust', ''],
    [['By', strong(' SG17')], 'By **SG17**', ''],
    [[strong('a '), strong('b')], '**a** **b**', ''],
    [[strong('a'), strong('b')], '**a**\u200b**b**', 'ab'],
    [[code('x '), code(' y')], '`x`  `y`', ''],
    [[link('the plan ', 'https://itu.int/'), 'of SG17'], '[the plan](https://itu.int/) of SG17', ''],
    [['a', strong('  '), 'b'], 'a b', 'a b'],
  ])('keeps the spaces around marked text: %o', ([spans, markup, seen]) => {
    const message = say(text(spans))
    expect(renderMarkup(message)).toBe(markup)
    expect(shown(message)).toBe(
      seen || plainText(spans.map(s => (typeof s !== 'string' && s.kind === 'link' ? s.text : s))),
    )
  })

  test('refers to a command of a register as it is typed on Discord', () => {
    const menu = { name: 'register', group: 'Actions' } as const
    const catalog = [{ path: 'action list', summary: 'x', options: [], answer: 'private', menu } as const]
    const said = say(text([cmd('action list'), ' ', cmd('action list', { page: '2' })]))
    const shownWith = (ids: [string, string][]) =>
      textsOf(
        render(said, [], { commandPaths: createPaths(catalog, () => new Map(ids)) }).components[0]
          .components as unknown as Json[],
      ).join()
    expect(shownWith([])).toContain('`/register action list` `/register action list page:2`')
    expect(shownWith([['register', '1234567890123456789']])).toContain(
      '</register action list:1234567890123456789> `/register action list page:2`',
    )
  })

  test('refers to a registered command by a clickable name, and to others as code', () => {
    const all = [cmd('issue list'), ' ', cmd('issue show', { issue: 'ISG-1' }), ' ', cmd('help')]
    const blocks = [text(all), list([all]), note(all), fields({ Try: all }), table(['Try'], [[all]])]
    const commandPaths = createPaths([], () => new Map([['issue', '1234567890123456789']]))
    const link = '</issue list:1234567890123456789> `/issue show issue:ISG-1` `/help`'
    const [found] = render({ summary: all, blocks: [] }, [], { commandPaths }).components[0].components
    expect(found).toMatchObject({ content: link })
    for (const block of blocks) {
      const { components } = render(say(heading('x'), block), [], { commandPaths }).components[0]
      expect(textsOf(components as unknown as Json[]).join()).toContain(link)
    }
    expect(renderMarkup(say(text(all)))).toBe('`/issue list` `/issue show issue:ISG-1` `/help`')
    const [first] = render(say(text(all)), [], { commandPaths }).components[0].components
    expect(display((first as unknown as { content: string }).content).text).toBe(
      '/issue list /issue show issue:ISG-1 /help',
    )
  })

  test('shows a narrow table in columns, a wide one in lines', () => {
    expect(
      renderMarkup(
        say(
          heading('x'),
          table(
            ['Group', 'Open'],
            [
              ['SG13', '2'],
              ['SG2', '11'],
            ],
          ),
        ),
      ),
    ).toBe('### x\n```\nGroup  Open\nSG13   2\nSG2    11\n```')
    const wide = table(
      ['Meeting', 'When', 'Where'],
      [
        ['RG-DT', [instant(at)], 'Geneva'],
        ['x'.repeat(60), '', 'Online'],
      ],
    )
    expect(shown(say(heading('x'), wide))).toBe(
      `x\n• RG-DT · When: 13 May 2026 13:00 · Where: Geneva\n• ${'x'.repeat(60)} · Where: Online`,
    )
  })

  test('names commands as they are typed on Discord, and leaves people’s own words alone', () => {
    const reference = phrase`See ${cmd('issue list')}, or ${cmd('meeting show', { meeting: 'MTG-1' })}.`
    const said = 'See /sg issue list.'
    const message = say(
      heading(said),
      text(reference),
      list([reference]),
      quote(said),
      table(['a'], [[reference]]),
    )
    const here = 'See /issue list, or /meeting show meeting:MTG-1.'
    expect(shown(message)).toBe([said, here, `• ${here}`, said, `• ${here}`].join('\n'))
  })

  test('begins with its summary when it has no words of its own first', () => {
    const go = actions([action('Go', 'help', {})])
    expect(shown(say(go))).toBe('The summary.')
    expect(shown(say(table(['a'], [['b']])))).toMatch(/^The summary\.\n/)
    expect(shown(say())).toBe('The summary.')
    expect(shown({ summary: ' \u200b', blocks: [text('')] })).toBe('(no text)')
    expect(shown(say(heading('Own')))).toBe('Own')
  })

  test('that is too long is shortened with a word about it, and keeps its buttons', () => {
    const message = say(
      heading('Long'),
      text('word '.repeat(2000)),
      text('The end.'),
      actions([action('Go', 'help', {})]),
    )
    expect(shown(message)).toMatch(/word ?…\n\nThe end\.\nShortened here\.$/)
    expect(shown(message).length).toBeGreaterThan(3200)
    expect(findLabels(message)).toEqual(['Go'])
    expect(findFaults(message)).toEqual([])
  })

  test('in a script of three bytes a character is shortened by bytes', () => {
    const message = say(text('会議'.repeat(3000)))
    expect(findFaults(message)).toEqual([])
    expect(shown(message)).toContain('Shortened here.')
  })

  test('is never cut inside a timestamp, an escaped sign or a surrogate pair', () => {
    for (let length = 3290; length < 3420; length++) {
      const message = say(text(['x'.repeat(length), strong('*😀*'), instant(at), '[a](b)'.repeat(40)]))
      expect(findFaults(message)).toEqual([])
      const { text: seen, alive } = display(renderMarkup(message))
      expect(seen).not.toMatch(/<t|\\|\*\*/)
      expect(alive.filter(a => !/^(time|strong|small)/.test(a))).toEqual([])
    }
  })

  test('with more buttons than there is room for names the rest as commands', () => {
    const many = Array.from({ length: 33 }, (_, i) => action(`B${i}`, 'issue show', { issue: `ISG-${i}` }))
    const message = say(heading('x'), actions(many))
    expect(findFaults(message)).toEqual([])
    expect(findLabels(message)).toHaveLength(30)
    expect(shown(message)).toContain('More: /issue show issue:ISG-30')
    const apart = say(
      ...Array.from({ length: 12 }, (_, i) => [text(`T${i}`), actions(many.slice(0, 4))]).flat(),
    )
    expect(findFaults(apart)).toEqual([])
    expect(shown(apart)).toContain('T11')
    expect(shown(apart)).toContain('More: /issue show')
  })

  test('cuts long labels, and names a button without one', () => {
    expect(findLabels(say(actions([action('x'.repeat(99), 'help', {}), action(' ', 'help', {})])))).toEqual([
      `${'x'.repeat(79)}…`,
      'help',
    ])
  })
})

describe('user text', () => {
  const dead = [
    '@everyone @here <@123456789012345678> <@!1> <@&12> <#123456789012345678>',
    '<t:1700000000> <t:1700000000:R> <id:customize> </help:123456789012345678> <:a:123456789012345678> <a:b:123456789012345678>',
    '**b** *i* _i_ __u__ ~~s~~ ||p|| `c` ```\nx\n```',
    '# h\n## h\n-# s\n> q\n>>> q\n- l\n* l\n+ l\n1. l',
    '[click](https://evil.example) [a]( <https://evil.example> )',
    ':smile: 13:00:00 \\*x\\* \\\\',
    '<https://evil.example>',
    '**',
    '`',
    '\\',
    '<',
    '*',
    '_',
    '||',
  ]
  const places: [string, (said: string) => Message][] = [
    ['text', said => say(text(said))],
    ['heading', said => say(heading(said))],
    ['quote', said => say(heading('x'), quote(said))],
    ['strong', said => say(text([strong(said)]))],
    ['code', said => say(text([code(said)]))],
    ['link', said => say(text([link(said, 'https://itu.int/')]))],
    ['field', said => say(heading('x'), fields({ [said]: said }))],
    ['list', said => say(heading('x'), list([said, [said, strong(said)]]))],
    ['table', said => say(heading('x'), table([said, 'b'], [[said, [code(said)]]]))],
    ['note', said => say(heading('x'), note(said))],
    ['summary', said => ({ summary: said, blocks: [] })],
    ['spans', said => say(text([...said].map(c => c)))],
  ]

  const own = /^(?:strong|code|heading|quote|list|small|masked https:\/\/itu\.int\/|link https?:\/\/[^<]*)$/
  const alarming = (message: Message) => display(renderMarkup(message)).alive.filter(a => !own.test(a))

  test.each(places)('is dead in a %s', (_, place) => {
    for (const said of dead) expect([said, alarming(place(said))]).toEqual([said, []])
    expect(places.flatMap(([, p]) => dead.flatMap(said => findFaults(p(said))))).toEqual([])
  })

  const nasty = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'*_~|`<>[]()#-+.:@\\! \n1'),
      fc.constantFrom(
        '@everyone',
        '<t:1700000000:F>',
        '<@123456789012345678>',
        '```',
        '**',
        '](http',
        '\r\n',
        '\t',
        '\u0000',
        '\ud800',
        '\u202e',
        '\u200b',
        '😀',
        'é',
        'a',
        'Z',
      ),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
    maxLength: 60,
  })

  test('shows as it was written, whatever it is', () => {
    const seen = (said: string) => clean(said).replaceAll('\u200b', '').trim()
    fc.assert(
      fc.property(nasty, said => {
        fc.pre(isVisible(said) && !/https?:/.test(said))
        expect(
          shown(say(text(said)))
            .replaceAll('\u200b', '')
            .trim(),
        ).toBe(seen(said))
        expect(display(renderMarkup(say(text(said)))).alive).toEqual([])
        const spans: Text = [strong(said), code(said), said]
        // On one line, with a space beside it where it had spaces at its end.
        const line = clean(said)
          .replace(/^\s+|\s+$|\s*\n\s*/g, ' ')
          .replaceAll('\u200b', '')
        expect(
          shown(say(text(spans)))
            .replaceAll('\u200b', '')
            .trim(),
        ).toBe(`${line}${line}${clean(said).replaceAll('\u200b', '')}`.trim())
        expect(alarming(say(text(spans)))).toEqual([])
      }),
      { numRuns: 600 },
    )
  })

  test('an address stays an address, and opens nothing', () => {
    expect(renderMarkup(sentence('See https://www.itu.int/md/T25_SG13-R (p. 2).'))).toBe(
      'See <https://www.itu.int/md/T25_SG13-R> \\(p. 2\\).',
    )
    expect(renderMarkup(sentence('(https://itu.int/a*b**c)'))).toBe('\\(<https://itu.int/a%2Ab%2A%2Ac>\\)')
    expect(
      shown(say(text(['(see https://itu.int/a)', code('x'), link('', 'https://itu.int/b'), code('<@1>')]))),
    ).toBe('(see https://itu.int/a)xhttps://itu.int/b<@1>')
    expect(shown(say(text([link('https://itu.int', 'https://evil.example/')])))).toBe(
      'https://itu.int (https://evil.example/)',
    )
    expect(renderMarkup(say(text([link('x', 'javascript:alert(1)')])))).toBe('x')
  })
})

describe('whatever is said', () => {
  const anyText = fc.oneof(
    anyCharacters({ maxLength: 200 }),
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      '',
      ' ',
      '\u200b',
      '@everyone',
      '<@123456789012345678>',
      'x'.repeat(5000),
      '漢'.repeat(4000),
      '*'.repeat(3000),
      '😀'.repeat(2500),
    ),
  )
  const anyInstant = fc
    .integer({ min: 1_500_000_000, max: 2_000_000_000 })
    .map(s => Temporal.Instant.fromEpochMilliseconds(s * 1000))
  const anySpan: fc.Arbitrary<Span> = fc.oneof(
    anyText,
    anyText.map(strong),
    anyText.map(code),
    fc.tuple(anyText, fc.oneof(anyText, fc.webUrl())).map(([t, u]) => link(t, u)),
    anyInstant.map(at => instant(at)),
    anyInstant.map(at => instant(at, at.add({ hours: 2 }))),
  )
  const spans: fc.Arbitrary<Text> = fc.oneof(anyText, fc.array(anySpan, { maxLength: 6 }))
  const anyAction = fc.record({
    label: anyText,
    invocation: fc.record({
      path: fc.constantFrom('help', 'issue show'),
      options: fc.dictionary(fc.constantFrom('a', 'b'), anyText),
    }),
  })
  const anyBlock: fc.Arbitrary<Block> = fc.oneof(
    anyText.map(heading),
    spans.map(text),
    anyText.map(quote),
    fc.dictionary(fc.string({ maxLength: 20 }), spans, { maxKeys: 6 }).map(fields),
    fc.array(spans, { maxLength: 8 }).map(list),
    fc
      .tuple(
        fc.array(anyText, { maxLength: 4 }),
        fc.array(fc.array(spans, { maxLength: 5 }), { maxLength: 6 }),
      )
      .map(([c, r]) => table(c, r)),
    spans.map(note),
    fc.array(anyAction, { maxLength: 12 }).map(actions),
  )
  const anyMessage: fc.Arbitrary<Message> = fc.record({
    summary: anyText,
    blocks: fc.array(anyBlock, { maxLength: 16 }),
  })

  test('Discord accepts it, without mentions and forged times', () => {
    fc.assert(
      fc.property(anyMessage, message => {
        expect(findFaults(message)).toEqual([])
        const own = new Set(
          [...JSON.stringify(message.blocks).matchAll(/"(?:at|until)":"([^"]+)"/g)].map(
            m => `time ${Temporal.Instant.from(m[1]!).epochMilliseconds / 1000}`,
          ),
        )
        const alive = textsOf(rendered(message).components as Json[]).flatMap(markup => display(markup).alive)
        expect(alive.filter(a => a.startsWith('mention') || (a.startsWith('time') && !own.has(a)))).toEqual(
          [],
        )
      }),
      { numRuns: 200 },
    )
  })
})
