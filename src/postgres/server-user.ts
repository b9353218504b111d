/** As whom the server runs: PostgreSQL refuses root. */
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UserError } from '../core/errors.ts'

/** A user of this machine. */
export interface ServerUser {
  uid: number
  gid: number
  name: string
}

/** Unprivileged users of a machine, in the order in which they are taken. */
const CANDIDATES = ['postgres', 'nobody']

/**
 * Returns the user as whom the server of `home` must run; `null` is our own. For root it is the owner of the folder, if
 * that exists, or an unprivileged user of the machine. Throws a `UserError` where there is none.
 */
export async function findServerUser(home: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null
  const users = await readUsers()
  const owner = await stat(home).catch(() => null)
  if (owner && owner.uid !== 0) {
    const name = users.find(user => user.uid === owner.uid)?.name ?? `number ${owner.uid}`
    return { uid: owner.uid, gid: owner.gid, name }
  }
  const user = CANDIDATES.map(name => users.find(each => each.name === name)).find(each => each)
  if (user) return user
  throw new UserError(
    'database-user',
    'PostgreSQL refuses to run as root and this machine has neither a user "postgres" nor "nobody": ' +
      'run as another user, or set DATABASE_URL to a PostgreSQL server.',
  )
}

/** Returns the topmost folder on the way to `path`, itself included, that `user` may not enter; `null` if there is none. */
export async function findBarrier(path: string, user: ServerUser): Promise<string | null> {
  const above = dirname(path)
  const found = above === path ? null : await findBarrier(above, user)
  return found ?? ((await mayEnter(path, user)) ? null : path)
}

async function mayEnter(path: string, { uid, gid }: ServerUser): Promise<boolean> {
  const folder = await stat(path)
  const bit = folder.uid === uid ? 0o100 : folder.gid === gid ? 0o010 : 0o001
  return (folder.mode & bit) !== 0
}

async function readUsers(): Promise<ServerUser[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n')
  return lines.map(line => {
    const [name = '', , uid, gid] = line.split(':')
    return { name, uid: Number(uid), gid: Number(gid) }
  })
}
