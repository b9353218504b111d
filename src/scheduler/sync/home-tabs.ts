/** Shows people's pages anew when what stands there is no longer true. */
import type { Bot } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import { homeEtag, nextChange } from '../../core/home/etag.ts'
import { forgetHome, type Home, type Owner } from '../../core/home/views.ts'
import type { Log } from '../../core/log.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import type { Task } from '../task.ts'

export interface HomeTabsOptions {
  db: Database
  bots: readonly Bot[]
  /** The platforms on which this instance speaks now. */
  leading(): ReadonlySet<Platform>
  home: Home
  log: Log
}

/** How many pages are kept true; those opened last. Others are shown when they are opened. */
const MOST = 500

/** After a fault, where the platform names no time. */
const WAIT = { seconds: 60 }

export function homeTabsTask({ db, bots, leading, home, log }: HomeTabsOptions): Task {
  const showing = () => bots.filter(b => b.showHome && leading().has(b.platform))
  /** What stood when the pages were looked at, and when that was. */
  let looked: string | undefined
  let lookedAt: Temporal.Instant | undefined
  /** Accounts with a fault, and platforms that asked to wait: until when nothing is tried there. */
  const resting = new Map<string, Temporal.Instant>()

  /** Gives whether the page was shown anew. */
  async function renew(owner: Owner, now: Temporal.Instant): Promise<boolean> {
    const bot = showing().find(b => b.platform === owner.platform)!
    const name = nameOf(owner)
    try {
      const done = await home.renew(owner, now, message => bot.showHome!(owner.account, message))
      // Should the one who is at it fail, this is another look.
      if (done === 'busy') resting.set(name, now.add(WAIT))
      return done === 'shown'
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      log.warn({ page: name, fault: words }, 'a page could not be shown')
      const fault = error instanceof DeliveryFault ? error : undefined
      if (fault?.outcome === 'never') await forgetHome(db, owner)
      else if (fault?.retryAfter !== undefined)
        resting.set(owner.platform, now.add({ milliseconds: fault.retryAfter }))
      else resting.set(name, now.add(WAIT))
      return false
    }
  }

  /** Ends what has rested long enough; gives whether there was any. */
  function wake(now: Temporal.Instant): boolean {
    const ended = [...resting].filter(([, until]) => Temporal.Instant.compare(until, now) <= 0)
    for (const [name] of ended) resting.delete(name)
    return ended.length > 0
  }

  return {
    name: 'homes',
    async run(now) {
      if (showing().length === 0) return 0
      lookedAt = now
      const woken = wake(now)
      const mark = await homeEtag(db, now)
      if (mark === looked && !woken) return 0
      const views = await db.homeView.findMany({
        where: { platform: { in: showing().map(b => b.platform) } },
        orderBy: { openedAt: 'desc' },
        take: MOST,
      })
      let shown = 0
      for (const { platform, account } of views) {
        const owner: Owner = { platform: platform as Platform, account }
        if (resting.has(platform) || resting.has(nameOf(owner))) continue
        if (await renew(owner, now)) shown += 1
      }
      looked = mark
      return shown
    },
    async next() {
      if (!lookedAt || (await db.homeView.count()) === 0) return undefined
      const change = await nextChange(db, lookedAt)
      return [...resting.values(), ...(change ? [change] : [])].toSorted(Temporal.Instant.compare)[0]
    },
  }
}

const nameOf = ({ platform, account }: Owner): string => `${platform} ${account}`
