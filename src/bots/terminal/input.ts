/** Lines from standard input: a prompt with history and completion for a person, else one line a command. */
import { createInterface, type Interface } from 'node:readline/promises'
import type { Desk, Form, FormField } from '../../core/commands/port.ts'
import type { Invocation } from '../../core/messages/message.ts'
import type { Session } from './session.ts'

export interface Streams {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
}

/** Reads lines without a person until the input ends or a line quits. Gives whether any line was refused. */
export async function readPiped(session: Session, { input }: Streams): Promise<boolean> {
  let refused = false
  for await (const line of createInterface({ input })) {
    const came = await session.line(line)
    if (came === 'quit') break
    if (came === 'refused') refused = true
  }
  return refused
}

/** A prompt for a person. */
export interface Prompt {
  /** Reads and does lines until the input ends or a line quits. */
  run(session: Session): Promise<void>
  /** Asks for each field of a form; undefined when the person breaks off with an empty required answer. */
  ask(form: Form): Promise<Invocation | undefined>
  /** Shows a line above the prompt. */
  print(line: string): void
  close(): void
}

export function createPrompt(desk: () => Desk, { input, output }: Streams): Prompt {
  const lines: Interface = createInterface({
    input,
    output,
    historySize: 500,
    completer: line => complete(desk(), line),
  })
  let waiting = false
  return {
    async run(session) {
      const closed = new Promise<'closed'>(resolve => lines.once('close', () => resolve('closed')))
      for (;;) {
        waiting = true
        const line = await Promise.race([
          lines.question(`${session.role}> `).catch(() => 'closed' as const),
          closed,
        ])
        waiting = false
        if (line === 'closed' || (await session.line(line)) === 'quit') return
      }
    },
    async ask(form) {
      output.write(`${form.title}. An empty answer leaves out what may be left out.\n`)
      const options = { ...form.invocation.options }
      for (const field of form.fields) {
        const answer = (await lines.question(questionFor(field))).trim() || field.value || ''
        if (answer === '' && field.required) {
          output.write('Nothing was changed.\n')
          return undefined
        }
        if (answer !== '') options[field.name] = answer
      }
      return { path: form.invocation.path, options }
    },
    print(line) {
      if (!waiting) output.write(`${line}\n`)
      else {
        output.write(`\r\x1b[K${line}\n`)
        lines.prompt(true)
      }
    },
    close: () => lines.close(),
  }
}

const questionFor = (field: FormField): string => {
  const picks = field.kind === 'choice' ? ` (${field.choices?.join(', ')})` : `, such as ${field.example}`
  return `  ${field.label}${picks}${field.required ? '' : ', may be left out'}: `
}

/** Completes commands, and the options of a command. */
export function complete(desk: Desk, line: string): [string[], string] {
  const typed = line.replace(/^\/sg\s*/, '')
  if (!line.startsWith('/sg'))
    return [['/sg ', '.as ', '.at ', '.advance ', '.help', '.quit'].filter(d => d.startsWith(line)), line]
  const command = desk.catalog.find(c => typed.startsWith(`${c.path} `))
  if (!command) return [desk.catalog.filter(c => c.path.startsWith(typed)).map(c => `/sg ${c.path} `), line]
  const word = /\S*$/.exec(line)![0]
  const open = command.options.filter(o => o.name.startsWith(word) && !line.includes(` ${o.name}:`))
  return [open.map(o => `${o.name}:`), word]
}
