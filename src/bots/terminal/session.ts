/** Lines typed at the terminal: commands after "/sg", directives after a dot. */
import { isUnreachable } from '../../core/database/unreachable.ts'
import type { Desk, Form, Reply } from '../../core/desk/port.ts'
import { UserError } from '../../core/errors.ts'
import { formatLine } from '../../core/grammar/grammar.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import { DATABASE_AWAY } from '../../core/messages/failure.ts'
import { plainMessage, plainText } from '../../core/messages/plain.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { describeRole, parseRole } from '../../core/roles/role.ts'
import { formatDay, formatTime, inGeneva } from '../../core/time/geneva.ts'
import { describeFiles, nameFiles } from './files.ts'
import { parseMove } from './moves.ts'
import { saveFile } from './saving.ts'

/** Asks a person for the fields of a form. `check` says what is wrong with what was given, a sentence for each option at fault. */
export type Ask = (
  form: Form,
  check: (given: Invocation) => Promise<Record<string, string>>,
) => Promise<Invocation | undefined>

export interface SessionOptions {
  desk: Desk
  print(line: string): void
  /** Runs everything that is due. Called before the next line is read. */
  runUntilIdle(): Promise<void>
  now(): Temporal.Instant
  /** Moves a simulated clock forward; undefined with the real clock. */
  moveTo: ((to: Temporal.Instant) => Promise<void>) | undefined
  /** The folder in which files other than text are saved. */
  filesFolder: string
  /** Asks for the missing options of a form. Absent without a person: then a command must be complete. */
  ask?: Ask
}

export interface Session {
  /** Runs one line. Returns whether it was done, was refused, or ends the session. */
  run(text: string): Promise<'done' | 'refused' | 'quit'>
  /** The role that the person plays. */
  readonly role: string
  /** The same for the desk. */
  readonly caller: Caller
}

/** The role that a person plays at first, and again after `.as` alone. */
const OWN_ROLE = 'TSB'

/** Work that takes longer than this says so, as on the other platforms. */
const PROGRESS_AFTER_MS = 2000
const WORKING = 'Working on it…'

