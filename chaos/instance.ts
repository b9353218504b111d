/**
 * One instance of the program as a process of its own: all its real parts, the fake platforms' addresses,
 * and a clock that the parent moves. It loads, reports that, and starts when it is told to.
 */
import { flushCompileCache } from 'node:module'
import { type App, startApp } from '../src/app.ts'
import type { Bot } from '../src/bots/bot.ts'
import { createDiscordBot } from '../src/bots/discord/discord.ts'
import { createSlackBot } from '../src/bots/slack/slack.ts'
import { openLog } from '../src/cli/command-line.ts'
import type { Desk } from '../src/core/desk/port.ts'
import { seed } from '../src/core/seed.ts'
import { openStore, type Store } from '../src/postgres/open-store.ts'
import { flowingClock, type Jump } from './clock.ts'

/** A message from the parent process to an instance. */
export type Instruction =
  | { do: 'start'; with: Setting }
  | { do: 'jump'; to: Jump }
  | { do: 'finish'; id: number }

/** A message from an instance to its parent: its state, the platform it is about to call, the command it runs, when it continues. */
export type Report =
  | { is: 'loaded' | 'ready' }
  | { is: 'speaking'; on: string }
  | { is: 'executing' | 'executed'; account: string; path: string }
  | ({ is: 'finished'; id: number } & Finished)

/** When everything that can be done now is done: the platforms it leads, and when it goes on (epoch milliseconds). */
export interface Finished {
  leading: string[]
  next: number | undefined
}

export interface Setting {
  databaseUrl: string
  clock: Jump
  admins: string[]
  slack: { botToken: string; appToken: string; apiUrl: string }
  discord: { token: string; apiUrl: string; guildId: string }
}

/** Some requests to the fakes hang: the time-out is shorter than for a real platform, which saves minutes. */
const TIMEOUT_MS = 1_500

const tell = (report: Report) => void (process.connected && process.send!(report, () => {}))
const log = openLog('warn')
const clock = flowingClock({ shown: Date.now(), real: Date.now() })
let app: App | undefined
let store: Store | undefined

async function start({ databaseUrl, admins, slack, discord, ...setting }: Setting): Promise<void> {
  clock.jump(setting.clock)
  const where = { databaseUrl, dataDir: '', dataDirNamed: false, simulatedFrom: undefined }
  store = await openStore(where, log)
  await seed(store.db, clock.now(), 'simulated')
  const bots = [
    createSlackBot({ ...slack, log, clock, timeoutMs: TIMEOUT_MS }),
    createDiscordBot({ ...discord, log, clock, timeoutMs: TIMEOUT_MS }),
  ]
  app = await startApp({
    db: store.db,
    url: store.url,
    clock,
    bots: bots.map(watched),
    admins: new Set(admins),
    log,
    wakes: true,
  })
  tell({ is: 'ready' })
}

/** The bot, reporting each call to the parent, which then knows which process to kill and when. */
function watched(bot: Bot): Bot {
  const speaking = () => tell({ is: 'speaking', on: bot.platform })
  return {
    ...bot,
    start: desk => bot.start(watchedDesk(desk)),
    send: (...given) => {
      speaking()
      return bot.send(...given)
    },
    update: (...given) => {
      speaking()
      return bot.update(...given)
    },
    find: (...given) => {
      speaking()
      return bot.find(...given)
    },
  }
}

const watchedDesk = (desk: Desk): Desk => ({
  ...desk,
  async execute(invocation, caller, interaction) {
    const about = { account: `${caller.platform}:${caller.account}`, path: invocation.path }
    tell({ is: 'executing', ...about })
    const reply = await desk.execute(invocation, caller, interaction)
    tell({ is: 'executed', ...about })
    return reply
  },
})

/** Does everything that can be done now, and reports when it goes on. */
async function finish(id: number): Promise<void> {
  const { scheduler, leading } = app!
  await scheduler.runUntilIdle()
  const next = await scheduler.next()
  tell({ is: 'finished', id, leading: [...leading()], next: next?.epochMilliseconds })
}

let starting: Promise<void> | undefined
process.on('message', (order: Instruction) => {
  if (order.do === 'jump') {
    clock.jump(order.to)
    app?.scheduler.trigger()
  } else if (order.do === 'finish') {
    // While the database is away there is no report, and the parent asks again.
    if (app) finish(order.id).catch(() => {})
  } else
    starting = start(order.with).catch(error => {
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'could not start')
      process.exit(3)
    })
})
process.once('SIGTERM', async () => {
  await starting
  await app?.stop()
  await store?.close()
  process.exit(0)
})
// The parent is gone.
process.on('disconnect', () => process.exit(0))
tell({ is: 'loaded' })
// A killed process can not save its compiled code.
flushCompileCache()
