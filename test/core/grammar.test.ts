import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { exampleOf } from '../../src/core/desk/help.ts'
import { UserError } from '../../src/core/errors.ts'
import { formatLine, parseLine } from '../../src/core/grammar/grammar.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import { anyCharacters } from '../support/any-characters.ts'

const catalog = COMMANDS.map(toSpec)
const read = (line: string) => parseLine(line, catalog)

/** The sentence that refuses a line, and the option it names. */
function refused(line: string): { code: string; sentence: string; option: string | undefined } {
  try {
    read(line)
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, sentence: error.message, option: error.option }
    throw error
  }
  throw new Error(`${line} was accepted`)
}

describe('a line is read', () => {
  test.for<[string, string, Record<string, string>]>([
    ['meeting next RG-DT', 'meeting next', { group: 'RG-DT' }],
    ['meeting next', 'meeting next', {}],
    ['  Meeting   NEXT\tRG-DT ', 'meeting next', { group: 'RG-DT' }],
    ['issue position ISG-1 agrees', 'issue position', { issue: 'ISG-1', position: 'agrees' }],
    // The last position takes all the rest.
    [
      'issue position ISG-1 agrees with comments',
      'issue position',
      { issue: 'ISG-1', position: 'agrees with comments' },
    ],
    ['issue comment ISG-1 see you in May', 'issue comment', { issue: 'ISG-1', text: 'see you in May' }],
    [
      'issue comment ISG-1 for:SG17 text:"hello"',
      'issue comment',
      { issue: 'ISG-1', for: 'SG17', text: 'hello' },
    ],
    ['issue raise topic:"Trust" with:SG13,SG20', 'issue raise', { topic: 'Trust', with: 'SG13,SG20' }],
    // An unquoted value goes on to the next option.
    [
      'issue extend ISG-1 to:30 June 2026 reason:summer is near',
      'issue extend',
      { issue: 'ISG-1', to: '30 June 2026', reason: 'summer is near' },
    ],
    ['issue raise with:SG13, SG20 topic:Trust', 'issue raise', { with: 'SG13, SG20', topic: 'Trust' }],
    ['issue raise topic: Trust and all', 'issue raise', { topic: 'Trust and all' }],
    ['issue raise topic:""', 'issue raise', { topic: '' }],
    [
      String.raw`issue raise topic:"say \"no\", a \\ and\na line"`,
      'issue raise',
      { topic: 'say "no", a \\ and\na line' },
    ],
    ['issue raise topic:"Trust: who covers what?"', 'issue raise', { topic: 'Trust: who covers what?' }],
    [
      'issue raise summary:see https://itu.int/a:b for it',
      'issue raise',
      { summary: 'see https://itu.int/a:b for it' },
    ],
    ['issue comment ISG-1 https://itu.int/x', 'issue comment', { issue: 'ISG-1', text: 'https://itu.int/x' }],
    ['issue comment ISG-1 at 14:30 sharp', 'issue comment', { issue: 'ISG-1', text: 'at 14:30 sharp' }],
    [
      'issue raise TOPIC:Trust Respond-By:2026-06-30',
      'issue raise',
      { topic: 'Trust', 'respond-by': '2026-06-30' },
    ],
    ['issue\traise\ntopic:Trust\n\twith:SG13', 'issue raise', { topic: 'Trust', with: 'SG13' }],
    ['issue raise topic:"two\nlines"', 'issue raise', { topic: 'two\nlines' }],
    // Marks that a phone makes enclose a value, too.
    ['issue raise topic:“Trust” with:„SG13“', 'issue raise', { topic: 'Trust', with: 'SG13' }],
    // Inside a text, quotation marks, double spaces and line ends belong to it.
    [
      'issue statement ISG-1 SG17 says "no" to one lead SG',
      'statement make',
      { issue: 'ISG-1', text: 'SG17 says "no" to one lead SG' },
    ],
    [
      'issue statement ISG-1 “SG17 says "no" to one lead SG”',
      'statement make',
      { issue: 'ISG-1', text: 'SG17 says "no" to one lead SG' },
    ],
    [
      'issue statement ISG-1 text:“No”  is\n\nour answer: 5" and  "a\\" for:SG17',
      'statement make',
      { issue: 'ISG-1', text: '“No”  is\n\nour answer: 5" and  "a\\"', for: 'SG17' },
    ],
    [
      'issue statement ISG-1 “No”, "no" and “no” for:SG17',
      'statement make',
      { issue: 'ISG-1', text: '“No”, "no" and “no”', for: 'SG17' },
    ],
    [
      'issue comment ISG-1 a "mark that stays open',
      'issue comment',
      { issue: 'ISG-1', text: 'a "mark that stays open' },
    ],
    ['issue comment ISG-1 @Bo Lind agrees', 'issue comment', { issue: 'ISG-1', text: '@Bo Lind agrees' }],
    ['meeting schedule RG-DT time:13:00–15:00', 'meeting schedule', { group: 'RG-DT', time: '13:00–15:00' }],
    // A date and a time by position, in one quotation or without any; other words are for the next place.
    [
      'meeting move MTG-3 "8 May 2026 13:00-15:00"',
      'meeting move',
      { meeting: 'MTG-3', date: '8 May 2026', time: '13:00-15:00' },
    ],
    [
      'meeting move MTG-3 Friday, 8 May 2026 13:00 – 15:00 (CEST) the room is taken',
      'meeting move',
      {
        meeting: 'MTG-3',
        date: 'Friday, 8 May 2026',
        time: '13:00 – 15:00 (CEST)',
        reason: 'the room is taken',
      },
    ],
    [
      'meeting move MTG-3 2026-05-08 3 chairs are away',
      'meeting move',
      { meeting: 'MTG-3', date: '2026-05-08', reason: '3 chairs are away' },
    ],
    [
      'meeting move MTG-3 3 chairs are away date:8 May 2026',
      'meeting move',
      { meeting: 'MTG-3', date: '8 May 2026', reason: '3 chairs are away' },
    ],
    [
      'meeting move MTG-3 date:"8 May 2026, 13:00–15:00" reason:clash',
      'meeting move',
      { meeting: 'MTG-3', date: '8 May 2026', time: '13:00–15:00', reason: 'clash' },
    ],
    [
      'meeting move MTG-3 27 May 2026, 13:00 the room is taken',
      'meeting move',
      { meeting: 'MTG-3', date: '27 May 2026,', time: '13:00', reason: 'the room is taken' },
    ],
    [
      'meeting move MTG-3 10 June 2026 13:00–14:00 8 June is full',
      'meeting move',
      { meeting: 'MTG-3', date: '10 June 2026', time: '13:00–14:00', reason: '8 June is full' },
    ],
    [
      'meeting move MTG-3 10 June 2026 "3 June 2026 is full"',
      'meeting move',
      { meeting: 'MTG-3', date: '10 June 2026', reason: '3 June 2026 is full' },
    ],
    [
      'meeting cancel MTG-3 13:00 is too early',
      'meeting cancel',
      { meeting: 'MTG-3', reason: '13:00 is too early' },
    ],
    // A date is no group: "13 June" is not SG13 in June.
    ['liaison later TSAG-LS4 13 June 2026', 'liaison later', { liaison: 'TSAG-LS4', date: '13 June 2026' }],
    [
      'liaison later TSAG-LS4 SG13 June 2026',
      'liaison later',
      { liaison: 'TSAG-LS4', by: 'SG13', date: 'June 2026' },
    ],
    // A slip in a date stays in the date, whose fault is said.
    [
      'meeting move MTG-3 8 Mya 2026 clash',
      'meeting move',
      { meeting: 'MTG-3', date: '8 Mya 2026', reason: 'clash' },
    ],
    [
      'meeting schedule RG-DT 13 May 2026 13:00–15:00 Review of the gap analysis',
      'meeting schedule',
      { group: 'RG-DT', date: '13 May 2026', time: '13:00–15:00', objective: 'Review of the gap analysis' },
    ],
    [
      'issue extend ISG-1 30 June 2026 summer is near',
      'issue extend',
      { issue: 'ISG-1', to: '30 June 2026', reason: 'summer is near' },
    ],
    [
      'issue call ISG-1 4 May 2026, 11 May 2026 and 18 May 2026 13:00-14:00',
      'wp2 call',
      { issue: 'ISG-1', dates: '4 May 2026, 11 May 2026 and 18 May 2026', time: '13:00-14:00' },
    ],
    [
      'meeting series RG-DT every second Wednesday 13:00–15:00 31 July 2026',
      'meeting series',
      { group: 'RG-DT', every: 'every second Wednesday', time: '13:00–15:00', until: '31 July 2026' },
    ],
    [
      'liaison later TSAG-LS4 SG12 1 June 2026',
      'liaison later',
      { liaison: 'TSAG-LS4', by: 'SG12', date: '1 June 2026' },
    ],
    ['help issue raise', 'help', { command: 'issue raise' }],
    ['help "issue:"', 'help', { command: 'issue:' }],
  ])('%s', ([line, path, options]) => {
    expect(read(line)).toEqual({ path, options })
  })

  test('with a question mark before it, to open the form', () => {
    expect(read(' ?issue raise topic:"Trust"')).toEqual({
      path: 'issue raise',
      options: { topic: 'Trust' },
      ask: true,
    })
  })

  test('as an example of every command, which its own options then accept', () => {
    for (const command of COMMANDS) {
      const spec = toSpec(command)
      const { path, options } = read(exampleOf(spec))
      expect(path).toBe(command.path)
      for (const [name, value] of Object.entries(options))
        expect(command.options[name].schema.safeParse(value), `${path} ${name}:${value}`).toMatchObject({
          success: true,
        })
    }
  })
})

