/**
 * The desk: every command comes here, whatever platform it was given on. Rights, idempotency and forms are its
 * matter.
 */

import { UserError } from '../errors.ts'
import { formatLine, parseLine } from '../grammar/grammar.ts'
import { subjectOfCard } from '../notices/cards.ts'
import { ISSUE } from '../references/issue.ts'
import { keepable } from './admit.ts'
import { createCheck } from './check.ts'
import { completionsFor } from './completions.ts'
import { assertMayRead } from './doorkeeper.ts'
import { createExecution } from './execute.ts'
import { createParts, type DeskOptions } from './parts.ts'
import type { WebDesk } from './port.ts'
import { createPreparation } from './prepare.ts'
import { refusal } from './refusal.ts'

export function createDesk(options: DeskOptions): WebDesk {
  const parts = createParts(options)
  const { db, clock, home, platforms, catalog, drafts, ownAccounts } = parts
  const { commandAt, contextFor, completingFor, admittedIfReachable, withFiles } = parts

  return {
    catalog,
    introduce: (platform, account) => {
      ownAccounts.add(`${platform}:${account}`)
    },
    ...createExecution(parts),
    prepare: createPreparation(parts),
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
    check: createCheck(parts),
    complete: async (path, option, typed, caller) =>
      completionsFor(commandAt(path), option, typed, caller, await completingFor(caller)),
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

/** "/sg", "/sg ?" */
const isAskingForHelp = (line: string): boolean => /^[\s?]*$/.test(line)

/** The longest line that is read: a long text and all other options. Longer texts come as files. */
const MAX_LINE_LENGTH = 30_000
