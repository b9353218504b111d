/** The files of one server, and how they are created once, whatever is killed meanwhile. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { isAlive } from './postmaster.ts'
import type { ServerUser } from './server-user.ts'

/** The paths of one server's files, all in one folder so that a single rename creates them. */
export interface Cluster {
  home: string
  data: string
  /** The superuser's password. */
  password: string
  log: string
}

export const clusterAt = (home: string): Cluster => ({
  home,
  data: join(home, 'data'),
  password: join(home, 'password'),
  log: join(home, 'server.log'),
})

export const SUPERUSER = 'intersg'

/** A process that creates a cluster for longer than this counts as dead. */
const CREATION_TIMEOUT_MS = 60_000
const POLL_INTERVAL_MS = 10

/**
 * Creates the cluster in `folder` if there is none, and returns whether it did. When several processes start at once,
 * the one whose rename to `creating` succeeds creates it and the others wait. The files of a creator that was killed
 * are removed.
 */
export async function ensureCluster(
  folder: string,
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser | null,
): Promise<boolean> {
  const creating = join(folder, 'creating')
  const deadline = performance.now() + CREATION_TIMEOUT_MS
  while (!(await exists(cluster.home))) {
    if (await claim(folder, creating, user)) {
      // The process before us may have finished between our check and our claim.
      if (!(await exists(cluster.home))) {
        await initialise(clusterAt(creating), binaries, user)
        await rename(creating, cluster.home)
        return true
      }
      await discard(folder, creating)
    }
    await removeDeadClaim(folder, creating, performance.now() > deadline)
    await sleep(POLL_INTERVAL_MS)
  }
  await removeLeftovers(folder)
  return false
}

/** The name of a folder that this process alone uses. */
const ownName = () => `claim-${process.pid}-${randomBytes(4).toString('hex')}`

// Renaming a folder that is not empty onto another fails: a lock that carries its holder's pid from the start.
async function claim(folder: string, creating: string, user: ServerUser | null): Promise<boolean> {
  const mine = join(folder, ownName())
  await mkdir(mine, { mode: 0o700 })
  await writeFile(join(mine, 'maker'), String(process.pid))
  await writeFile(clusterAt(mine).password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (user) {
    await chown(clusterAt(mine).password, user.uid, user.gid)
    await chown(mine, user.uid, user.gid)
  }
  const won = await rename(mine, creating).then(
    () => true,
    () => false,
  )
  if (!won) await rm(mine, { recursive: true, force: true })
  return won
}

// Renamed first: another process could claim the folder as soon as it is empty, in the middle of our removing it.
async function discard(folder: string, creating: string): Promise<void> {
  const mine = join(folder, ownName())
  await rename(creating, mine)
  await rm(mine, { recursive: true, force: true })
}

async function removeDeadClaim(folder: string, creating: string, timedOut: boolean): Promise<void> {
  const maker = Number(await readFile(join(creating, 'maker'), 'utf8').catch(() => Number.NaN))
  if (Number.isNaN(maker) || (isAlive(maker) && !timedOut)) return
  // Two processes may see the same dead maker; under this name only one can move it, and no new claim by mistake.
  await rename(creating, join(folder, `dead-${maker}`)).catch(() => {})
}

async function initialise(cluster: Cluster, binaries: Binaries, user: ServerUser | null): Promise<void> {
  // PostgreSQL's own collation, so that indexes survive an upgrade of the machine's libc. The password is 192 random
  // bits: more rounds of hashing would protect nothing and cost each connection some milliseconds. Not synced: the
  // system writes these files within half a minute, and there is nothing to lose yet.
  const flags = ['--no-sync', '--no-instructions', '--auth=scram-sha-256', '--set=scram_iterations=1']
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const superuser = [`--username=${SUPERUSER}`, `--pwfile=${cluster.password}`]
  await promisify(execFile)(
    binaries.initdb,
    [`--pgdata=${cluster.data}`, ...superuser, ...flags, ...locale],
    {
      cwd: cluster.home,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      ...(user && { uid: user.uid, gid: user.gid }),
    },
  )
}

async function removeLeftovers(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter(name => name.startsWith('dead-') || name.startsWith('claim-'))
  const dead = left.filter(name => name.startsWith('dead-') || !isAlive(Number(name.split('-')[1])))
  await Promise.all(dead.map(name => rm(join(folder, name), { recursive: true, force: true })))
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
