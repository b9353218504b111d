/** What somebody types at the terminal: commands after "/sg", directives after a dot. */
import { readFile } from 'node:fs/promises'
import type { Desk, Form } from '../../core/desk/port.ts'
import { UserError } from '../../core/errors.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import { plainMessage, plainText } from '../../core/messages/plain.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { describeRole, parseRole } from '../../core/roles/role.ts'
import { formatDay, formatTime, inGeneva } from '../../core/time/geneva.ts'
import { readMove } from './moves.ts'

export interface SessionOptions {
  desk: Desk
  print(line: string): void
  /** Everything that is due is done before the next line is read. */
  settle(): Promise<void>
  /** The present instant, and for a simulated clock how to move on to a later one. */
  now(): Temporal.Instant
  moveTo: ((to: Temporal.Instant) => Promise<void>) | undefined
  /** Asks for what a form lacks; without it (no person at the terminal) a command must be whole. */
  ask?: (form: Form) => Promise<Invocation | undefined>
}

export interface Session {
  /** Does one line. Gives whether it was accepted, refused, or ends the session. */
  line(text: string): Promise<'done' | 'refused' | 'quit'>
  /** The role that is played. */
  readonly role: string
}

export function createSession(options: SessionOptions): Session {
  const { desk, print, settle, now } = options
  let role = 'TSB'
  const caller = (): Caller => ({ platform: 'terminal', account: role })

  async function command(line: string) {
    const read = desk.read(line)
    if ('refused' in read) {
      print(plainText(read.refused.message.summary))
      return 'refused'
    }
    const invocation = await complete(await withFiles(read.invocation))
    if (!invocation) return 'done'
    const reply = await desk.execute(invocation, caller(), crypto.randomUUID())
    print(plainMessage(reply.message))
    await settle()
    return reply.refused ? 'refused' : 'done'
  }

  /** A long text can be given as a file: `plan:@plan.csv`. Throws a UserError for one that can't be read. */
  async function withFiles(invocation: Invocation): Promise<Invocation> {
    const long =
      desk.catalog.find(c => c.path === invocation.path)?.options.filter(o => o.kind === 'long text') ?? []
    const values = { ...invocation.options }
    for (const { name } of long) {
      const path = /^@(\S+)$/.exec(values[name] ?? '')?.[1]
      if (path === undefined) continue
      values[name] = await readFile(path, 'utf8').catch(() => {
        throw new UserError('no-file', `${name}: the file ${path} can't be read.`, name)
      })
    }
    return { ...invocation, options: values }
  }

  /** With a person at the terminal, asks for the options that are missing. */
  async function complete(invocation: Invocation): Promise<Invocation | undefined> {
    if (!options.ask) return invocation
    const prepared = await desk.prepare(invocation, caller())
    return prepared.kind === 'form' ? options.ask(prepared.form) : invocation
  }

  async function directive(text: string) {
    const [, word = '', rest = ''] = /^\.(\S*)\s*(.*)$/s.exec(text) ?? []
    switch (word) {
      case 'as':
        role = await playable(rest)
        print(`You act as ${role} now.`)
        return 'done'
      case 'at':
      case 'advance':
        await move(word, rest)
        return 'done'
      case 'help':
        print(HELP)
        return 'done'
      case 'quit':
        return 'quit'
      default:
        throw new UserError(
          'unknown-directive',
          `There is no directive .${word}; there are .as, .at, .advance, .help and .quit.`,
        )
    }
  }

  /** The role in words, of a group that exists. */
  async function playable(text: string): Promise<string> {
    const wanted = parseRole(text)
    const { group } = wanted
    const known =
      group === null || (await desk.complete('here', 'group', group, caller())).some(c => c.value === group)
    if (!known)
      throw new UserError(
        'no-group',
        `There is no group ${group}; /sg help here and Tab name those there are.`,
      )
    return describeRole(wanted)
  }

  async function move(word: 'at' | 'advance', rest: string) {
    if (!options.moveTo)
      throw new UserError(
        'real-clock',
        `.${word} moves a simulated clock; start with INTERSG_CLOCK=2026-02-01T09:00 to have one.`,
      )
    await options.moveTo(readMove(word, rest, now()))
    const at = inGeneva(now())
    print(`It is ${formatDay(at)}, ${formatTime(at)} in Geneva.`)
  }

  return {
    get role() {
      return role
    },
    async line(text) {
      const line = text.trim()
      if (line === '' || line.startsWith('#')) return 'done'
      try {
        if (line.startsWith('.')) return await directive(line)
        const sg = /^\/sg(?:\s+(.*))?$/s.exec(line)
        if (sg) return await command(sg[1] ?? '')
        throw new UserError(
          'not-a-command',
          'Commands begin with /sg, such as /sg help; directives begin with a dot, such as .help.',
        )
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        print(error.message)
        return 'refused'
      }
    },
  }
}

const HELP = `/sg …             a command; /sg help names them all
.as SG17 chair    act as the holder of that role; without it you are TSB
.at 2026-05-06T10:00, .advance 7d
                  move a simulated clock on; what falls due on the way is done in order
.quit             leave`
