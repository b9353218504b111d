/** Lines from standard input: a prompt with history and completion for a person, or piped lines, a command each. */
import { createInterface, type Interface } from 'node:readline'
import type { Desk, FormField } from '../../core/desk/port.ts'
import { formatLine } from '../../core/grammar/grammar.ts'
import { plainText } from '../../core/messages/plain.ts'
import { formatDay } from '../../core/time/geneva.ts'
import { parseDate } from '../../core/time/parse.ts'
import { SHOWN_OUTSIDE } from '../outside.ts'
import { type Completion, completeAnswer, completeLine } from './completion.ts'
import { watchPaste } from './paste.ts'
import type { Ask, Session } from './session.ts'

export interface Streams {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
}

/** Shown before the first prompt. */
const FIRST_LINE =
  'Type /sg help for all commands, or help for what else works here. Tab completes; .quit leaves.'

/** How reading ended: whether any line was refused, and whether a line quit. */
export interface Read {
  refused: boolean
  quit: boolean
}

/** Runs piped lines until the input ends, a line quits or `stop` is aborted. */
export async function readPiped(
  session: Session,
  input: NodeJS.ReadableStream,
  stop: AbortSignal,
): Promise<Read> {
  let refused = false
  const lines = createInterface({ input })
  stop.addEventListener('abort', () => lines.close())
  for await (const line of lines) {
    if (stop.aborted) break
    const outcome = await session.run(line)
    if (outcome === 'quit') return { refused, quit: true }
    if (outcome === 'refused') refused = true
  }
  return { refused, quit: false }
}

/** A prompt for a person. */
export interface Prompt {
  /** Reads and runs lines until the input ends or a line quits. */
  run(session: Session): Promise<void>
  /**
   * Asks for each field of a form, and again for one whose answer is at fault; undefined when the person cancels with an
   * empty answer to a required field.
   */
  ask: Ask
  /** Shows a line above the prompt. */
  print(line: string): void
  close(): void
}