describe('a text is not taken for a text where it may go on with the date before it', () => {
  test.for([
    '1 pm the room is taken',
    'at 13:00 the room is taken',
    'from 13:00 to 15:00',
    '13 h the room is taken',
    '13-15 the room is taken',
    '1300-1500 the room is taken',
    '1pm-3pm the room is taken',
    'to 15 May 2026 13:00-15:00',
    'or 3 June 2026',
    '3 June 2026 the room is taken',
    '13:00 CEST the room is taken',
    '13:00 Tokyo time the room is taken',
    '13:00 14:00 the room is taken',
  ])('%s', words => {
    const { code, sentence, option } = refused(`meeting move MTG-3 2 June 2026 ${words}`)
    expect([code, option]).toEqual(['unclear-when', 'reason'])
    expect(sentence).toMatch(/may belong to the date or the time, or be the reason\..*reason:"…"\.$/)
  })
})

test('a second group is not taken for the text behind a group', () => {
  for (const line of [
    'issue add ISG-1 SG2 SG3 they study it',
    'issue add ISG-1 SG2, SG3 they study it',
    'issue add ISG-1 SG2 and SG3',
  ])
    expect(refused(line)).toMatchObject({
      code: 'unclear-group',
      sentence: expect.stringMatching(/^SG3 may be another group or begin the reason\./),
    })
  expect(read('issue add ISG-1 SG2 SG2 studies sensors').options).toMatchObject({
    reason: 'SG2 studies sensors',
  })
  expect(read('issue add ISG-1 SG2 "SG3 asked for it"').options).toMatchObject({ reason: 'SG3 asked for it' })
})

