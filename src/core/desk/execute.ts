/** A command is executed: read, checked, run and answered, once for each interaction. */
import {
  type Answer,
  type AnyCommand,
  assertAllowed,
  type Context,
  type Options,
  type Read,
  readOptions,
  replaceFormerNames,
  type Values,
} from '../commands/command.ts'
import { inTransaction, type Transaction, withReconnect } from '../database/client.ts'
import { forLog } from '../database/unreachable.ts'
import { UserError } from '../errors.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { note } from '../messages/message.ts'
import { withPage } from '../messages/with-page.ts'
import { askZone } from '../people/ask-zone.ts'
import type { Caller } from '../platforms/platform.ts'
import { phrase } from '../text/spans.ts'
import { keepable } from './admit.ts'
import { assertMayRead } from './doorkeeper.ts'
import { toUserError } from './faults.ts'
import { claimInteraction, findReply, saveReply } from './idempotency.ts'
import { withOwn } from './own-values.ts'
import type { Parts } from './parts.ts'
import type { Desk, Reply } from './port.ts'
import { refusal } from './refusal.ts'
import { assertSeen } from './seen.ts'
import { withSuggestions } from './suggest.ts'
import { saveUndeliveredReply, takeUndeliveredReply } from './undelivered-replies.ts'
import { understoodDates } from './understood.ts'

/** The two functions of the desk with which a command takes effect, and is noted as not shown. */
export function createExecution(parts: Parts): Pick<Desk, 'execute' | 'replyNotShown'> {
  const { db, clock, platforms, publicUrl, drafts, log, rateLimit, changed } = parts
  const { commandAt, find, contextFor, completingFor, admitted, asWritten, withFiles, fail } = parts

  /** Runs the command in `tx`; returns its reply, and the reply to store for a repeated delivery. */
  async function run(
    command: AnyCommand,
    invocation: Invocation,
    caller: Caller,
    tx: Transaction,
  ): Promise<{ reply: Reply; kept: Reply }> {
    const context = await contextFor(tx, caller)
    await assertMayRead(tx, command, context.actor, caller, platforms)
    const { options: given, notes } = replaceFormerNames(command, invocation.options)
    const options = await withOwn(command, given, () => context.actor)
    const read: Read<Record<string, never>> = readOptions(command, options, platforms, invocation.files)
    if ('faults' in read) throw toUserError(command.path, read.faults)
    await assertAllowed(command, read.values, context)
    await assertSeen(command, read.values, invocation, context)
    const answered = await runSeen(command, read.values, invocation, context)
    const understood = understoodDates(command, read.values, answered)
    const { again, ...said } = withNotes(answered, [...notes, ...understood])
    const answer = command.answer ?? 'private'
    const linked = withPage(said, publicUrl, command.page?.(read.values, context.now))
    const message = answer === 'private' ? await askZone(context, linked) : linked
    const { zone } = context.actor
    const reply: Reply = { message, answer, refused: false, ...(zone !== undefined && { zone }) }
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

  async function execute(given: Invocation, caller: Caller, interaction: string): Promise<Reply> {
    let invocation = asWritten(given)
    let maybeDone = false
    const onDone = () => {
      maybeDone = true
    }
    try {
      rateLimit?.count(caller)
      const { command } = find(given.path)
      invocation = await withFiles(await admitted(given))
      if (command.effect === 'read')
        return (await withReconnect(() => run(command, invocation, caller, db))).reply
      const reply = await withReconnect(() => runOnce(command, invocation, caller, interaction, onDone))
      changed()
      void drafts.storeWaiting().catch(() => {})
      return reply
    } catch (error) {
      if (error instanceof UserError) return refused(error, keepable(invocation), caller)
      return fail(error, keepable(invocation), 'a command failed', maybeDone)
    }
  }

  /** The refusal of a command, with what may have been meant where that can be found out. */
  async function refused(error: UserError, invocation: Invocation, caller: Caller): Promise<Reply> {
    const command = commandAt(invocation.path)
    const shown =
      command === undefined
        ? error
        : await withSuggestions(error, command, invocation, platforms, () => completingFor(caller)).catch(
            () => error,
          )
    return refusal(shown, invocation, command)
  }

  async function replyNotShown(given: Invocation, caller: Caller, interaction: string): Promise<void> {
    let invocation = keepable(given)
    try {
      invocation = await withFiles(invocation)
      await withReconnect(() => saveUndeliveredReply(db, clock.now(), invocation, caller, interaction))
    } catch (error) {
      log.error(
        { path: invocation.path, error: forLog(error) },
        'a reply that was not shown could not be recorded',
      )
    }
  }

  return { execute, replyNotShown }
}

/** Runs the command. The buttons under a question of its own decide on the version that the question was about. */
async function runSeen(
  { run, decidesOn }: AnyCommand,
  values: Values<Options>,
  { seen }: Invocation,
  context: Context,
): Promise<Answer> {
  // Before it runs: what it changed is undone when it asks.
  const shown = seen ?? (await decidesOn?.version(values, context))
  try {
    return await run(values, context)
  } catch (error) {
    if (error instanceof UserError) error.seen ??= shown
    throw error
  }
}

const withNotes = (answer: Answer, notes: readonly string[]): Answer =>
  notes.length === 0
    ? answer
    : {
        ...answer,
        summary: phrase`${answer.summary} ${notes.join(' ')}`,
        blocks: [...answer.blocks, ...notes.map(words => note(words))],
      }
