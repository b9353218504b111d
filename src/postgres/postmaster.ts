import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import type { ServerUser } from './server-user.ts'

/** The server that runs on a cluster, as its postmaster.pid tells. */
export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/** How often postmaster.pid is read while something is awaited, in ms. */
export const GLANCE = 5

/** The server that runs on `cluster`, or `null`. What a dead one left doesn't mislead. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const file = join(cluster.data, 'postmaster.pid')
  const read = () => readFile(file, 'utf8').catch(() => null)
  let text = await read()
  // Empty: a server that writes it this moment, or what a power failure left.
  for (let glances = 0; text === '' && glances < 100; glances++) {
    await sleep(GLANCE)
    text = await read()
  }
  if (text === null) return null
  const [pid = '', folder = '', , port, , , , state = ''] = text.split('\n')
  if (isPostmaster(Number(pid), folder)) {
    return { pid: Number(pid), port: Number(port), ready: state.startsWith('ready') }
  }
  // PostgreSQL itself replaces the file of a dead server, having made sure that no process of it is left. What it
  // does not see through is a pid that another process has got meanwhile: the rule in a container started anew.
  const misleading = text === '' || alive(Number(pid))
  if (misleading && (await read()) === text) await rm(file, { force: true })
  return null
}

/**
 * Starts a server in its own session: Ctrl-C on our terminal must not reach it while we still write. On any free port,
 * or on the one where a server that died is still looked for.
 */
export async function launch(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser | null,
  durable: boolean,
  port?: number,
): Promise<ChildProcess> {
  const settings = {
    port: port ?? (await freePort()),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 100,
    // No helper processes for a disk this small: they cost a start more than they bring.
    io_method: 'sync',
    max_logical_replication_workers: 0,
    jit: 'off',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: 0,
        }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(cluster.log, size(cluster.log) < 1_000_000 ? 'a' : 'w', 0o600)
  try {
    const server = spawn(binaries.postgres, ['-D', cluster.data, ...flags], {
      cwd: cluster.home,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      detached: true,
      stdio: ['ignore', log, log],
      ...(user && { uid: user.uid, gid: user.gid }),
    })
    server.on('error', () => {}) // told by its exit code, as every other failure is
    server.unref()
    return server
  } finally {
    closeSync(log)
  }
}

/** Stops the server of `cluster` and waits until it has gone. */
export async function halt(cluster: Cluster, binaries: Binaries): Promise<void> {
  const server = await findPostmaster(cluster)
  if (!server) return
  await signal(server.pid, 'INT', binaries) // "fast": connections are closed, everything is written
  const lateAt = performance.now() + 20_000
  let late = false
  while (isPostmaster(server.pid, cluster.data)) {
    if (!late && performance.now() > lateAt) {
      late = true
      await signal(server.pid, 'QUIT', binaries) // "immediate": the next start recovers from the log
    }
    await sleep(GLANCE)
  }
}

/** Whether a process has this pid. */
export function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// A pid alone proves nothing: after a restart another process may have it.
function isPostmaster(pid: number, folder: string): boolean {
  if (!(pid > 0) || !alive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return false
  }
}

async function signal(pid: number, name: 'INT' | 'QUIT', binaries: Binaries): Promise<void> {
  if (process.platform === 'win32') await promisify(execFile)(binaries.pg_ctl, ['kill', name, String(pid)])
  else if (alive(pid)) process.kill(pid, `SIG${name}`)
}

const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
