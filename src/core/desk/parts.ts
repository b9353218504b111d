/** The parts of the desk that its ways of dealing with a command share. */

import type { Clock } from '../clock.ts'
import { type AnyCommand, type Context, toSpec } from '../commands/command.ts'
import type { Completing } from '../commands/options.ts'
import { type Database, type Transaction, withReconnect } from '../database/client.ts'
import { forLog, isUnreachable } from '../database/unreachable.ts'
import { UserError } from '../errors.ts'
import { createWork, type Subscription } from '../events/events.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { CommandSpec } from '../grammar/spec.ts'
import type { Home } from '../home/views.ts'
import type { Log } from '../log.ts'
import { type Admins, findActor } from '../people/find-actor.ts'
import type { Caller, PlatformFacts } from '../platforms/platform.ts'
import type { DocumentReader } from '../reading/reader.ts'
import { cmd, phrase } from '../text/spans.ts'
import type { Writer } from '../writing/writer.ts'
import { admit, admitUnnamed, keepable } from './admit.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { failed } from './failed.ts'
import { takeFiles } from './files.ts'
import type { Reply } from './port.ts'
import type { RateLimit } from './rate-limit.ts'

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

/** The declared commands and the ways in: everything that executing, preparing and checking a command need alike. */
export interface Parts extends DeskOptions {
  catalog: readonly CommandSpec[]
  drafts: Drafts
  /** The bots' own accounts: "slack:U024BE7LH". */
  ownAccounts: Set<string>
  commandAt(path: string): AnyCommand | undefined
  /** The same with its spec. Throws a UserError for a path that is not declared. */
  find(path: string): { command: AnyCommand; spec: CommandSpec }
  contextFor(tx: Transaction, caller: Caller): Promise<Context>
  completingFor(caller: Caller): Promise<Completing>
  /** The invocation as it is kept, cleaned by its options; names of the register as the register writes them. */
  admitted(invocation: Invocation): Promise<Invocation>
  /** The same as far as it can be told without the database; to be offered back. */
  asWritten(invocation: Invocation): Invocation
  /** The same with the names of the register, where the database can be reached. */
  admittedIfReachable(invocation: Invocation): Promise<Invocation>
  /** With its files fetched; throws a UserError for one that can't be used. */
  withFiles(invocation: Invocation): Promise<Invocation>
  /** Logs a fault of ours and says so, with a reference to find it by. */
  fail(error: unknown, invocation: Invocation, what: string, maybeDone: boolean): Reply
}

/** Declares the commands once, and opens the ways in. */
export function createParts(options: DeskOptions): Parts {
  const { db, clock, commands, subscriptions, platforms, admins, log, publicUrl, reader, writer } = options
  const declared = commands.map(command => ({ command, spec: toSpec(command) }))
  const catalog = declared.map(({ spec }) => spec)
  const byPath = new Map(
    declared.flatMap(entry =>
      [entry.command.path, ...(entry.command.aliases ?? [])].map(path => [path, entry]),
    ),
  )
  const commandAt = (path: string) => byPath.get(path)?.command
  const ownAccounts = new Set<string>()

  const asWritten = (invocation: Invocation): Invocation =>
    keepable(admitUnnamed(commandAt(invocation.path), invocation))

  const admitted = (invocation: Invocation): Promise<Invocation> =>
    withReconnect(() => admit(db, commandAt(invocation.path), invocation))

  return {
    ...options,
    catalog,
    drafts: createDrafts(db),
    ownAccounts,
    commandAt,
    find(path) {
      const found = byPath.get(path)
      if (found) return found
      throw new UserError('unknown-command', phrase`There is no command "${path}". See ${cmd('help')}.`)
    },
    contextFor: async (tx, caller) => ({
      ...createWork(tx, clock.now(), subscriptions),
      actor: await findActor(tx, caller, admins, platforms),
      caller,
      catalog,
      platforms,
      publicUrl,
      isOwnAccount: account => ownAccounts.has(account),
      reader,
      writer,
    }),
    completingFor: async caller => ({
      tx: db,
      now: clock.now(),
      actor: await findActor(db, caller, admins, platforms),
      catalog,
      platforms,
    }),
    asWritten,
    admitted,
    admittedIfReachable: invocation =>
      admitted(invocation).catch(error => {
        if (isUnreachable(error)) return asWritten(invocation)
        throw error
      }),
    async withFiles(invocation) {
      const command = commandAt(invocation.path)
      if (!invocation.files || !command) return invocation
      return takeFiles(command, invocation, error =>
        log.warn({ path: invocation.path, error: String(error) }, 'a file could not be fetched'),
      )
    },
    fail(error, invocation, what, maybeDone) {
      const reference = crypto.randomUUID().slice(0, 8)
      const { path } = invocation
      log.error({ reference, path, error: forLog(error) }, what)
      return failed(error, reference, maybeDone, invocation, commandAt(path))
    },
  }
}
