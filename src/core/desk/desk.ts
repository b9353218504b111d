/**
 * The desk: every command comes here, whatever platform it was given on. Rights, idempotency and forms are its
 * matter.
 */

import type { Clock } from '../clock.ts'
import {
  type Answer,
  type AnyCommand,
  assertAllowed,
  type Context,
  describeFault,
  type Options,
  type Read,
  readOptions,
  replaceFormerNames,
  toSpec,
  type Values,
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
import type { Choice, CommandSpec, OptionSpec } from '../grammar/spec.ts'
import type { Home } from '../home/views.ts'
import type { Log } from '../log.ts'
import { note } from '../messages/message.ts'
import { withPage } from '../messages/with-page.ts'
import { subjectOfCard } from '../notices/cards.ts'
import { askZone } from '../people/ask-zone.ts'
import { type Admins, findActor } from '../people/find-actor.ts'
import type { Caller, PlatformFacts } from '../platforms/platform.ts'
import type { DocumentReader } from '../reading/reader.ts'
import { ISSUE } from '../references/issue.ts'
import { cmd, phrase, toWords } from '../text/spans.ts'
import type { Writer } from '../writing/writer.ts'
import { admit, admitUnnamed, keepable } from './admit.ts'
import { completionsFor } from './completions.ts'
import { assertMayRead, mayRead } from './doorkeeper.ts'
import { createDrafts } from './drafts.ts'
import { failed } from './failed.ts'
import { toUserError } from './faults.ts'
import { takeFiles } from './files.ts'
import { formFor, withoutEntries, withRequired } from './forms.ts'
import { claimInteraction, findReply, saveReply } from './idempotency.ts'
import { assertMayOpen } from './may-open.ts'
import { withOwn } from './own-values.ts'
import type { Prepared, Reply, WebDesk } from './port.ts'
import type { RateLimit } from './rate-limit.ts'
import { hasWords, refusal } from './refusal.ts'
import { assertSeen, withSeen } from './seen.ts'
import { withSuggestions } from './suggest.ts'
import { saveUndeliveredReply, takeUndeliveredReply } from './undelivered-replies.ts'
import { understoodDates } from './understood.ts'

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
  /** How many commands an account may give; undefined: any number, as with a simulated clock that stands still. */
  rateLimit?: RateLimit | undefined
  /** Reads documents in a worker. */
  reader?: DocumentReader
  /** Makes documents and workbooks in a worker. */
  writer?: Writer
  /** Called after a change is committed: something may have become due. */
  changed(): void
}

