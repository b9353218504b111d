/** The terminal as a chat, for tests that run on every platform. An account is the role that is played. */

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bot } from '../../src/bots/bot.ts'
import { SHOWN_OUTSIDE } from '../../src/bots/outside.ts'
import { createSession, type Session } from '../../src/bots/terminal/session.ts'
import { createTerminalBot } from '../../src/bots/terminal/terminal.ts'
import type { Clock } from '../../src/core/clock.ts'
import type { Desk, Form } from '../../src/core/desk/port.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import type { Answer, Chat, Shown, ShownForm } from './chat.ts'

/** A notice as it was printed. */
export interface Line {
  at: Temporal.Instant
  to: string
  text: string
}

export interface TerminalChat extends Chat {
  readonly notices: readonly Line[]
}

export function createTerminalChat({ clock }: { clock: Clock }): TerminalChat {
  const notices: Line[] = []
  const said: string[] = []
  const print = (line: string) => {
    const notice = /^→ (.+?\d{4}, \d\d:\d\d) (.+?): (.*)$/s.exec(line)
    if (notice) notices.push({ at: clock.now(), to: notice[2]!, text: notice[3]! })
    else said.push(line)
  }
  const bot: Bot = createTerminalBot({ clock, print })
  let session: Session | undefined
  let asked: { form: Form; answer(filled: Invocation | undefined): void } | undefined
  let onAsked: (() => void) | undefined

  const shownAs = (channel: string, text: string, reference: string): Shown => ({
    text,
    buttons: [],
    payload: text,
    channel,
    reference,
  })
  const ask = (form: Form) =>
    new Promise<Invocation | undefined>(answer => {
      asked = { form, answer }
      onAsked?.()
    })

  /** The session's answer to an act; it may come before the first wait. */
  async function answerOf(work: Promise<unknown>, before: number): Promise<Answer> {
    const open = new Promise<'asked'>(resolve => (onAsked = () => resolve('asked')))
    if ((await Promise.race([work, open])) === 'asked') return { private: true, form: formOf(asked!.form) }
    return { private: true, shown: shownAs('', said.slice(before).join('\n'), '') }
  }

  let under: Promise<unknown> = Promise.resolve()
  return {
    platform: 'terminal',
    bot,
    notices,
    async start(desk: Desk) {
      session = createSession({
        desk,
        print,
        runUntilIdle: async () => {},
        now: () => clock.now(),
        moveTo: undefined,
        filesFolder: join(tmpdir(), 'intersg-files'),
        ask,
      })
    },
    stop: async () => {},
    channel: name => name,
    account: name => name,
    messages: channel =>
      notices.filter(n => n.to === channel).map((n, i) => shownAs(channel, n.text, String(i))),
    thread: () => [],
    directMessages: account =>
      notices.filter(n => n.to === account).map((n, i) => shownAs(account, n.text, String(i))),
    async type(account, _channel, line) {
      await session!.run(`.as ${account}`)
      const before = said.length
      under = session!.run(`/sg ${line}`)
      return answerOf(under, before)
    },
    press() {
      throw new Error('The terminal has no buttons: its answers name the commands.')
    },
    file(name, content) {
      const folder = mkdtempSync(join(tmpdir(), 'intersg-file-'))
      writeFileSync(join(folder, name), content)
      return `@${join(folder, name)}`
    },
    async fill(_account, _form, values) {
      const { form, answer } = asked!
      const before = said.length
      answer({ ...form.invocation, options: { ...form.invocation.options, ...values } })
      return answerOf(under, before)
    },
  }
}

const formOf = (form: Form): ShownForm => ({
  title: form.title,
  fields: form.fields.map(f => ({
    name: f.name,
    label: f.label,
    required: f.required,
    hint: f.isPublic ? SHOWN_OUTSIDE : undefined,
    value: f.value,
    choices: f.picks?.map(p => p.value),
  })),
  errors: {},
  payload: form,
})
