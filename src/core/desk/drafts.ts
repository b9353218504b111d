/** Invocations too long for a button or a form to carry are kept under a short reference. */

import { z } from 'zod'
import type { Database } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { formatLine } from '../grammar/grammar.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Caller } from '../platforms/platform.ts'

const PREFIX = 'draft '

const optionsSchema = z.record(z.string(), z.string())

/** Keeps an invocation; returns the reference that `findDraft` knows. */
export async function saveDraft(
  db: Database,
  now: Temporal.Instant,
  invocation: Invocation,
  caller: Caller,
): Promise<string> {
  const id = crypto.randomUUID()
  await db.draft.create({
    data: {
      id,
      platform: caller.platform,
      account: caller.account,
      path: formatLine({ ...invocation, options: {} }),
      options: invocation.options,
      at: toColumn(now),
    },
  })
  return PREFIX + id
}

/** The invocation kept under a reference. It stays kept: a button can be pressed again. */
export async function findDraft(db: Database, packed: string): Promise<Invocation | undefined> {
  if (!packed.startsWith(PREFIX)) return undefined
  const draft = await db.draft.findUnique({ where: { id: packed.slice(PREFIX.length) } })
  if (!draft) return undefined
  const [, seen, ask, path] = /^(?:@(\d+) )?(\?)?(.*)$/.exec(draft.path)!
  return {
    path: path!,
    options: optionsSchema.parse(draft.options),
    ...(ask && { ask: true as const }),
    ...(seen !== undefined && { seen: Number(seen) }),
  }
}
