/** The desk: every command comes here, whatever platform it was given on. Rights, idempotency and forms are its matter. */

import type { Clock } from '../clock.ts'
import {
  type AnyCommand,
  assertAllowed,
  type Context,
  describeFault,
  type OptionFault,
  type Read,
  readOptions,
  toSpec,
} from '../commands/command.ts'
import type { Completing } from '../commands/options.ts'
import {
  type Database,
  inTransaction,
  isUnreachable,
  type Transaction,
  withReconnect,
} from '../database/client.ts'
import { UserError } from '../errors.ts'
import { createWork, type Subscription } from '../events/events.ts'
import { formatLine, parseLine } from '../grammar/grammar.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Choice, CommandSpec } from '../grammar/spec.ts'
import type { Home } from '../home/views.ts'
import type { Log } from '../log.ts'
import { SOMETHING_WENT_WRONG } from '../messages/failure.ts'
import { sentence } from '../messages/message.ts'
import { askZone } from '../people/ask-zone.ts'
import { type Admins, findActor } from '../people/find-actor.ts'
import type { Caller, PlatformFacts } from '../platforms/platform.ts'
import type { DocumentReader } from '../reading/reader.ts'
import { cmd, phrase, toWords } from '../text/spans.ts'
import { completions } from './completions.ts'
import { findDraft, saveDraft } from './drafts.ts'
import { formFor } from './forms.ts'
import { claimInteraction, findReply, saveReply } from './idempotency.ts'
import type { Desk, Prepared, Reply } from './port.ts'
import { refusal } from './refusal.ts'
import { assertSeen, withSeen } from './seen.ts'
import { saveUndeliveredReply, takeUndeliveredReply } from './undelivered-replies.ts'

export interface DeskOptions {
  db: Database
  clock: Clock
  commands: readonly AnyCommand[]
  subscriptions: readonly Subscription[]
  platforms: readonly PlatformFacts[]
  home: Home
  admins: Admins
  log: Log
  /** The program's address on the web; undefined where none is configured. */
  publicUrl?: string | undefined
  /** Reads documents in a worker. */
  reader?: DocumentReader
  /** Called after a change is committed: something may have become due. */
  changed(): void
}