export function createDesk(options: DeskOptions): WebDesk {
  const { db, clock, commands, subscriptions, platforms, home, admins, log, publicUrl } = options
  const { reader, writer, rateLimit, changed } = options
  const declared = commands.map(command => ({ command, spec: toSpec(command) }))
  const catalog = declared.map(({ spec }) => spec)
  const byPath = new Map(
    declared.flatMap(entry =>
      [entry.command.path, ...(entry.command.aliases ?? [])].map(path => [path, entry]),
    ),
  )
  const drafts = createDrafts(db)
  /** The bots' own accounts: "slack:U024BE7LH". */
  const ownAccounts = new Set<string>()

  const contextFor = async (tx: Transaction, caller: Caller): Promise<Context> => ({
    ...createWork(tx, clock.now(), subscriptions),
    actor: await findActor(tx, caller, admins, platforms),
    caller,
    catalog,
    platforms,
    publicUrl,
    isOwnAccount: account => ownAccounts.has(account),
    reader,
    writer,
  })

  const completingFor = async (caller: Caller): Promise<Completing> => ({
    tx: db,
    now: clock.now(),
    actor: await findActor(db, caller, admins, platforms),
    catalog,
    platforms,
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

  /** Logs a fault of ours and says so, with a reference to find it by. */
  function fail(error: unknown, invocation: Invocation, what: string, maybeDone: boolean): Reply {
    const reference = crypto.randomUUID().slice(0, 8)
    const { path } = invocation
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error({ reference, path, error: words }, what)
    return failed(error, reference, maybeDone, invocation, byPath.get(path)?.command)
  }

  const admitted = (invocation: Invocation): Promise<Invocation> =>
    withReconnect(() => admit(db, byPath.get(invocation.path)?.command, invocation))

  /** As far as it can be told without the database; to be offered back. */
  const asWritten = (invocation: Invocation): Invocation =>
    keepable(admitUnnamed(byPath.get(invocation.path)?.command, invocation))

  /** The same with the names of the register, where the database can be reached. */
  const admittedIfReachable = (invocation: Invocation): Promise<Invocation> =>
    admitted(invocation).catch(error => {
      if (isUnreachable(error)) return asWritten(invocation)
      throw error
    })

  /** With its files fetched; throws a UserError for one that can't be used. */
  async function withFiles(invocation: Invocation): Promise<Invocation> {
    const command = byPath.get(invocation.path)?.command
    if (!invocation.files || !command) return invocation
    return takeFiles(command, invocation, error =>
      log.warn({ path: invocation.path, error: String(error) }, 'a file could not be fetched'),
    )
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
    const command = byPath.get(invocation.path)?.command
    const shown =
      command === undefined
        ? error
        : await withSuggestions(error, command, invocation, platforms, () => completingFor(caller)).catch(
            () => error,
          )
    return refusal(shown, invocation, command)
  }

  async function prepare(given: Invocation, caller: Caller, max = 100): Promise<Prepared> {
    let invocation = asWritten(given)
    try {
      const { command, spec } = find(given.path)
      invocation = await admitted(given)
      const { options: written } = replaceFormerNames(command, invocation.options)
      const options = await withOwn(command, written, async () => (await contextFor(db, caller)).actor)
      const asksFor = invocation.pressed ? (command.asksFor?.(options) ?? []) : []
      const isGiven = ({ name }: OptionSpec) => Boolean(options[name] ?? invocation.files?.[name])
      const missing =
        spec.options.some(o => (o.required || asksFor.includes(o.name)) && !isGiven(o)) ||
        (command.asksAlone && Object.keys(options).length === 0) ||
        // A command that takes a document asks for it, where a platform has no other way to send one.
        (spec.options.some(o => o.kind === 'file') && !spec.options.some(isGiven))
      // No platform shows a form without a field.
      const isAsked = invocation.ask && spec.options.length > 0
      if (!isAsked && !missing) return { kind: 'run', invocation: given }
      // Check the permission and the stage first, before somebody types anything.
      const context = await contextFor(db, caller)
      // A form that gives somebody their words back opens all the same.
      if (!invocation.ask || !hasWords(command, invocation)) await assertMayOpen(command, options, context)
      // A form shows the values given so far, without what can't be kept: its author sees what will be sent.
      invocation = keepable(await withFiles({ ...invocation, options }))
      const asking = withRequired(spec, asksFor)
      const isReader = await mayRead(db, command, context.actor, caller, platforms)
      const fields = isReader ? command : withoutEntries(command)
      const form = await formFor(fields, asking, invocation, await completingFor(caller), max)
      return { kind: 'form', form: isReader ? await withSeen(command, form, invocation, context) : form }
    } catch (error) {
      if (error instanceof UserError) {
        const { command } = byPath.get(given.path) ?? {}
        return { kind: 'refused', reply: refusal(error, invocation, command) }
      }
      return { kind: 'refused', reply: fail(error, keepable(invocation), 'a form could not be made', false) }
    }
  }

  async function replyNotShown(given: Invocation, caller: Caller, interaction: string): Promise<void> {
    let invocation = keepable(given)
    try {
      invocation = await withFiles(invocation)
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
    introduce: (platform, account) => {
      ownAccounts.add(`${platform}:${account}`)
    },
    execute,
    replyNotShown,
    prepare,
    read(line) {
      try {
        if (line.length > MAX_LINE_LENGTH)
          throw new UserError(
            'long-line',
            `That is a line of ${line.length} characters; at most ${MAX_LINE_LENGTH} are read. Send a long text as a file.`,
          )
        return { invocation: parseLine(isAskingForHelp(line) ? 'help' : line, catalog) }
      } catch (error) {
        if (error instanceof UserError) return { refused: refusal(error) }
        throw error
      }
    },
    async take(invocation) {
      try {
        return { invocation: await withFiles(invocation) }
      } catch (error) {
        if (error instanceof UserError) return { refused: refusal(error) }
        throw error
      }
    },
    async check(invocation, caller) {
      const known = byPath.get(invocation.path)
      if (!known) return {}
      const prefix = platforms.find(p => p.name === caller.platform)?.commandPrefix
      let taken: Invocation
      try {
        taken = await withFiles(await admittedIfReachable(invocation))
      } catch (error) {
        if (error instanceof UserError && error.option)
          return { [error.option]: toWords(error.sentence, prefix) }
        throw error
      }
      const { options: given } = replaceFormerNames(known.command, taken.options)
      const options = await withOwn(known.command, given, async () => (await contextFor(db, caller)).actor)
      const read: Read<Record<string, never>> = readOptions(known.command, options, platforms, taken.files)
      const faults = 'faults' in read ? Object.entries(read.faults) : []
      return Object.fromEntries(
        faults.map(([name, fault]) => [name, toWords(describeFault(invocation.path, name, fault), prefix)]),
      )
    },
    complete: async (path, option, typed, caller): Promise<Choice[]> =>
      completionsFor(byPath.get(path)?.command, option, typed, caller, await completingFor(caller)),
    async pack(given, caller, max) {
      const invocation = keepable(await admittedIfReachable(given))
      const line = formatLine(invocation)
      return line.length <= max ? line : drafts.save(clock.now(), invocation, caller)
    },
    async unpack(packed) {
      const draft = await drafts.find(clock.now(), packed)
      if (draft) return { ...draft, pressed: true }
      try {
        return { ...parseLine(packed, catalog), pressed: true }
      } catch {
        return undefined
      }
    },
    async issueAt(platform, address, reference) {
      const subject = await subjectOfCard(db, platform, address, reference)
      return subject?.startsWith(`${ISSUE.prefix}-`) ? subject : undefined
    },
    home: (caller, show) => home.open(caller, clock.now(), show),
    async reading(caller) {
      const context = await contextFor(db, caller)
      await assertMayRead(db, { path: 'web link' }, context.actor, caller, platforms)
      return context
    },
  }
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
/** "/sg", "/sg ?" */
const isAskingForHelp = (line: string): boolean => /^[\s?]*$/.test(line)

/** The longest line that is read: a long text and all other options. Longer texts come as files. */
const MAX_LINE_LENGTH = 30_000
