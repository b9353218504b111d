/** Renders people's own pages again when what they show is no longer true. */
import type { Bot } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import { homeEtag, nextChange } from '../../core/home/etag.ts'
import { forgetHome, type Home, type Owner } from '../../core/home/views.ts'
import type { Log } from '../../core/log.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import type { Task } from '../task.ts'
import { createCooldowns } from './cooldowns.ts'

export interface HomeTabsOptions {
  db: Database
  bots: readonly Bot[]
  /** The platforms that this instance leads now. */
  leading(): ReadonlySet<Platform>
  home: Home
  log: Log
}

/** How many pages are kept up to date: those opened last. Others are rendered when they are opened. */
const MAX_PAGES = 500

export function homeTabsTask({ db, bots, leading, home, log }: HomeTabsOptions): Task {
  const botsWithPages = () => bots.filter(b => b.showHome && leading().has(b.platform))
  /** The state of the facts when all pages were last compared with it, and when that was. */
  let comparedEtag: string | undefined
  let comparedAt: Temporal.Instant | undefined
  /** By page after a fault, by platform when it asked to wait. */
  const cooldowns = createCooldowns()

  /** Returns whether the page was rendered again. */
  async function renew(owner: Owner, now: Temporal.Instant): Promise<boolean> {
    const bot = botsWithPages().find(b => b.platform === owner.platform)!
    const page = pageName(owner)
    try {
      const renewed = await home.renew(owner, now, message => bot.showHome!(owner.account, message))
      // Another instance is rendering it. Should that one fail, this is another look.
      if (renewed === 'busy') cooldowns.failed(page, now)
      else cooldowns.succeeded(page)
      return renewed === 'shown'
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ page, fault: reason }, 'a page could not be shown')
      const fault = error instanceof DeliveryFault ? error : undefined
      if (fault?.outcome === 'never') await forgetHome(db, owner)
      else if (fault?.retryAfter !== undefined) cooldowns.failed(owner.platform, now, fault.retryAfter)
      else cooldowns.failed(page, now)
      return false
    }
  }

  return {
    name: 'homes',
    async run(now) {
      const platforms = botsWithPages().map(b => b.platform)
      if (platforms.length === 0) return 0
      comparedAt = now
      const hasExpired = cooldowns.expire(now)
      const etag = await homeEtag(db, now)
      if (etag === comparedEtag && !hasExpired) return 0
      const views = await db.homeView.findMany({
        where: { platform: { in: platforms } },
        orderBy: { openedAt: 'desc' },
        take: MAX_PAGES,
      })
      let shown = 0
      for (const { platform, account } of views) {
        const owner: Owner = { platform: platform as Platform, account }
        if (cooldowns.isCooling(platform) || cooldowns.isCooling(pageName(owner))) continue
        if (await renew(owner, now)) shown += 1
      }
      comparedEtag = etag
      return shown
    },
    async next() {
      if (!comparedAt || (await db.homeView.count()) === 0) return undefined
      const due = [cooldowns.next(), await nextChange(db, comparedAt)].filter(i => i !== undefined)
      return due.toSorted(Temporal.Instant.compare)[0]
    },
  }
}

const pageName = ({ platform, account }: Owner): string => `${platform} ${account}`
