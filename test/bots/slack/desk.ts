/** A desk with a handful of commands that do nothing but say so, for tests of what is between it and Slack. */

import type { Desk, FormField, Prepared, Reply } from '../../../src/core/desk/port.ts'
import { UserError } from '../../../src/core/errors.ts'
import { formatLine, parseLine } from '../../../src/core/grammar/grammar.ts'
import type { Invocation } from '../../../src/core/grammar/invocation.ts'
import type { CommandSpec, OptionKind, OptionSpec } from '../../../src/core/grammar/spec.ts'
import { action, actions, type Message, sentence, text } from '../../../src/core/messages/message.ts'
import type { Caller } from '../../../src/core/platforms/platform.ts'

const option = (
  name: string,
  kind: OptionKind,
  required = true,
  more: Partial<OptionSpec> = {},
): OptionSpec => ({
  name,
  label: `The ${name}`,
  kind,
  required,
  positional: false,
  example: 'Trust',
  ...more,
})

const GROUPS = ['SG13', 'SG17', 'SG20']

const CATALOG: CommandSpec[] = [
  { path: 'help', summary: 'What there is', options: [], answer: 'private' },
  {
    path: 'meeting next',
    summary: 'The next',
    options: [option('group', 'group', true, { positional: true })],
    answer: 'channel',
  },
  {
    path: 'issue raise',
    summary: 'Raise an issue',
    answer: 'channel',
    shortcuts: [
      { title: 'Raise as an issue', takes: 'message', text: 'details', link: 'topic' },
      { title: 'Raise an issue', takes: 'nothing' },
    ],
    options: [
      option('topic', 'text'),
      option('with', 'groups'),
      option('details', 'long text', false),
      option('urgency', 'choice', false, { choices: ['low', 'high'] }),
      option('by', 'date', false),
      option('at', 'time', false),
      option('owner', 'person', false),
    ],
  },
  {
    path: 'issue comment',
    summary: 'Comment',
    answer: 'channel',
    shortcuts: [{ title: 'Comment on an issue', takes: 'message', text: 'text', issue: 'issue' }],
    options: [option('issue', 'reference'), option('text', 'long text')],
  },
]

export class StubDesk implements Desk {
  readonly catalog = CATALOG
  /** The commands that were run, one for each interaction. */
  readonly executed: { invocation: Invocation; caller: Caller; interaction: string }[] = []
  readonly packed = new Map<string, Invocation>()
  /** Executions wait for this. */
  gate: Promise<unknown> = Promise.resolve()
  /** Checks wait for this. */
  checkGate: Promise<unknown> = Promise.resolve()
  checking = 0
  /** The reply that an execution gives instead. */
  says: ((invocation: Invocation) => Reply) | undefined
  breaks = false

  introduce(): void {}

  read(line: string): { invocation: Invocation } | { refused: Reply } {
    try {
      return { invocation: parseLine(line, this.catalog) }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return { refused: { message: sentence(error.message), answer: 'private', refused: true } }
    }
  }

  take = async (invocation: Invocation) => ({ invocation })

  async prepare(invocation: Invocation): Promise<Prepared> {
    const spec = this.catalog.find(c => c.path === invocation.path)!
    const isMissing = spec.options.some(o => o.required && !invocation.options[o.name])
    if (!isMissing && !invocation.ask) return { kind: 'run', invocation }
    const fields = spec.options.map((o): FormField => {
      const value = invocation.options[o.name]
      const picks =
        o.kind === 'group' || o.kind === 'groups'
          ? GROUPS.map(g => ({ label: `Study Group ${g}`, value: g }))
          : undefined
      return { ...o, ...(value !== undefined && { value }), ...(picks && { picks }) }
    })
    return {
      kind: 'form',
      form: { invocation, title: 'Raise an issue with other groups', submit: 'Raise', fields },
    }
  }

  async check(invocation: Invocation): Promise<Record<string, string>> {
    this.checking++
    await this.checkGate
    return invocation.options.topic === 'bad' ? { topic: 'Please say more.' } : {}
  }

  async replyNotShown(): Promise<void> {}

  /** Issues by the references of their cards. */
  readonly cards = new Map<string, string>()

  async issueAt(_: string, __: string, reference: string): Promise<string | undefined> {
    return this.cards.get(reference)
  }

  async execute(invocation: Invocation, caller: Caller, interaction: string): Promise<Reply> {
    await this.gate
    if (this.breaks) throw new Error('the database is gone: xoxb-123-secret')
    const first = this.executed.find(e => e.interaction === interaction)
    if (!first) this.executed.push({ invocation, caller, interaction })
    if (this.says) return this.says(invocation)
    const { answer } = this.catalog.find(c => c.path === invocation.path)!
    const again = actions([
      action('Again', 'meeting next', { group: 'SG17' }),
      action('Form', 'issue raise', { topic: 'Trust' }),
    ])
    return {
      message: {
        summary: `Done: ${formatLine(invocation)}`,
        blocks: [text(`Done: ${formatLine(invocation)}`), again],
      },
      answer,
      refused: false,
    }
  }

  async home(caller: Caller, show: (message: Message) => Promise<void>): Promise<void> {
    await show(sentence(`The page of ${caller.account}`))
  }

  async complete() {
    return []
  }

  async pack(invocation: Invocation, _: Caller, max: number): Promise<string> {
    const line = formatLine(invocation)
    if (line.length <= max) return line
    const key = `=${this.packed.size}`
    this.packed.set(key, invocation)
    return key
  }

  async unpack(packed: string): Promise<Invocation | undefined> {
    if (packed.startsWith('=')) return this.packed.get(packed)
    const read = this.read(packed)
    return 'invocation' in read ? read.invocation : undefined
  }
}

export const says = (message: Message, more: Partial<Reply> = {}): (() => Reply) => {
  return () => ({ message, answer: 'private', refused: false, ...more })
}
