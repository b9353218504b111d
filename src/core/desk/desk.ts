/** The desk: every command comes here, whatever platform it was given on. */

import type { Clock } from '../clock.ts'
import {
  type AnyCommand,
  assertAllowed,
  type Context,
  type Read,
  readOptions,
  toSpec,
} from '../commands/command.ts'
import { type Database, inTransaction, type Transaction, withReconnect } from '../database/client.ts'
import { UserError } from '../errors.ts'
import { formatLine, parseLine } from '../grammar/grammar.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Choice, CommandSpec } from '../grammar/spec.ts'
import { knownGroups } from '../groups/registry.ts'
import { openHome } from '../home/views.ts'
import type { Log } from '../log.ts'
import { type Message, sentence } from '../messages/message.ts'
import { writeNotices } from '../notices/outbox.ts'
import { type Admins, findActor } from '../people/actor.ts'
import { askZone } from '../people/ask-zone.ts'
import type { Caller } from '../platforms/platform.ts'
import { cmd, phrase } from '../text/spans.ts'
import { completions } from './completions.ts'
import { findDraft, saveDraft } from './drafts.ts'
import { formFor } from './forms.ts'
import { claimInteraction, findReply, saveReply } from './idempotency.ts'
import type { Desk, Prepared, Reply } from './port.ts'
import { refusal } from './refusal.ts'
import { saveUndeliveredReply, takeUndeliveredReply } from './undelivered-replies.ts'

export interface DeskOptions {
  db: Database
  clock: Clock
  commands: readonly AnyCommand[]
  admins: Admins
  log: Log
  /** Where the program is found on the web; undefined where nobody said. */
  publicUrl?: string | undefined
  /** Called after a change is committed: something may have become due. */
  changed(): void
}

export function createDesk(options: DeskOptions): Desk {
  const { db, clock, commands, admins, log, publicUrl, changed } = options
  const byPath = new Map(commands.map(command => [command.path, { command, spec: toSpec(command) }]))
  const catalog = [...byPath.values()].map(({ spec }) => spec)

  const contextFor = async (tx: Transaction, caller: Caller): Promise<Context> => {
    const actor = await findActor(tx, caller, admins)
    const notify: Context['notify'] = (...notices) => writeNotices(tx, notices)
    return { tx, now: clock.now(), actor, caller, catalog, publicUrl, notify }
  }

  const find = (path: string): { command: AnyCommand; spec: CommandSpec } => {
    const found = byPath.get(path)
    if (!found)
      throw new UserError('unknown-command', phrase`There is no command "${path}". See ${cmd('help')}.`)
    return found
  }

  /** Runs the command in `tx`; gives what it answers, and what to keep as its answer. */
  async function run(
    command: AnyCommand,
    invocation: Invocation,
    caller: Caller,
    tx: Transaction,
  ): Promise<{ reply: Reply; kept: Reply }> {
    const context = await contextFor(tx, caller)
    const read: Read<Record<string, never>> = readOptions(command, invocation.options)
    if ('faults' in read) throw firstFault(read.faults)
    await assertAllowed(command, read.values, context)
    const { again, ...said } = await command.run(read.values, context)
    const answer = command.answer ?? 'private'
    const message = answer === 'private' ? await askZone(tx, context.actor, caller, said) : said
    const reply: Reply = { message, answer, refused: false }
    return { reply, kept: again ? { ...reply, message: again } : reply }
  }

  /**
   * Runs a command that changes something, once for each interaction: its answer is stored with what it did,
   * and one that comes again (or at the same instant through another socket) gets that answer. So it may be tried
   * again when the database broke off. `onDone`: from now on only the commit is missing.
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
      const { isNew, hasUnseen } = await claimInteraction(tx, now, invocation, caller, id)
      if (!isNew) return (await findReply(tx, caller, id))!
      const unseen = hasUnseen ? await takeUndeliveredReply(tx, now, invocation, caller) : undefined
      const { reply, kept } = unseen
        ? { reply: unseen, kept: unseen }
        : await run(command, invocation, caller, tx)
      await saveReply(tx, caller, id, kept)
      onDone()
      return reply
    })
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
      const reference = crypto.randomUUID().slice(0, 8)
      log.error(
        { reference, path: invocation.path, error: error instanceof Error ? error.stack : String(error) },
        'a command failed',
      )
      return failure(reference, maybeDone)
    }
  }

  async function prepare(invocation: Invocation, caller: Caller, max = 100): Promise<Prepared> {
    try {
      const { spec } = find(invocation.path)
      const missing = spec.options.some(o => o.required && !invocation.options[o.name])
      if (!invocation.ask && !missing) return { kind: 'run', invocation }
      const groups = await knownGroups(db, clock.now())
      return { kind: 'form', form: formFor(spec, invocation, groups, max) }
    } catch (error) {
      if (error instanceof UserError) return { kind: 'refused', reply: refusal(error, invocation) }
      const reference = crypto.randomUUID().slice(0, 8)
      log.error(
        { reference, path: invocation.path, caller: caller.account, error: String(error) },
        'a form could not be made',
      )
      return { kind: 'refused', reply: failure(reference, false) }
    }
  }

  async function replyNotShown(invocation: Invocation, caller: Caller, interaction: string): Promise<void> {
    try {
      await withReconnect(() => saveUndeliveredReply(db, clock.now(), invocation, caller, interaction))
    } catch (error) {
      log.error({ path: invocation.path, error: String(error) }, 'an answer that was not shown is not noted')
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
    async check(invocation) {
      const known = byPath.get(invocation.path)
      if (!known) return {}
      const read: Read<Record<string, never>> = readOptions(known.command, invocation.options)
      return 'faults' in read ? read.faults : {}
    },
    complete: (path, option, typed, caller): Promise<Choice[]> =>
      completions(db, clock.now(), catalog, { path, option, typed, caller }),
    async pack(invocation, caller, max) {
      const line = formatLine(invocation)
      return line.length <= max ? line : saveDraft(db, clock.now(), invocation, caller)
    },
    async unpack(packed) {
      const draft = await findDraft(db, packed)
      if (draft) return draft
      try {
        return parseLine(packed, catalog)
      } catch {
        return undefined
      }
    },
    home: (caller, show) => openHome(db, admins, caller, clock.now(), show),
  }
}

/** The first option at fault in one sentence, and which others are missing. */
function firstFault(faults: Record<string, string>): UserError {
  const [[option, sentence], ...others] = Object.entries(faults) as [[string, string], ...[string, string][]]
  if (!isMissing(sentence)) return new UserError('option', `${option}: ${sentence}`, option)
  const also = others.filter(([, s]) => isMissing(s)).map(([name]) => `${name}:`)
  return new UserError(
    'option',
    also.length > 0 ? `${sentence} It needs ${also.join(', ')} too.` : sentence,
    option,
  )
}

const isMissing = (sentence: string): boolean => sentence.startsWith('"') && sentence.includes(' needs ')

const failure = (reference: string, maybeDone: boolean): Reply => {
  const advice = maybeDone
    ? 'and it can’t be told yet whether it was done. Please look before you try again'
    : 'and nothing was changed. Please try again'
  const message: Message = sentence(
    `Something went wrong on our side, ${advice}; if it stays so, tell TSB this reference: ${reference}.`,
  )
  return { message, answer: 'private', refused: true, failed: true }
}
