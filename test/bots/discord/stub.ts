/** A small desk: enough of the core's port to drive the bot, with rules that a reader of a test sees at once. */

import type { Desk, Reply } from '../../../src/core/desk/port.ts'
import { formatLine, parseLine } from '../../../src/core/grammar/grammar.ts'
import type { Invocation } from '../../../src/core/grammar/invocation.ts'
import type { CommandSpec, OptionSpec } from '../../../src/core/grammar/spec.ts'
import { actions, fields, heading, type Message, sentence, text } from '../../../src/core/messages/message.ts'
import type { Caller } from '../../../src/core/platforms/platform.ts'

const option = (name: string, kind: OptionSpec['kind'], more: Partial<OptionSpec> = {}): OptionSpec => ({
  name,
  label: `The ${name}`,
  kind,
  required: true,
  positional: false,
  example: 'SG13',
  ...more,
})

export const CATALOG: CommandSpec[] = [
  { path: 'help', summary: 'What can be done', options: [], answer: 'private' },
  {
    path: 'meeting next',
    summary: 'The next meeting of a group',
    options: [option('group', 'group', { positional: true })],
    answer: 'channel',
  },
  {
    path: 'issue raise',
    summary: 'Raise an issue with other groups',
    options: [
      option('topic', 'text'),
      option('with', 'groups'),
      option('details', 'long text', { required: false }),
      option('urgency', 'choice', { required: false, choices: ['normal', 'urgent'] }),
      option('contact', 'person', { required: false }),
    ],
    answer: 'channel',
  },
  {
    path: 'issue show',
    summary: 'Show an issue',
    options: [option('issue', 'reference', { positional: true })],
    answer: 'private',
  },
]

const GROUPS = ['SG11', 'SG13', 'SG17', 'SG20']

export class StubDesk implements Desk {
  readonly catalog: readonly CommandSpec[]
  readonly executed: { invocation: Invocation; caller: Caller; interaction: string }[] = []
  readonly packed = new Map<string, Invocation>()
  /** Thrown by `execute`. */
  broken: Error | undefined

  constructor(catalog: readonly CommandSpec[] = CATALOG) {
    this.catalog = catalog
  }

  introduce(): void {}

  read(line: string): ReturnType<Desk['read']> {
    try {
      return { invocation: parseLine(line, this.catalog) }
    } catch (error) {
      return { refused: refusal((error as Error).message) }
    }
  }

  take = async (invocation: Invocation) => ({ invocation })

  async prepare(invocation: Invocation): ReturnType<Desk['prepare']> {
    const spec = this.catalog.find(c => c.path === invocation.path)
    if (spec === undefined) return { kind: 'refused', reply: refusal('There is no such command.') }
    const missing = spec.options.some(o => o.required && invocation.options[o.name] === undefined)
    if (!missing && !invocation.ask) return { kind: 'run', invocation }
    const form = spec.options.map(o => ({
      ...o,
      ...(invocation.options[o.name] !== undefined && { value: invocation.options[o.name]! }),
      ...(o.kind.startsWith('group') && {
        picks: GROUPS.map(g => ({ label: `Study Group ${g.slice(2)}`, value: g })),
      }),
    }))
    return { kind: 'form', form: { invocation, title: spec.summary, submit: 'Send', fields: form } }
  }

  async check(): ReturnType<Desk['check']> {
    return {}
  }

  async issueAt(): Promise<undefined> {
    return undefined
  }

  async replyNotShown(): Promise<void> {}

  async execute(invocation: Invocation, caller: Caller, interaction: string): Promise<Reply> {
    if (this.broken) throw this.broken
    this.executed.push({ invocation, caller, interaction })
    const answer = this.catalog.find(c => c.path === invocation.path)?.answer ?? 'private'
    if (Object.values(invocation.options).includes('SG99')) return refusal('There is no SG99; see /help.')
    if (invocation.options.topic === 'Trust?')
      return {
        ...refusal('The topic has a question mark.'),
        message: {
          summary: 'No.',
          blocks: [
            text('The topic has a question mark.'),
            actions([{ label: 'Edit again', invocation: { ...invocation, ask: true } }]),
          ],
        },
      }
    const message = {
      summary: `Done: ${formatLine(invocation)}`,
      blocks: [
        heading('Done'),
        text([`By ${caller.name}: `, { kind: 'code', text: formatLine(invocation) }]),
        fields(invocation.options),
        actions([{ label: 'Show', invocation: { path: 'issue show', options: { issue: 'ISG-1' } } }]),
      ],
    }
    return { message, answer, refused: false }
  }

  async home(caller: Caller, show: (message: Message) => Promise<void>): Promise<void> {
    await show(sentence(`The page of ${caller.account}`))
  }

  async complete(path: string, name: string, typed: string): ReturnType<Desk['complete']> {
    const found = GROUPS.filter(g => g.toLowerCase().includes(typed.toLowerCase()))
    return found.map(value => ({ label: `${value} for ${path} ${name}`, value }))
  }

  async pack(invocation: Invocation, _caller: Caller, max: number): Promise<string> {
    const line = formatLine(invocation)
    if (line.length <= max) return line
    const reference = `#${this.packed.size + 1}`
    this.packed.set(reference, invocation)
    return reference
  }

  async unpack(packed: string): Promise<Invocation | undefined> {
    if (packed.startsWith('#')) return this.packed.get(packed)
    const read = this.read(packed)
    return 'invocation' in read ? read.invocation : undefined
  }
}

const refusal = (said: string): Reply => ({ message: sentence(said), answer: 'private', refused: true })