export function createSession(options: SessionOptions): Session {
  const { desk, print, runUntilIdle, now } = options
  let role = OWN_ROLE
  /** The line whose file was named and not used yet. */
  let asked: string | undefined
  const caller = (): Caller => ({ platform: 'terminal', account: role })

  async function command(line: string) {
    const read = desk.read(line)
    if ('refused' in read) {
      print(plainText(read.refused.message.summary))
      return 'refused'
    }
    const given = await complete(read.invocation)
    if (!given) return 'done'
    const invocation = await withFiles(given, line)
    if (!invocation) return 'refused'
    const reply = await withProgress(() => desk.execute(invocation, caller(), crypto.randomUUID()))
    print(plainMessage(reply.message, reply.zone))
    // A line is in the history of the keyboard; a text of several lines is not, as a whole.
    if (reply.refused && (given !== read.invocation || (options.ask && line.includes('\n'))))
      print(
        `To change what you gave and give it again: /sg ${formatLine({ path: given.path, options: given.options })}`,
      )
    await save(reply)
    await runUntilIdle()
    return reply.refused ? 'refused' : 'done'
  }

  /** Saves the files of an answer that are no text, and says where. */
  async function save({ message }: Reply): Promise<void> {
    for (const file of message.files ?? [])
      if (file.asked && file.encoding !== undefined)
        print(`Saved: ${await saveFile(options.filesFolder, file)}`)
  }

  /** Says after a while that the work goes on, if a person sits at the terminal. */
  async function withProgress<T>(work: () => Promise<T>): Promise<T> {
    if (!options.ask) return work()
    const timer = setTimeout(() => print(WORKING), PROGRESS_AFTER_MS)
    try {
      return await work()
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * The invocation with the files that it names. Undefined where one can't be used, or was not asked about yet: what is in
   * it may be read by many.
   */
  async function withFiles(invocation: Invocation, line: string): Promise<Invocation | undefined> {
    const spec = desk.catalog.find(c => c.path === invocation.path)
    const named = nameFiles(invocation, spec)
    const isConfirmed = asked === line
    asked = undefined
    if (!spec || !named.files) return invocation
    const taken = await desk.take(named)
    if ('refused' in taken) {
      print(plainText(taken.refused.message.summary))
      return undefined
    }
    const question = isConfirmed ? undefined : describeFiles(invocation, taken.invocation, spec)
    if (question === undefined) return taken.invocation
    asked = line
    print(question)
    return undefined
  }

  /** Asks for missing options, if a person sits at the terminal. */
  async function complete(invocation: Invocation): Promise<Invocation | undefined> {
    if (!options.ask) return invocation
    const prepared = await desk.prepare(invocation, caller())
    return prepared.kind === 'form' ? options.ask(prepared.form, check) : invocation
  }

  /** The faults of the values, by option; a fault that belongs to no option is shown when the command runs. */
  async function check(given: Invocation): Promise<Record<string, string>> {
    const spec = desk.catalog.find(c => c.path === given.path)
    try {
      return await desk.check(nameFiles(given, spec), caller())
    } catch (error) {
      if (error instanceof UserError) return {}
      throw error
    }
  }

  async function directive(text: string) {
    const [, word = '', rest = ''] = /^\.(\S*)\s*(.*)$/s.exec(text) ?? []
    switch (word) {
      case 'as':
        role = rest.trim() === '' ? OWN_ROLE : await findRole(rest)
        print(rest.trim() === '' ? `You act as ${role} again.` : `You act as ${role} now.`)
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

  /** The role in words. Throws a UserError for a role of an unknown group. */
  async function findRole(text: string): Promise<string> {
    const wanted = parseRole(text)
    const { group } = wanted
    const known =
      group === null || (await desk.complete('here', 'group', group, caller())).some(c => c.value === group)
    if (!known) throw new UserError('no-group', `There is no group ${group}; see /sg help here.`)
    return describeRole(wanted)
  }

  async function move(word: 'at' | 'advance', rest: string) {
    if (!options.moveTo)
      throw new UserError(
        'real-clock',
        `.${word} moves a simulated clock; start with INTERSG_CLOCK=2026-02-01T09:00 to have one.`,
      )
    await options.moveTo(parseMove(word, rest, now()))
    const at = inGeneva(now())
    print(`It is ${formatDay(at)}, ${formatTime(at)} in Geneva.`)
  }

  return {
    get role() {
      return role
    },
    get caller() {
      return caller()
    },
    async run(text) {
      const line = text.trim()
      if (line === '' || line.startsWith('#')) return 'done'
      try {
        if (line.startsWith('.')) return await directive(line)
        if (/^(?:help|\?)$/i.test(line)) return await directive('.help')
        const sg = /^\/sg(?:\s+(.*))?$/s.exec(line)
        if (sg) return await command(sg[1] ?? '')
        throw new UserError(
          'not-a-command',
          'Commands begin with /sg, such as /sg meeting next RG-DT. The word help alone says what else works here.',
        )
      } catch (error) {
        if (error instanceof UserError) print(error.message)
        // The desk reports this for commands; directives ask the database themselves.
        else if (isUnreachable(error)) print(`${DATABASE_AWAY}. Please try again in a few minutes.`)
        else throw error
        return 'refused'
      }
    },
  }
}

const HELP = `/sg …             a command; /sg help lists all of them
.as SG17 chair    act as the holder of that role; .as alone: as TSB again, as at the start
.at 2026-05-06T10:00, .advance 7d
                  move a simulated clock forward; everything due on the way is done in order
help, ?           this text
Tab               completes commands, their options, and groups, issues, meetings and other values
.quit             leave`
