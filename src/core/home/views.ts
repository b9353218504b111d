/** Home pages: who opened one, what it shows, and rendering it again when that is no longer true. */
import { createHash } from 'node:crypto'
import type { Database } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Message } from '../messages/message.ts'
import { type Admins, findHolder } from '../people/find-actor.ts'
import type { Caller } from '../platforms/platform.ts'
import type { HomePart } from '../rooms/room.ts'
import { renderHome } from './home.ts'

export type Owner = Pick<Caller, 'platform' | 'account'>

/** Brings a message to the page. Throws when that fails. */
export type Show = (message: Message) => Promise<void>

export type Renewed =
  | 'same' // it shows what is true
  | 'shown' // it was rendered again
  | 'busy' // somebody else is rendering it

export interface Home {
  /** Somebody opened their page: it is shown as it stands, and kept current from then on. */
  open(owner: Owner, now: Temporal.Instant, show: Show): Promise<void>
  /** Renders a page again where it no longer shows what is true. */
  renew(owner: Owner, now: Temporal.Instant, show: Show): Promise<Renewed>
}

export interface HomeOptions {
  db: Database
  admins: Admins
  parts: readonly HomePart[]
}

export function createHome({ db, admins, parts }: HomeOptions): Home {
  const compose = async (owner: Owner, now: Temporal.Instant) =>
    renderHome({ tx: db, now, actor: await findHolder(db, owner, admins) }, parts, owner)

  return {
    async open(owner, now, show) {
      const { platform, account } = owner
      const openedAt = toColumn(now)
      const { generation } = await db.homeView.upsert({
        where: whereOf(owner),
        create: { platform, account, openedAt, generation: 1 },
        // No digest until it is shown: if that fails, the scheduler renders the page again.
        update: { openedAt, digest: null, generation: { increment: 1 } },
      })
      const message = await compose(owner, now)
      await show(message)
      await saveDigest(db, owner, generation, message)
    },
    async renew(owner, now, show) {
      const view = await db.homeView.findUnique({ where: whereOf(owner) })
      if (!view) return 'same'
      const message = await compose(owner, now)
      if (view.digest === digestOf(message)) return 'same'
      const generation = view.generation + 1
      const { platform, account } = owner
      const { count } = await db.homeView.updateMany({
        where: { platform, account, generation: view.generation },
        data: { generation },
      })
      if (count === 0) return 'busy'
      await show(message)
      await saveDigest(db, owner, generation, message)
      return 'shown'
    },
  }
}

const whereOf = ({ platform, account }: Owner) => ({ platform_account: { platform, account } })

const digestOf = (message: Message): string =>
  createHash('sha256').update(JSON.stringify(message)).digest('base64url')

/** Remembers what was shown. If another render started meanwhile, their order is unknown: no digest, so it renders again. */
async function saveDigest(db: Database, owner: Owner, generation: number, message: Message): Promise<void> {
  const { platform, account } = owner
  const { count } = await db.homeView.updateMany({
    where: { platform, account, generation },
    data: { digest: digestOf(message) },
  })
  if (count === 0) await db.homeView.updateMany({ where: { platform, account }, data: { digest: null } })
}

/** Nothing can be shown to this account any more: it is left alone until it opens its page again. */
export async function forgetHome(db: Database, { platform, account }: Owner): Promise<void> {
  await db.homeView.deleteMany({ where: { platform, account } })
}
