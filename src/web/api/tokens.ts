/** The token of a request, and whom it stands for. */
import type { Context as Request } from 'hono'
import type { Clock } from '../../core/clock.ts'
import type { Context } from '../../core/commands/command.ts'
import type { Database } from '../../core/database/client.ts'
import type { WebDesk } from '../../core/desk/port.ts'
import { findAccess } from '../../core/web/access.ts'
import type { Pace } from '../pace.ts'

export interface ApiOptions {
  db: Database
  clock: Clock
  desk: WebDesk
  /** The public address of the program. */
  publicUrl: string | undefined
  /** How often one program may ask; left out: as often as it likes. */
  pace?: Pace
}

const secretOf = (c: Request): string | undefined =>
  /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(c.req.header('authorization') ?? '')?.[1]

/** The number of the token and the surroundings of its owner; undefined without a token that is good now. */
export async function readToken(
  c: Request,
  { db, clock, desk, pace }: ApiOptions,
): Promise<{ token: number; context: Context } | undefined> {
  const secret = secretOf(c)
  if (secret === undefined) return undefined
  const found = await findAccess(db, 'TOKEN', secret, clock.now())
  if (found) pace?.know(secret)
  else pace?.forget(secret)
  return found && { token: found.id, context: await desk.reading(found.caller) }
}

export const NO_TOKEN =
  'This address wants a token that is good now: “Authorization: Bearer …”. The command web token in chat gives one.'

/** The seconds that a program has to wait before it asks again; counts the request where it is none. */
export const secondsToWait = (c: Request, { pace }: ApiOptions): number => pace?.count(c, secretOf(c)) ?? 0
