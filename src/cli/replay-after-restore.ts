/** `npm run restored -- --since … --until …`: docs/operations.md says when it is needed. */

import { parseArgs } from 'node:util'
import { findPlatform } from '../bots/platforms.ts'
import { systemClock } from '../clock.ts'
import { readClock } from '../config.ts'
import { UserError } from '../core/errors.ts'
import { formatDate, formatTime, inGeneva } from '../core/time/geneva.ts'
import { openStore } from '../postgres/open-store.ts'
import { replayAfterRestore } from '../scheduler/replay.ts'
import { runCommandLine } from './command-line.ts'

const USAGE = 'Usage: npm run restored -- --since 2026-11-20T03:00 --until 2026-11-20T14:30 (Geneva time)'

await runCommandLine(process.env, async ({ config, log, say }) => {
  const platforms = config.platforms.map(p => findPlatform(p.platform))
  if (platforms.length === 0)
    throw new UserError(
      'restored',
      'Neither SLACK_BOT_TOKEN nor DISCORD_TOKEN is set. Use the settings that the program runs with.',
    )
  const { since, until } = readTimes()
  const store = await openStore(config, log)
  try {
    const marked = await replayAfterRestore({ db: store.db, platforms, since, until, log })
    say(`Everything due from ${formatAt(since)} to ${formatAt(until)} was replayed; nothing was sent.`)
    say(
      `When the program starts, it will look for ${marked} ${marked === 1 ? 'message' : 'messages'} on ${platforms.map(p => p.name).join(' and ')} and send those it doesn't find.`,
    )
  } finally {
    await store.close()
  }
  return 0
})

function readTimes(): { since: Temporal.Instant; until: Temporal.Instant } {
  const options = { since: { type: 'string' }, until: { type: 'string' } } as const
  try {
    const { values } = parseArgs({ options })
    const since = readClock(values.since ?? '')
    const until = readClock(values.until ?? '')
    const inOrder = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) <= 0
    // Nothing that is still ahead may be replayed.
    if (since && until && inOrder(since, until) && inOrder(until, systemClock.now())) return { since, until }
  } catch {
    // Another option, or a date that isn't one: the same sentence helps.
  }
  throw new UserError('restored', USAGE)
}

const formatAt = (at: Temporal.Instant) => `${formatDate(inGeneva(at))}, ${formatTime(inGeneva(at))}`
