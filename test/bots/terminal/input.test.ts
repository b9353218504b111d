/** Long texts at a terminal: read to their end, pasted as one, and from files that are named before they are used. */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { completeAnswer, completeLine } from '../../../src/bots/terminal/completion.ts'
import { createPrompt } from '../../../src/bots/terminal/input.ts'
import { createSession, type Session } from '../../../src/bots/terminal/session.ts'
import type { Form } from '../../../src/core/desk/port.ts'
import { type DeskHarness, openDesk, RAISE } from '../../core/desk-harness.ts'

let office: DeskHarness
let folder: string
let printed: string[]
beforeEach(async () => {
  office = await openDesk()
  folder = await mkdtemp(join(tmpdir(), 'intersg-'))
  printed = []
  await office.done('SG13 chair', RAISE)
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  await office.close()
})

const createOwnSession = (ask?: Parameters<typeof createSession>[0]['ask']): Session =>
  createSession({
    desk: office.desk,
    print: line => void printed.push(line),
    runUntilIdle: async () => {},
    now: () => office.clock.now(),
    moveTo: undefined,
    filesFolder: folder,
    ...(ask && { ask }),
  })

/** The texts of comments, oldest first. */
const texts = async () => {
  const events = await office.db.issueEvent.findMany({ orderBy: { number: 'asc' } })
  return events.map(e => (e.data as { text?: string }).text).filter(text => text !== undefined)
}

/** Types at a prompt of its own, and waits until everything is read. */
async function type(input: string): Promise<void> {
  const keyboard = new PassThrough() as unknown as NodeJS.ReadStream
  const output = new PassThrough() as unknown as NodeJS.WriteStream
  output.resume()
  const prompt = createPrompt(() => office.desk, { input: keyboard, output })
  const session = createOwnSession(prompt.ask)
  const done = prompt.run(session)
  ;(keyboard as unknown as PassThrough).end(input)
  await done
}

describe('a long text', () => {
  test('is asked for to a line with a single full stop, empty lines included', async () => {
    await type('.as SG17 chair\n/sg issue comment issue:ISG-1\n')
    expect(await texts()).toEqual([])
    await type('.as SG17 chair\n/sg issue comment ISG-1 first\n\n  “second”,  "third"\nfourth\n/sg help\n')
    expect(await texts()).toEqual(['first\n\n  “second”,  "third"\nfourth'])
  })

  test('is the answer to a question, however many lines it has', async () => {
    const prompted = ['We object.', '', 'For two reasons:', '- one', '.'].join('\n')
    const keyboard = new PassThrough()
    const output = new PassThrough()
    output.resume()
    const prompt = createPrompt(() => office.desk, {
      input: keyboard as unknown as NodeJS.ReadStream,
      output: output as unknown as NodeJS.WriteStream,
    })
    keyboard.write(`${prompted}\n`)
    const form: Form = {
      invocation: { path: 'issue comment', options: { issue: 'ISG-1' } },
      title: 'Comment',
      submit: 'Comment',
      fields: [
        { name: 'text', label: 'Comment', kind: 'long text', required: true, positional: true, example: 'x' },
      ],
    }
    const filled = await prompt.ask(form, async () => ({}))
    expect(filled?.options.text).toBe('We object.\n\nFor two reasons:\n- one')
    prompt.close()
  })
})

