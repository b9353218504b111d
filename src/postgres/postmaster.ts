/** The server's main process: found by its postmaster.pid, started and stopped. */
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

/** The server that runs on a cluster, as its postmaster.pid says. */
export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/** How often postmaster.pid is read while we wait for something. */
export const POLL_INTERVAL_MS = 5

/** After this time a server that was asked to stop is stopped without waiting for its clients. */
const STOP_TIMEOUT_MS = 20_000

/** An empty postmaster.pid is read this often before it counts as a leftover. */
const EMPTY_FILE_POLLS = 100

/** Returns the server that runs on `cluster`, or `null`. A file that a dead server left is seen through. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const file = join(cluster.data, 'postmaster.pid')
  const read = () => readFile(file, 'utf8').catch(() => null)
  let text = await read()
  // Empty: a server is writing it in this moment, or a power failure left it so.
  for (let polls = 0; text === '' && polls < EMPTY_FILE_POLLS; polls++) {
    await sleep(POLL_INTERVAL_MS)
    text = await read()
  }
  if (text === null) return null
  const [pid = '', folder = '', , port, , , , state = ''] = text.split('\n')
  if (isPostmaster(Number(pid), folder)) {
    return { pid: Number(pid), port: Number(port), ready: state.startsWith('ready') }
  }
  // PostgreSQL itself replaces the file of a dead server, after it has made sure that none of its processes is left.
  // It doesn't see through a pid that another process has since, which is the rule in a restarted container.
  const misleading = text === '' || isAlive(Number(pid))
  if (misleading && (await read()) === text) await rm(file, { force: true })
  return null
}

export interface LaunchOptions {
  cluster: Cluster
  binaries: Binaries
  /** The user as whom the server runs; `null` for our own. */
  user: ServerUser | null
  durable: boolean
}

/**
 * Starts a server in a session of its own: Ctrl-C on our terminal must not reach it while we still write. It listens on
 * any free port, or on `port`, where connections still look for a server that died.
 */
export async function launchPostmaster(options: LaunchOptions, port?: number): Promise<ChildProcess> {
  const { cluster, binaries, user, durable } = options
  const settings = {
    port: port ?? (await findFreePort()),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 100,
    // On a disk this small helper processes cost a start more than they save.
    io_method: 'sync',
    max_logical_replication_workers: 0,
    jit: 'off',
    ...(durable ? {} : NOT_DURABLE),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(cluster.log, fileSize(cluster.log) < 1_000_000 ? 'a' : 'w', 0o600)
  try {
    const server = spawn(binaries.postgres, ['-D', cluster.data, ...flags], {
      cwd: cluster.home,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      detached: true,
      stdio: ['ignore', log, log],
      ...(user && { uid: user.uid, gid: user.gid }),
    })
    server.on('error', () => {}) // its exit code says so, as with every other failure
    server.unref()
    return server
  } finally {
    closeSync(log)
  }
}

const NOT_DURABLE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '64MB',
}

/** Stops the server of `cluster` and resolves when its process has ended. */
export async function stopPostmaster(cluster: Cluster, binaries: Binaries): Promise<void> {
  const server = await findPostmaster(cluster)
  if (!server) return
  await signal(server.pid, 'INT', binaries) // "fast": closes connections and writes everything
  const deadline = performance.now() + STOP_TIMEOUT_MS
  let late = false
  while (isPostmaster(server.pid, cluster.data)) {
    if (!late && performance.now() > deadline) {
      late = true
      await signal(server.pid, 'QUIT', binaries) // "immediate": the next start recovers from the log
    }
    await sleep(POLL_INTERVAL_MS)
  }
}

/** Whether a process has this pid. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// A pid alone proves nothing: after a restart another process may have it.
function isPostmaster(pid: number, folder: string): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return false
  }
}

async function signal(pid: number, name: 'INT' | 'QUIT', binaries: Binaries): Promise<void> {
  if (process.platform === 'win32') await promisify(execFile)(binaries.pg_ctl, ['kill', name, String(pid)])
  else if (isAlive(pid)) process.kill(pid, `SIG${name}`)
}

const fileSize = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const findFreePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
