/** Invocations too long for a button or a form to carry are kept under a short reference. */
import type { Database } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Caller } from '../platforms/platform.ts'

const PREFIX = 'draft '

/** Keeps an invocation; gives the reference that `takeDraft` knows. */
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
      path: `${invocation.ask ? '?' : ''}${invocation.path}`,
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
  const ask = draft.path.startsWith('?')
  return {
    path: ask ? draft.path.slice(1) : draft.path,
    options: draft.options as Record<string, string>,
    ...(ask && { ask }),
  }
}