describe('a paste', () => {
  const PASTED = (text: string) => `\x1b[200~${text.replaceAll('\n', '\r')}\x1b[201~`

  /** Types at a terminal, until the prompt has read it all and the person leaves. */
  async function typeAtTerminal(...keys: (string | { once: string })[]): Promise<string> {
    const asTerminal = { isTTY: true, columns: 80, rows: 24, setRawMode: () => {} }
    const keyboard = Object.assign(new PassThrough(), asTerminal)
    const screen = Object.assign(new PassThrough(), asTerminal)
    let seen = ''
    screen.on('data', (shown: Buffer) => (seen += shown))
    const prompt = createPrompt(() => office.desk, {
      input: keyboard as unknown as NodeJS.ReadStream,
      output: screen as unknown as NodeJS.WriteStream,
    })
    const done = prompt.run(createOwnSession(prompt.ask))
    for (const key of keys)
      if (typeof key === 'string') keyboard.write(key)
      else while (!seen.includes(key.once)) await once(screen, 'data')
    await done
    prompt.close()
    return seen
  }

  test('is asked for with what is decided about; a question has a few choices or an example', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    const shown = await typeAtTerminal(
      '.as SG17 chair\r',
      '/sg issue position ISG-1\r',
      { once: 'Position (' },
      'agrees\r',
      { once: 'Reason or comments' },
      '.\r',
      '/sg statement make ISG-1\r',
      { once: 'Statement, word for word' },
      'S\r.\r',
      { once: 'Meeting at which it is made' },
      '\r',
      '.quit\r',
    )
    expect(shown).not.toContain('On what')
    expect(shown).toContain('It is about proposal 1 by SG13: “A”')
    expect(shown).toContain('Position (agrees, agrees with comments, objects, abstains): ')
    expect(shown).toMatch(/Meeting at which it is made \(MTG-1, MTG-2, .*\), optional: /)
  })

  test('ends with a full stop that is typed behind its last line end', async () => {
    await typeAtTerminal(
      '.as SG17 chair\r',
      '/sg issue comment ISG-1\r',
      { once: 'ends it' },
      PASTED('We object.\n\nFor reasons.\n'),
      '.\r',
      '.quit\r',
    )
    expect(await texts()).toEqual(['We object.\n\nFor reasons.'])
  })

  test('is one text, with its empty lines, full stops and commands, until Enter is pressed', async () => {
    const text = 'We object.\n\n.\n/sg help\n  – as “agreed”'
    const seen = await typeAtTerminal(
      '.as SG17 chair\r',
      '/sg issue comment ISG-1\r',
      { once: 'single full stop' },
      PASTED(text),
      '\r',
      '.\r',
      '\r',
      '.quit\r',
    )
    expect(await texts()).toEqual([text])
    expect(seen.startsWith('\x1b[?2004h')).toBe(true)
    expect(seen.endsWith('\x1b[?2004l')).toBe(true)
  })

  test('goes on after it, and Ctrl-D ends the text and not the session', async () => {
    await typeAtTerminal(
      '.as SG17 chair\r',
      '/sg issue comment ISG-1\r',
      { once: 'single full stop' },
      PASTED('one\ntwo'),
      ' and more\r',
      'three\r',
      { once: 'three' },
      '\x04',
      '\r',
      '/sg issue comment ISG-1 text:again\r',
      '.quit\r',
    )
    expect(await texts()).toEqual(['one\ntwo and more\nthree', 'again'])
  })

  test('of several commands gives them one after the other', async () => {
    await typeAtTerminal(
      PASTED('.as SG17 chair\n/sg issue comment ISG-1 one\n\nstill one\n/sg issue comment ISG-1 two'),
      '\r',
      '.quit\r',
    )
    expect(await texts()).toEqual(['one\n\nstill one', 'two'])
  })
})

