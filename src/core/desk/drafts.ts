/**
 * Invocations too long for a button or a form to carry are kept under a short reference: in the database, and the latest
 * in memory as well, so that what somebody wrote comes back while the database can't be reached.
 */

import { z } from 'zod'
import type { Database } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { isUnreachable } from '../database/unreachable.ts'
import { formatLine } from '../grammar/grammar.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Caller } from '../platforms/platform.ts'

const PREFIX = 'draft '
/** How long one stays in memory, and how many characters all of them have at most. */
const IN_MEMORY_MS = 60 * 60_000
const MAX_CHARACTERS = 4_000_000

const optionsSchema = z.record(z.string(), z.string())

export interface Drafts {
  /** Keeps an invocation; returns the reference that `find` knows. */
  save(now: Temporal.Instant, invocation: Invocation, caller: Caller): Promise<string>
  /** The invocation kept under a reference. It stays kept: a button can be pressed again. */
  find(now: Temporal.Instant, packed: string): Promise<Invocation | undefined>
  /** Writes those that could not be written when they were made. */
  storeWaiting(): Promise<void>
}

interface Draft {
  id: string
  at: Temporal.Instant
  invocation: Invocation
  caller: Caller
}

export function createDrafts(db: Database): Drafts {
  /** Oldest first. */
  const recent = new Map<string, Draft>()
  let characters = 0
  const waiting = new Set<Draft>()

  function remember(draft: Draft): void {
    recent.set(draft.id, draft)
    characters += lengthOf(draft)
    for (const old of recent.values()) {
      const isOver = characters > MAX_CHARACTERS || isOld(old, draft.at)
      if (!isOver || old === draft) return
      forget(old)
    }
  }

  function forget(draft: Draft): void {
    recent.delete(draft.id)
    waiting.delete(draft)
    characters -= lengthOf(draft)
  }

  const store = async (draft: Draft): Promise<void> => {
    const { id, at, invocation, caller } = draft
    await db.draft.create({
      data: {
        id,
        platform: caller.platform,
        account: caller.account,
        path: formatLine({ ...invocation, options: {} }),
        options: invocation.options,
        at: toColumn(at),
      },
    })
  }

  return {
    async save(now, invocation, caller) {
      const draft = { id: crypto.randomUUID(), at: now, invocation, caller }
      remember(draft)
      try {
        await store(draft)
      } catch (error) {
        if (!isUnreachable(error)) throw error
        waiting.add(draft)
      }
      return PREFIX + draft.id
    },

    async find(now, packed) {
      if (!packed.startsWith(PREFIX)) return undefined
      const id = packed.slice(PREFIX.length)
      const known = recent.get(id)
      if (known && !isOld(known, now)) return toOffered(known.invocation)
      const stored = await db.draft.findUnique({ where: { id } })
      return stored === null ? undefined : read(stored)
    },

    async storeWaiting() {
      for (const draft of waiting) {
        waiting.delete(draft)
        await store(draft).catch(error => {
          if (isUnreachable(error)) waiting.add(draft)
          throw error
        })
      }
    },
  }
}

const lengthOf = ({ invocation }: Draft): number => formatLine(invocation).length

const isOld = ({ at }: Draft, now: Temporal.Instant): boolean =>
  now.epochMilliseconds - at.epochMilliseconds > IN_MEMORY_MS

/** As the database would return it: without what is no part of a line. */
const toOffered = ({ path, options, ask, seen }: Invocation): Invocation => ({
  path,
  options: { ...options },
  ...(ask && { ask }),
  ...(seen !== undefined && { seen }),
})

function read(stored: { path: string; options: unknown }): Invocation {
  const [, seen, ask, path] = /^(?:@(\d+) )?(\?)?(.*)$/.exec(stored.path)!
  return {
    path: path!,
    options: optionsSchema.parse(stored.options),
    ...(ask && { ask: true as const }),
    ...(seen !== undefined && { seen: Number(seen) }),
  }
}