/** `interrupt` is called at Ctrl-C, which a terminal in this mode gives as a key and not as a signal. */
export function createPrompt(desk: () => Desk, { input, output }: Streams, interrupt = () => {}): Prompt {
  // Lines are kept until they are read, so that several can be pasted at once; undefined is the end of a text.
  const typed: (string | undefined)[] = []
  let reader: ((line: string | undefined) => void) | undefined
  let closed = false
  let isEnding = false
  let isReadingText = false
  let session: Session | undefined
  /** The option that is asked for. */
  let asked: { path: string; field: FormField } | undefined
  const paste = watchPaste(input, output)

  function open(): Interface {
    const opened = createInterface({
      input,
      output,
      historySize: 500,
      completer: (line: string, done: (fault: null, completion: Completion) => void) => {
        complete(line).then(
          completion => done(null, completion),
          () => done(null, [[], line]),
        )
      },
    })
    opened.on('line', line => {
      const whole = paste.add(line)
      if (whole === undefined) return
      if (reader) reader(whole)
      else typed.push(whole)
    })
    opened.on('SIGINT', () => {
      end()
      interrupt()
    })
    // A terminal whose window was closed can't be read, nor set back to how it was: that is the end of the input.
    opened.on('error', () => {
      if (!isEnding) end()
    })
    opened.on('close', () => {
      // Ctrl-D ends a text that is being read, and not the session.
      if (isReadingText && input.isTTY && !isEnding) lines = open()
      else closed = true
      if (reader) reader(undefined)
      else if (!closed) typed.push(undefined)
    })
    return opened
  }
  let lines = open()

  async function complete(line: string): Promise<Completion> {
    if (!session) return [[], line]
    return asked
      ? completeAnswer(desk(), asked.path, asked.field.name, line, session.caller)
      : completeLine(desk(), line, session.caller)
  }

  function end(): void {
    isEnding = true
    paste.end()
    lines.close()
  }

  /** The next line; undefined when the input ends. */
  async function next(prompt: string): Promise<string | undefined> {
    if (typed.length > 0) {
      const line = typed.shift()!
      output.write(`${prompt}${line ?? ''}\n`)
      return line
    }
    if (closed) return undefined
    lines.setPrompt(prompt)
    lines.prompt()
    return new Promise(resolve => {
      reader = line => {
        reader = undefined
        resolve(line)
      }
    })
  }

  /**
   * A line with those that arrived with it: of a paste, the lines after a command belong to its text. The next command
   * or directive is a line of its own.
   */
  function withPasted(line: string): string {
    if (!line.startsWith('/sg') || paste.isTold) return line
    const lines = [line]
    while (typed.length > 0 && !BEGINS.test(typed[0] ?? '')) lines.push(typed.shift() ?? '')
    // Empty lines after a command are the key pressed twice.
    return lines.join('\n').trimEnd()
  }

  /** A long text to its end: a line with a single full stop, or the end of the input. An empty first line skips it. */
  async function nextText(field: FormField): Promise<string> {
    const text: string[] = []
    isReadingText = true
    for (;;) {
      const line = await next(text.length === 0 ? formatQuestion(field) : '  … ')
      if (line === undefined) break
      // An empty line before anything else is no text, unless more of a paste follows it.
      if (text.length === 0 && line.trim() === '' && typed.length === 0) break
      // The full stop may be typed behind the last line end of a paste, which comes as one line.
      const withLast = line.split('\n')
      const isEnd = withLast.at(-1)!.trim() === '.'
      text.push(...(isEnd ? withLast.slice(0, -1) : withLast))
      if (isEnd) break
    }
    isReadingText = false
    return text.join('\n').trim()
  }

  /** The answer to a question, asked again while it is at fault; empty where the person gives none. */
  async function answerTo(
    path: string,
    field: FormField,
    findFault: (answer: string) => Promise<string | undefined>,
  ): Promise<string> {
    let value = field.value ?? ''
    for (;;) {
      asked = { path, field }
      const given = field.kind === 'long text' ? await nextText(field) : await next(formatQuestion(field))
      asked = undefined
      const answer = given?.trim() || value
      const fault = answer === '' ? undefined : await findFault(answer)
      if (fault === undefined) {
        const date = understoodDate(field, answer)
        if (date !== undefined) output.write(`  That is ${date}.\n`)
        return answer
      }
      output.write(`  ${fault}\n`)
      // Enter stands for what was there before only once, where that is at fault.
      value = ''
    }
  }

  return {
    async run(given) {
      session = given
      output.write(`${FIRST_LINE}\n`)
      for (;;) {
        const [line, ...pasted] = splitCommands(await next(`${session.role}> `))
        typed.unshift(...pasted)
        if (line === undefined || (await session.run(withPasted(line))) === 'quit') return
      }
    },
    async ask(form, check) {
      const { path } = form.invocation
      output.write(`${form.title}. Press Enter to skip an optional question.\n`)
      if (form.about !== undefined) output.write(`It is about ${plainText(form.about)}\n`)
      const options = { ...form.invocation.options }
      for (const field of form.fields) {
        const answer = await answerTo(path, field, async value => {
          const faults = await check({ path, options: { ...options, [field.name]: value } })
          return faults[field.name]
        })
        if (answer === '' && field.required) {
          output.write('Nothing was changed.\n')
          if (Object.keys(options).length > Object.keys(form.invocation.options).length)
            output.write(`To go on with what you gave: /sg ${formatLine({ path, options })}\n`)
          return undefined
        }
        if (answer !== '') options[field.name] = answer
      }
      return { ...form.invocation, options }
    },
    print(line) {
      if (!reader) output.write(`${line}\n`)
      else {
        output.write(`\r\x1b[K${line}\n`)
        lines.prompt(true)
      }
    },
    close: end,
  }
}

/** The commands and directives of a paste: the lines after each belong to its text. */
function splitCommands(whole: string | undefined): string[] {
  if (whole === undefined) return []
  const commands: string[] = []
  for (const line of whole.split('\n'))
    if (commands.length === 0 || BEGINS.test(line)) commands.push(line)
    else commands.push(`${commands.pop()}\n${line}`)
  return commands.map(command => command.trimEnd())
}

/** A line that is a command, a directive or a remark. */
const BEGINS = /^(?:\/sg\b|\.\w|#)/

/** The most choices that a question names; of more it has an example, and Tab completes them. */
const MOST_NAMED = 12

/** A date with its day of the week, as it was understood: a slip of a day or a year is seen before the next question. */
const understoodDate = ({ kind }: FormField, answer: string): string | undefined =>
  kind === 'date' && answer !== '' ? formatDay(parseDate(answer)) : undefined

const formatQuestion = (field: FormField): string => {
  const choices = field.choices ?? field.picks?.map(pick => pick.value) ?? []
  const picks =
    field.kind === 'choice' && choices.length > 0 && choices.length <= MOST_NAMED
      ? ` (${choices.join(', ')})`
      : `, such as ${field.example}`
  const end = field.kind === 'long text' ? ' (a line with a single full stop ends it)' : ''
  const outside = field.isPublic ? ` (${SHOWN_OUTSIDE})` : ''
  return `  ${field.label}${picks}${field.required ? '' : ', optional'}${end}${outside}: `
}
