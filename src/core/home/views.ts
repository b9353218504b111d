/** Who opened their page, what it shows, and showing it anew when that is no longer true. */
import { createHash } from 'node:crypto'
import type { Database } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Message } from '../messages/message.ts'
import { type Admins, findActor } from '../people/actor.ts'
import type { Caller } from '../platforms/platform.ts'
import { renderHome } from './home.ts'

export type Owner = Pick<Caller, 'platform' | 'account'>

/** Brings a message to the page. Throws when that fails. */
export type Show = (message: Message) => Promise<void>

const whereOf = ({ platform, account }: Owner) => ({ platform_account: { platform, account } })

const digestOf = (message: Message): string =>
  createHash('sha256').update(JSON.stringify(message)).digest('base64url')

const compose = async (db: Database, admins: Admins, owner: Owner, now: Temporal.Instant) =>
  renderHome(db, await findActor(db, owner, admins), owner, now)

/** Somebody opened their page: it is shown as it stands, and kept true from then on. */
export async function openHome(
  db: Database,
  admins: Admins,
  owner: Owner,
  now: Temporal.Instant,
  show: Show,
): Promise<void> {
  const { platform, account } = owner
  const openedAt = toColumn(now)
  const { generation } = await db.homeView.upsert({
    where: whereOf(owner),
    create: { platform, account, openedAt, generation: 1 },
    // Until it is shown: what fails here is shown by the scheduler.
    update: { openedAt, digest: null, generation: { increment: 1 } },
  })
  const message = await compose(db, admins, owner, now)
  await show(message)
  await keep(db, owner, generation, message)
}

export type Renewed =
  | 'same' // it shows what is true
  | 'shown' // it was shown anew
  | 'busy' // somebody else is showing it

/** Shows a page anew where it no longer shows what is true. */
export async function renewHome(
  db: Database,
  admins: Admins,
  owner: Owner,
  now: Temporal.Instant,
  show: Show,
): Promise<Renewed> {
  const view = await db.homeView.findUnique({ where: whereOf(owner) })
  if (!view) return 'same'
  const message = await compose(db, admins, owner, now)
  if (view.digest === digestOf(message)) return 'same'
  const generation = view.generation + 1
  const { platform, account } = owner
  const { count } = await db.homeView.updateMany({
    where: { platform, account, generation: view.generation },
    data: { generation },
  })
  if (count === 0) return 'busy'
  await show(message)
  await keep(db, owner, generation, message)
  return 'shown'
}

/** Remembers what was shown. Where another showing began meanwhile, nobody knows which of the two came last. */
async function keep(db: Database, owner: Owner, generation: number, message: Message): Promise<void> {
  const { platform, account } = owner
  const { count } = await db.homeView.updateMany({
    where: { platform, account, generation },
    data: { digest: digestOf(message) },
  })
  if (count === 0) await db.homeView.updateMany({ where: { platform, account }, data: { digest: null } })
}

/** Nothing can be shown to this account any more: until it opens its page again, nobody tries. */
export async function forgetHome(db: Database, { platform, account }: Owner): Promise<void> {
  await db.homeView.deleteMany({ where: { platform, account } })
}