describe('at the prompt', () => {
  /** Types a line at each prompt and question, then leaves. Returns what was shown beside the session's own lines. */
  async function converse(...lines: string[]): Promise<string> {
    const keyboard = new PassThrough()
    const screen = new PassThrough()
    const prompt = createPrompt(() => office.desk, {
      input: keyboard as unknown as NodeJS.ReadStream,
      output: screen as unknown as NodeJS.WriteStream,
    })
    const left = [...lines]
    let seen = ''
    screen.on('data', (shown: Buffer) => {
      seen += shown
      if (/(?:> |: |… )$/.test(seen))
        setImmediate(() => keyboard.write(`${left.shift() ?? (seen.endsWith('> ') ? '.quit' : '')}\n`))
    })
    await prompt.run(createOwnSession(prompt.ask))
    prompt.close()
    return seen
  }

  test('a wrong answer is asked for again, and the answers before it stay', async () => {
    const meetings = await office.db.meeting.count()
    const answers = [
      'RG-DT',
      '13 Mey',
      '20 May 2026',
      '25:00',
      '13:00-15:00',
      'Progress',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ]
    const said = await converse('.as RG-DT rapporteur', '/sg meeting schedule', ...answers)
    expect(said).toContain('"13 Mey" is not a date; write it like 13 May 2026 or 2026-05-13.')
    // A date is said back before the next question.
    expect(said).toContain('That is Wednesday 20 May 2026.')
    expect(said).toContain('"25:00" is not a start and an end')
    expect(await office.db.meeting.count(), printed.join('|')).toBe(meetings + 1)
  })

  test('a refusal after all questions shows the command to change and give again', async () => {
    await converse('.as SG17 chair', '/sg issue comment', 'ISG-99', 'Our words', '.')
    expect(printed).toContain(
      'To change what you gave and give it again: /sg issue comment issue:ISG-99 text:"Our words"',
    )
  })

  test('help, ? and .as alone are understood, and the first line says what to type', async () => {
    const session = createOwnSession()
    for (const line of ['help', '?', 'Help']) {
      expect(await session.run(line)).toBe('done')
      expect(printed.at(-1)).toContain('/sg help lists all of them')
    }
    await session.run('.as SG17 chair')
    await session.run('.as')
    expect(session.role).toBe('TSB')
    expect(printed.at(-1)).toBe('You act as TSB again.')
  })

  const CALLER = { platform: 'terminal', account: 'TSB' } as const
  test.each([
    ['/sg meeting ne', ['/sg meeting next ']],
    ['/sg meeting next RG-', ['RG-DT', 'RG-WPR']],
    ['/sg issue comment isg', ['ISG-1']],
    ['/sg issue comment issue:I', ['ISG-1']],
    ['/sg issue comment issue:ISG-1 te', ['text:']],
    ['/sg issue position ISG-1 position:agr', ['agrees', '"agrees with comments"']],
    ['/sg issue raise with:SG13,SG2', ['SG13,SG2', 'SG13,SG20', 'SG13,SG21']],
    ['/sg meeting schedule group:RG-DT date:13', []],
    ['.as SG1', ['SG11', 'SG12', 'SG13', 'SG15', 'SG17']],
    ['he', ['help']],
  ])('Tab completes %s', async (line, expected) => {
    expect((await completeLine(office.desk, line, CALLER))[0]).toEqual(expected)
  })

  test('Tab completes the answer to a question', async () => {
    const [fitting] = await completeAnswer(office.desk, 'issue comment', 'issue', 'Tru', CALLER)
    expect(fitting).toEqual(['ISG-1'])
  })
})

test('a terminal whose window was closed, and that can’t be set back, ends the session', async () => {
  let isOpen = true
  const keyboard = Object.assign(new PassThrough(), {
    isTTY: true,
    // As Node's own does it: it throws where the error has no listener.
    setRawMode: () => void (isOpen || keyboard.emit('error', new Error('setRawMode EIO'))),
  })
  const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 })
  screen.resume()
  const prompt = createPrompt(() => office.desk, {
    input: keyboard as unknown as NodeJS.ReadStream,
    output: screen as unknown as NodeJS.WriteStream,
  })
  const done = prompt.run(createOwnSession(prompt.ask))
  isOpen = false
  prompt.close()
  await done
})

describe('a file', () => {
  test('is named with its length, and used when the command is given again', async () => {
    const file = join(folder, 'text.txt')
    await writeFile(file, 'Secret\nwords')
    const session = createOwnSession()
    const line = `/sg issue comment ISG-1 text:@${file}`
    expect(await session.run(line)).toBe('refused')
    expect(printed.at(-1)).toBe(
      `text: is the file ${file} with 12 characters, which begins “Secret words”. Nothing was done yet; give the same command again to use it.`,
    )
    expect(await texts()).toEqual([])
    await session.run('.as SG17 chair')
    expect(await session.run(line)).toBe('done')
    expect(await texts()).toEqual(['Secret\nwords'])
  })

  test('that is missing, or in another encoding, is refused', async () => {
    const session = createOwnSession()
    await session.run('/sg issue comment ISG-1 text:@./no-such-file')
    expect(printed.at(-1)).toContain("the file ./no-such-file can't be read")
    const latin = join(folder, 'latin.txt')
    await writeFile(latin, Buffer.from([0x43, 0x61, 0x66, 0xe9]))
    await session.run(`/sg issue comment ISG-1 text:@${latin}`)
    expect(printed.at(-1)).toContain('The file is not UTF-8')
  })

  test('is not what a mention looks like', async () => {
    const session = createOwnSession()
    await session.run('.as SG17 chair')
    await session.run('/sg issue comment ISG-1 text:@Bo')
    expect(await texts()).toEqual(['@Bo'])
  })
})
