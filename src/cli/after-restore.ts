/** `npm run restored -- --since … --until …`: docs/operations.md says when. */
import { parseArgs } from 'node:util'
import { systemClock } from '../clock.ts'
import { findSecrets, readClock, readConfig } from '../config.ts'
import { formatDate, formatTime, inGeneva } from '../core/time/geneva.ts'
import { openStore } from '../postgres/open.ts'
import { createRedactor } from '../redact.ts'
import { replayAfterRestore } from '../scheduler/replay.ts'
import { errorWords, fail, onCrash, openLog, say } from './process.ts'

const USAGE = 'Usage: npm run restored -- --since 2026-11-20T03:00 --until 2026-11-20T14:30 (Geneva time)'

const read = readConfig(process.env)
if ('faults' in read)
  fail(['This environment can not be used:', ...read.faults.map(f => `- ${f}`)].join('\n'))
const { config } = read
const hide = createRedactor(findSecrets(config))
onCrash(hide)

const platforms = config.platforms.map(p => p.platform)
if (platforms.length === 0)
  fail('Neither SLACK_BOT_TOKEN nor DISCORD_TOKEN is set. Use the settings that the program runs with.')

const { since, until } = readTimes()
const log = openLog(config.logLevel, hide)
const store = await openStore(config, log).catch(error => fail(hide(errorWords(error))))
try {
  const doubted = await replayAfterRestore({ db: store.db, platforms, since, until, log })
  say(`What was due from ${words(since)} to ${words(until)} was gone through; nothing was sent.`)
  say(
    `${doubted} ${doubted === 1 ? 'message' : 'messages'} will be looked for on ${platforms.join(' and ')} when the program starts, and sent where they are not.`,
  )
} catch (error) {
  say(hide(errorWords(error)))
  process.exitCode = 1
} finally {
  await store.close()
}
process.exit()

function readTimes(): { since: Temporal.Instant; until: Temporal.Instant } {
  const options = { since: { type: 'string' }, until: { type: 'string' } } as const
  try {
    const { values } = parseArgs({ options })
    const since = readClock(values.since ?? '')
    const until = readClock(values.until ?? '')
    const inOrder = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) <= 0
    // Nothing that is still ahead may be gone through.
    if (since && until && inOrder(since, until) && inOrder(until, systemClock.now())) return { since, until }
  } catch {
    // Something else was given: the same words help.
  }
  return fail(USAGE)
}

function words(at: Temporal.Instant): string {
  return `${formatDate(inGeneva(at))}, ${formatTime(inGeneva(at))}`
}
