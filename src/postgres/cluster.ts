import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { alive } from './postmaster.ts'
import type { ServerUser } from './server-user.ts'

/** What one server has on disk, all in one folder so that it comes into being by one rename. */
export interface Cluster {
  home: string
  data: string
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

/** The slowest initdb we wait for before its maker counts as dead, in ms. */
const PATIENCE = 60_000

/**
 * Makes the cluster below `folder` if there is none; answers whether it did. Of several processes one makes it
 * and the others wait: whose rename to `creating` succeeds. A maker that was killed is cleared away.
 */
export async function ensureCluster(
  folder: string,
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser | null,
): Promise<boolean> {
  const creating = join(folder, 'creating')
  const giveUp = performance.now() + PATIENCE
  while (!(await exists(cluster.home))) {
    if (await claim(folder, creating, user)) {
      // The one before may have finished between our look and our claim.
      if (!(await exists(cluster.home))) {
        await initialise(clusterAt(creating), binaries, user)
        await rename(creating, cluster.home)
        return true
      }
      await rm(creating, { recursive: true, force: true })
    }
    await clearDeadMaker(folder, creating, performance.now() > giveUp)
    await sleep(10)
  }
  await sweep(folder)
  return false
}

// Renaming a folder that is not empty onto another such fails: a lock that carries its holder's pid from the start.
async function claim(folder: string, creating: string, user: ServerUser | null): Promise<boolean> {
  const mine = join(folder, `claim-${process.pid}-${randomBytes(4).toString('hex')}`)
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

async function clearDeadMaker(folder: string, creating: string, anyway: boolean): Promise<void> {
  const maker = Number(await readFile(join(creating, 'maker'), 'utf8').catch(() => Number.NaN))
  if (Number.isNaN(maker) || (alive(maker) && !anyway)) return
  // Two may see the same dead maker; this name lets one of them move it, so that a new claim isn't moved by mistake.
  await rename(creating, join(folder, `dead-${maker}`)).catch(() => {})
}

async function initialise(cluster: Cluster, binaries: Binaries, user: ServerUser | null): Promise<void> {
  // The collation is PostgreSQL's own, so that indices survive an upgrade of the machine's libc. The password is
  // 192 random bits: stretching it would protect nothing and cost each connection some ms.
  // Not synced: the system writes these files within half a minute, and there is nothing yet to lose.
  const flags = ['--no-sync', '--no-instructions', '--auth=scram-sha-256', '--set=scram_iterations=1']
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const who = [`--username=${SUPERUSER}`, `--pwfile=${cluster.password}`]
  await promisify(execFile)(binaries.initdb, [`--pgdata=${cluster.data}`, ...who, ...flags, ...locale], {
    cwd: cluster.home,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    ...(user && { uid: user.uid, gid: user.gid }),
  })
}

async function sweep(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter(name => name.startsWith('dead-') || name.startsWith('claim-'))
  const dead = left.filter(name => name.startsWith('dead-') || !alive(Number(name.split('-')[1])))
  await Promise.all(dead.map(name => rm(join(folder, name), { recursive: true, force: true })))
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return false
      throw fault
    },
  )