describe('a verb never leads to the one that it undoes', () => {
  test.for([
    ['meeting uncancel MTG-3', 'meeting restore'],
    ['meeting delete MTG-3', 'meeting cancel'],
    ['issue unagree ISG-1', 'issue position'],
    ['issue unwithdraw ISG-1', 'issue resume'],
    ['issue unjoin ISG-1', 'issue leave'],
    ['issue de-escalate ISG-1', undefined],
    ['issue unconfirm ISG-1', undefined],
    ['read disapprove READ-1', undefined],
    ['read unconfirm READ-1', 'read undo'],
    ['read redo READ-1', undefined],
    ['read undrop READ-1', 'read undo'],
    ['liaison unreplied TSAG-LS4', undefined],
    ['person unmerge Vic', undefined],
    ['plan unload PLAN-1', 'meeting schedule'],
    // A slip that keeps what negates is a slip all the same.
    ['meeting noheld MTG-3', 'meeting not-held'],
    ['issue unmut ISG-1', 'issue unmute'],
    ['liaison reply TSAG-LS4', 'liaison replied'],
  ])('%s: %s', ([line, meant]) => {
    const { sentence } = refused(line!)
    if (meant === undefined) expect(sentence).not.toContain('Did you mean')
    else expect(sentence).toContain(`Did you mean /sg ${meant}?`)
  })
})