export function createDesk(options: DeskOptions): Desk {
  const { db, clock, commands, subscriptions, platforms, home, admins, log, publicUrl, reader, changed } =
    options
  const byPath = new Map(commands.map(command => [command.path, { command, spec: toSpec(command) }]))
  const catalog = [...byPath.values()].map(({ spec }) => spec)

  const contextFor = async (tx: Transaction, caller: Caller): Promise<Context> => ({
    ...createWork(tx, clock.now(), subscriptions),
    actor: await findActor(tx, caller, admins),
    caller,
    catalog,
    platforms,
    publicUrl,
    reader,
  })

  const completingFor = async (caller: Caller): Promise<Completing> => ({
    tx: db,
    now: clock.now(),
    actor: await findActor(db, caller, admins),
    catalog,
  })

  const find = (path: string): { command: AnyCommand; spec: CommandSpec } => {
    const found = byPath.get(path)
    if (found) return found
    throw new UserError('unknown-command', phrase`There is no command "${path}". See ${cmd('help')}.`)
  }

  /** Runs the command in `tx`; returns its reply, and the reply to store for a repeated delivery. */
  async function run(
    command: AnyCommand,
    invocation: Invocation,
    caller: Caller,
    tx: Transaction,
  ): Promise<{ reply: Reply; kept: Reply }> {
    const context = await contextFor(tx, caller)
    const read: Read<Record<string, never>> = readOptions(command, invocation.options)
    if ('faults' in read) throw firstFault(command.path, read.faults)
    await assertAllowed(command, read.values, context)
    await assertSeen(command, read.values, invocation, context)
    const { again, ...said } = await command.run(read.values, context)
    const answer = command.answer ?? 'private'
    const message = answer === 'private' ? await askZone(context, said) : said
    const reply: Reply = { message, answer, refused: false }
    return { reply, kept: again ? { ...reply, message: again } : reply }
  }

  /**
   * Runs a command that changes something, once for each interaction: its reply is stored with its facts, and a
   * repeated delivery (even at the same instant, through another socket) returns that reply. So it may be tried again
   * when the connection to the database broke. `onDone`: from now on only the commit is missing.
   */
  async function runOnce(
    command: AnyCommand,
    invocation: Invocation,
    caller: Caller,
    id: string,
    onDone: () => void,
  ): Promise<Reply> {
    return inTransaction(db, async tx => {
      const now = clock.now()
      const { isNew, hasUndelivered } = await claimInteraction(tx, now, invocation, caller, id)
      if (!isNew) return (await findReply(tx, caller, id))!
      const undelivered = hasUndelivered ? await takeUndeliveredReply(tx, now, invocation, caller) : undefined
      const { reply, kept } = undelivered
        ? { reply: undelivered, kept: undelivered }
        : await run(command, invocation, caller, tx)
      await saveReply(tx, caller, id, kept)
      onDone()
      return reply
    })
  }

  /** Logs a fault of ours and says so, with a reference to find it by. */
  function failed(error: unknown, path: string, what: string, maybeDone: boolean): Reply {
    const reference = crypto.randomUUID().slice(0, 8)
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error({ reference, path, error: words }, what)
    return isUnreachable(error) ? unreachable(maybeDone) : failure(reference, maybeDone)
  }

  async function execute(invocation: Invocation, caller: Caller, interaction: string): Promise<Reply> {
    let maybeDone = false
    const onDone = () => {
      maybeDone = true
    }
    try {
      const { command } = find(invocation.path)
      if (command.effect === 'read')
        return (await withReconnect(() => run(command, invocation, caller, db))).reply
      const reply = await withReconnect(() => runOnce(command, invocation, caller, interaction, onDone))
      changed()
      return reply
    } catch (error) {
      if (error instanceof UserError) return refusal(error, invocation)
      return failed(error, invocation.path, 'a command failed', maybeDone)
    }
  }

  async function prepare(invocation: Invocation, caller: Caller, max = 100): Promise<Prepared> {
    try {
      const { command, spec } = find(invocation.path)
      const missing = spec.options.some(o => o.required && !invocation.options[o.name])
      if (!invocation.ask && !missing) return { kind: 'run', invocation }
      const form = await formFor(command, spec, invocation, await completingFor(caller), max)
      return { kind: 'form', form: await withSeen(command, form, invocation, await contextFor(db, caller)) }
    } catch (error) {
      if (error instanceof UserError) return { kind: 'refused', reply: refusal(error, invocation) }
      return { kind: 'refused', reply: failed(error, invocation.path, 'a form could not be made', false) }
    }
  }

  async function replyNotShown(invocation: Invocation, caller: Caller, interaction: string): Promise<void> {
    try {
      await withReconnect(() => saveUndeliveredReply(db, clock.now(), invocation, caller, interaction))
    } catch (error) {
      log.error(
        { path: invocation.path, error: String(error) },
        'a reply that was not shown could not be recorded',
      )
    }
  }

  return {
    catalog,
    execute,
    replyNotShown,
    prepare,
    read(line) {
      try {
        return { invocation: parseLine(line.trim() === '' ? 'help' : line, catalog) }
      } catch (error) {
        if (error instanceof UserError) return { refused: refusal(error) }
        throw error
      }
    },
    async check(invocation, caller) {
      const known = byPath.get(invocation.path)
      if (!known) return {}
      const read: Read<Record<string, never>> = readOptions(known.command, invocation.options)
      const faults = 'faults' in read ? Object.entries(read.faults) : []
      const prefix = platforms.find(p => p.name === caller.platform)?.commandPrefix
      return Object.fromEntries(
        faults.map(([name, fault]) => [name, toWords(describeFault(invocation.path, name, fault), prefix)]),
      )
    },
    complete: async (path, option, typed, caller): Promise<Choice[]> =>
      completions(byPath.get(path)?.command, option, typed, await completingFor(caller)),
    async pack(invocation, caller, max) {
      const line = formatLine(invocation)
      return line.length <= max ? line : saveDraft(db, clock.now(), invocation, caller)
    },
    async unpack(packed) {
      const draft = await findDraft(db, packed)
      if (draft) return { ...draft, pressed: true }
      try {
        return { ...parseLine(packed, catalog), pressed: true }
      } catch {
        return undefined
      }
    },
    home: (caller, show) => home.open(caller, clock.now(), show),
  }
}

/** The first option at fault in one sentence, and which others are missing. */
function firstFault(path: string, faults: Record<string, OptionFault>): UserError {
  const [[option, fault], ...others] = Object.entries(faults) as [
    [string, OptionFault],
    ...[string, OptionFault][],
  ]
  const said = describeFault(path, option, fault)
  if (fault.kind === 'invalid') return new UserError('option', phrase`${option}: ${said}`, option)
  const also = others.filter(([, f]) => f.kind === 'missing').map(([name]) => `${name}:`)
  return new UserError(
    'option',
    also.length > 0 ? phrase`${said} It needs ${also.join(', ')} too.` : said,
    option,
  )
}

const describeOutcome = (maybeDone: boolean): string =>
  maybeDone
    ? 'we can’t tell yet whether it was done. Please look before you try again'
    : 'nothing was changed. Please try again'

/** The database is away: nobody needs to be told a reference, for waiting is all there is to do. */
const unreachable = (maybeDone: boolean): Reply => ({
  message: sentence(
    `The database can’t be reached at the moment, and ${describeOutcome(maybeDone)} in a few minutes.`,
  ),
  answer: 'private',
  refused: true,
  failed: true,
})

const failure = (reference: string, maybeDone: boolean): Reply => {
  const message = sentence(
    `${SOMETHING_WENT_WRONG}, and ${describeOutcome(maybeDone)}; if it happens again, tell TSB this reference: ${reference}.`,
  )
  return { message, answer: 'private', refused: true, failed: true }
}
