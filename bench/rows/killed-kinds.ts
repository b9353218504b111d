/** Whose instances are killed; ours has no queue. */
import { bull } from '../bull.ts'
import { boss, graphile, type QueueKind } from '../queues.ts'
import { hasRedis } from '../redis.ts'

export const KINDS: Record<string, QueueKind | undefined> = {
  intersg: undefined,
  'graphile-worker': graphile('as it comes'),
  'graphile-worker, hurried': graphile('told that the other one is gone', { unlock: true }),
  'pg-boss': boss('as it comes'),
  'pg-boss, hurried': boss('jobs expire after 5 s', { poll: 0.5, expire: 5, supervise: 1 }),
  ...(hasRedis() && {
    BullMQ: bull('as it comes'),
    'BullMQ, hurried': bull('jobs are free again after 1 s', { lock: 1_000, look: 500 }),
  }),
}
