/** The token of a request, and whom it stands for. */
import type { Context as Request } from 'hono'
import type { Clock } from '../../core/clock.ts'
import type { Context } from '../../core/commands/command.ts'
import type { Database } from '../../core/database/client.ts'
import type { WebDesk } from '../../core/desk/port.ts'
import { findAccess } from '../../core/web/access.ts'

export interface ApiOptions {
  db: Database
  clock: Clock
  desk: WebDesk
  /** The public address of the program. */
  publicUrl: string | undefined
}

/** The number of the token and the surroundings of its owner; undefined without a token that is good now. */
export async function readToken(
  c: Request,
  { db, clock, desk }: ApiOptions,
): Promise<{ token: number; context: Context } | undefined> {
  const [, secret] = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(c.req.header('authorization') ?? '') ?? []
  const found = secret === undefined ? undefined : await findAccess(db, 'TOKEN', secret, clock.now())
  return found && { token: found.id, context: await desk.reading(found.caller) }
}

export const NO_TOKEN =
  'This address wants a token that is good now: “Authorization: Bearer …”. The command web token in chat gives one.'
