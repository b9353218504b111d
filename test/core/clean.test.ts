import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { cleanLine, cleanRecord, UnfitText, withoutRefused } from '../../src/core/text/clean.ts'
import { nameKey, searchKey, skeleton } from '../../src/core/text/compare.ts'
import { writeMention } from '../../src/core/text/mentions.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

function fault(clean: () => string): string {
  try {
    return `accepted: ${clean()}`
  } catch (error) {
    if (error instanceof UnfitText) return error.message
    throw error
  }
}

describe('text on one line', () => {
  test.each([
    ['two\nlines', 'two lines'],
    ['A\r\nISG-99 Fake: solved', 'A ISG-99 Fake: solved'],
    ['tab\tand\u00a0no-break  space', 'tab and no-break space'],
    ['form\ffeed, \u2028 line separator', 'form feed, line separator'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['Tr\u200bust\ufeff', 'Trust'],
    ['\u0646\u0627\u0645\u0647\u200c\u0627\u06cc', '\u0646\u0627\u0645\u0647\u200c\u0627\u06cc'],
    ['👩‍💻', '👩‍💻'],
    ['\u200b \u3164 \u2800', ''],
  ])('%j becomes %j', (given, kept) => {
    expect(cleanLine(given)).toBe(kept)
  })
})

describe('text for the record is kept as it was written', () => {
  test.each([
    '“No” and "no", twice  spaced\n\n\ttabbed\r\nlines',
    'Zoe\u0308 stays in two code points',
    'soft\u00adhyphen, zero\u200bwidth',
    '→ 5 < 6 & 7 > 2 <b> *bold* <@U1>',
  ])('%j', text => {
    expect(cleanRecord(text)).toBe(text)
  })
})

describe("what can't be kept is refused with its place", () => {
  test.each([
    ['ab\0c', 'It has a NUL character (U+0000) at place 3, which can’t be kept; please remove it.'],
    ['\ud83d', 'It has half a character (U+D83D) at place 1, which can’t be kept; please remove it.'],
    [
      '\u{1f600}\u{1f600}\udc00',
      'It has half a character (U+DC00) at place 3, which can’t be kept; please remove it.',
    ],
    ['a\x1b[31m', 'It has a control character (U+001B) at place 2, which can’t be kept; please remove it.'],
    [
      'SG17 \u202eoot',
      'It has a mark that changes the direction of the text (U+202E) at place 6, which can’t be kept; please remove it.',
    ],
    [
      'a\u2066b',
      'It has a mark that changes the direction of the text (U+2066) at place 2, which can’t be kept; please remove it.',
    ],
    [
      'a\ufdd0b',
      'It has something that is no character (U+FDD0) at place 2, which can’t be kept; please remove it.',
    ],
  ])('%j', (text, sentence) => {
    expect(fault(() => cleanLine(text))).toBe(sentence)
    expect(fault(() => cleanRecord(text))).toBe(sentence)
    expect(cleanRecord(withoutRefused(`x${text}`))).not.toBe('')
  })

  test('and so is what is too long, counted in characters', () => {
    expect(fault(() => cleanLine('x'.repeat(501)))).toBe(
      'It has 501 characters, and the limit is 500; please shorten it.',
    )
    expect(cleanLine('😀'.repeat(500))).toHaveLength(1000)
    expect(fault(() => cleanRecord('x'.repeat(4001)))).toMatch(
      /^It has 4,001 characters, and the limit is 4,000/,
    )
    expect(fault(() => cleanRecord('x'.repeat(10_000_000)))).toMatch(/^It has 10,000,000 characters/)
  })
})

describe('names are compared as a reader sees them', () => {
  test('the same for other spaces, another case and another form of accents', () => {
    for (const same of ['Zoë  Lee', 'Zoë\u00a0Lee', 'zoe\u0308 LEE', 'Zoë_Lee', 'Zo\u200bë Lee'])
      expect(nameKey(same)).toBe(nameKey('Zoë Lee'))
    expect(nameKey('Zoe Lee')).not.toBe(nameKey('Zoë Lee'))
    expect(searchKey("Côte d'Ivoire")).toContain(searchKey('cote'))
  })
  test('and others that only look alike have one skeleton', () => {
    expect(skeleton('Аnа Duarte')).toBe(skeleton('Ana Duarte'))
    expect(skeleton('Ana Duarte')).not.toBe(skeleton('Ina Duarte'))
  })
})

describe('at the desk', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    await office.done('TSB', 'person add "Ada Okafor" role:"SG13 chair" account:slack:UADA0000')
    await office.done('SG13 chair', RAISE)
  })
  afterAll(() => office.close())

  test('a topic with a line end is one line in lists', async () => {
    await office.done(
      'SG13 chair',
      'issue raise topic:"A\\nISG-99 Fake: solved" summary:"one\\n\\ntwo" with:SG17',
    )
    expect(await office.done('SG13 chair', 'issue list')).not.toMatch(/\nISG-99/)
    expect((await office.issue(2)).topic).toBe('A ISG-99 Fake: solved')
  })

  test('a statement is kept word for word', async () => {
    await office.done('SG17 chair', 'issue comment ISG-1 SG17 says "no"  to one\n\nlead SG')
    const [event] = await office.db.issueEvent.findMany({
      where: { issueId: 1 },
      orderBy: { number: 'desc' },
    })
    expect(JSON.stringify(event!.data)).toContain(String.raw`SG17 says \"no\"  to one\n\nlead SG`)
  })

  test('no option of any command takes a NUL, half a character or nothing visible', async () => {
    for (const { path, options } of COMMANDS.map(toSpec))
      for (const option of options)
        for (const value of ['a\0', '\ud800', '\x1b[2J', '\u202e'])
          expect(
            (
              await office.desk.execute(
                {
                  path,
                  options: {
                    ...Object.fromEntries(options.filter(o => o.required).map(o => [o.name, o.example])),
                    [option.name]: value,
                  },
                },
                callerOf('TSB'),
                crypto.randomUUID(),
              )
            ).message.summary,
            `${path} ${option.name}`,
          ).toMatch(option.kind === 'file' ? /send the file itself/ : /It has (?:a|half)/)
    expect(office.logged).toEqual([])
  })

  test('what was refused is offered back in a form, without the character', async () => {
    const invocation = { path: 'issue raise', options: { topic: 'a\0b', summary: 's', with: 'SG17' } }
    const reply = await office.desk.execute(invocation, callerOf('SG13 chair'), crypto.randomUUID())
    expect(JSON.stringify(reply.message.blocks)).toContain('"topic":"ab"')
    expect(await office.desk.pack(invocation, callerOf('TSB'), 1)).toMatch(/^draft /)
    expect(await office.desk.check(invocation, callerOf('TSB'))).toHaveProperty('topic')
    expect(await office.desk.complete('issue show', 'issue', 'zz\0\ud800', callerOf('TSB'))).toEqual([])
  })

  test('a mention is a name in free text and an account where an account is asked for', async () => {
    const text = `issue comment ISG-1 ${writeMention('slack:UADA0000')} and ${writeMention('slack:UX', 'ben')} agree`
    await office.done('SG17 chair', text)
    const history = await office.say('SG17 chair', 'issue history ISG-1')
    expect(JSON.stringify(history.message)).toContain('@Ada Okafor and @ben agree')
    await office.done('TSB', `person add "Ben Ruiz" account:${writeMention('slack:UBEN0000', 'ben')}`)
    expect(await office.done('slack:UBEN0000', 'me')).toContain('You are Ben Ruiz')
  })
})