describe('a line is refused in a sentence that says', () => {
  test.for<[string, string, string, RegExp]>([
    [
      'the nearest command',
      'issue rase',
      'unknown-command',
      /no command "issue rase"\. Did you mean \/sg issue raise/,
    ],
    ['the nearest of all, for an unknown room', 'meting next', 'unknown-command', /\/sg meeting next/],
    ['the command of a verb alone', 'raise', 'unknown-command', /Did you mean \/sg issue raise\?/],
    ['the same with its value', 'next RG-DT', 'unknown-command', /Did you mean \/sg meeting next/],
    [
      'the command of a value',
      'issue objct ISG-1',
      'unknown-command',
      /mean \/sg issue position position:objects\?/,
    ],
    ['the same alone', 'abstain ISG-1', 'unknown-command', /mean \/sg issue position position:abstains\?/],
    ['the command of a former name', 'issue statment ISG-1', 'unknown-command', /mean \/sg statement make\?/],
    ['the command of another word', 'meeting postpone MTG-3', 'unknown-command', /mean \/sg meeting move\?/],
    ['the list of a room', 'issues', 'unknown-command', /mean \/sg issue list\?/],
    ['where help is, for nonsense', 'zzzzzzzzzzzz', 'unknown-command', /See \/sg help\./],
    [
      'the commands of a room',
      'issue',
      'unknown-command',
      /"issue" has these commands: raise, .*More: \/sg help command:issue\./,
    ],
    [
      'the option meant',
      'issue raise topc:Trust',
      'unknown-option',
      /no option “topc:”\. Did you mean “topic:”\?/,
    ],
    ['the options there are', 'meeting calendar color:red', 'unknown-option', /Its options are “meeting:”\./],
    [
      'that a colon needs quotation marks',
      'meeting next RG-DT note: this',
      'unknown-option',
      /quotation marks/,
    ],
    [
      'the command that has an option, within a long text',
      'issue propose ISG-1 text:We agree respond-by:30 June 2026',
      'unknown-option',
      /no option “respond-by:”; it is one of "issue raise"\. .*quotation marks/,
    ],
    [
      'the same without a name for the text',
      'issue propose ISG-1 We agree date:5 May',
      'unknown-option',
      /no option “date:”; it is one of/,
    ],
    [
      'the same with a space, where no text is written so',
      'issue comment ISG-1 respond-by: 30 June',
      'unknown-option',
      /no option “respond-by:”/,
    ],
    ['that an option came twice', 'issue raise topic:a topic:b', 'option-twice', /topic: is given twice/],
    ['which word is too many', 'waiting now', 'extra-word', /does not understand "now"/],
    ['how options are given instead', 'issue raise Trust', 'extra-word', /by name, such as topic:Trust/],
    [
      'where a quotation mark is open',
      'issue raise topic:"Trust with:SG13',
      'open-quotation',
      /mark is missing after: "Trust/,
    ],
    [
      'the same at the beginning of a long text',
      'issue comment ISG-1 text:"We',
      'open-quotation',
      /mark is missing after: "We/,
    ],
  ])('%s', ([, line, code, sentence]) => {
    const fault = refused(line)
    expect(fault.code).toBe(code)
    expect(fault.sentence).toMatch(sentence)
  })

  test('which option is at fault, for a form to show it there', () => {
    expect(refused('issue raise topc:Trust').option).toBe('topc')
    expect(refused('issue raise topic:a topic:b').option).toBe('topic')
  })
})

const value = fc.oneof(
  anyCharacters(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '//x',
    '://',
    'topic:x',
    '"',
    '\\',
    '\\n',
    '\n',
    '\r\n',
    ' ',
    '',
    '?',
    'a "b" c',
    'https://itu.int',
    '\u2028',
  ),
)
const invocation: fc.Arbitrary<Invocation> = fc.constantFrom(...catalog).chain(spec =>
  fc
    .tuple(fc.dictionary(fc.constantFrom(...spec.options.map(o => o.name), 'none'), value), fc.boolean())
    .map(([{ none: _, ...options }, ask]) => ({
      path: spec.path,
      options: { ...options },
      ...(ask && { ask: true as const }),
    })),
)

describe('for whatever is written,', () => {
  test('an invocation as a line is read back to the same', () => {
    fc.assert(
      fc.property(invocation, wanted => {
        expect(read(formatLine(wanted))).toEqual(wanted)
      }),
      { numRuns: 3000 },
    )
  })

  test('a refusal is one plain sentence on one line, and nothing else is thrown', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'issue',
        'raise',
        'meeting',
        'next',
        'topic:',
        'with:SG13',
        '"',
        '\\"',
        '?',
        '\n',
        '"a\nb"',
        'x:',
      ),
      fc.string({ unit: 'grapheme' }),
    )
    const line = fc.oneof(
      anyCharacters(),
      fc.array(word).map(words => words.join(' ')),
    )
    fc.assert(
      fc.property(line, written => {
        try {
          read(written)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
          const { message } = error as UserError
          expect(message).not.toMatch(/[\r\n\u2028\u2029]/)
          expect(message.length).toBeLessThan(1000)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('a long word is named in short', () => {
    expect(refused(`waiting ${'x'.repeat(4000)}`).sentence.length).toBeLessThan(400)
    expect(refused(`issue ${'x'.repeat(4000)}`).sentence.length).toBeLessThan(800)
  })
})
