import { chmod, mkdir, readFile, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { UserError } from '../core/errors.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { type Cluster, clusterAt, ensureCluster, SUPERUSER } from './cluster.ts'
import { findPostmaster, GLANCE, halt, launch } from './postmaster.ts'
import { joinServer } from './presence.ts'
import { barrier, type ServerUser, serverUser } from './server-user.ts'

export interface EmbeddedOptions {
  /** The folder that holds everything; made if it isn't there. */
  dataDir: string
  log?: (line: string) => void
  /** False for tests only: what was written may be lost when the machine stops. */
  durable?: boolean
}

/** A PostgreSQL server of our own, shared by all processes that use the same folder. */
export interface Embedded {
  url: string
  /** The server was running already. */
  attached: boolean
  /** The folder was empty: this is the first start. */
  created: boolean
  /** Leaves the server; the last one to leave stops it. */
  stop(): Promise<void>
}

/** The slowest start we wait for (recovery after a crash), in ms. */
const PATIENCE = 60_000

/** Starts the server of `dataDir`, or joins the one that runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, log = () => {}, durable = true } = options
  const binaries = await findBinaries()
  try {
    const made = await mkdir(dataDir, { recursive: true })
    const folder = await realpath(dataDir)
    const cluster = clusterAt(join(folder, 'postgres'))
    const user = await serverUser(cluster.home)
    if (user && made) await chmod(folder, 0o711)
    if (user) await checkReach(folder, binaries, user)
    const created = await ensureCluster(folder, cluster, binaries, user)
    if (created) log(`made a database in ${folder}`)
    const { url, attached, presence } = await run(cluster, binaries, user, durable)
    log(attached ? 'joined the database server that runs' : 'started the database server')
    const leave = async () => {
      if (await presence.leave()) await halt(cluster, binaries)
      await presence.close()
    }
    let leaving: Promise<void> | undefined
    const stop = () => {
      leaving ??= leave()
      return leaving
    }
    await ensureDatabase(url).catch(async fault => {
      await stop()
      throw fault
    })
    return { url, attached, created, stop }
  } catch (fault) {
    throw ['EACCES', 'EPERM', 'EROFS'].includes((fault as NodeJS.ErrnoException).code ?? '')
      ? new UserError(
          'database-folder',
          `This user may not read and write ${resolve(dataDir)}: set INTERSG_DATA_DIR to a folder of its own, or DATABASE_URL to a PostgreSQL server.`,
        )
      : fault
  }
}

// One loop for all that may be found: no server, one that starts, one that runs, one that stops, one that others
// start in the same moment.
async function run(cluster: Cluster, binaries: Binaries, user: ServerUser | null, durable: boolean) {
  const password = await readFile(cluster.password, 'utf8')
  const giveUp = performance.now() + PATIENCE
  let child: Awaited<ReturnType<typeof launch>> | undefined
  let launches = 0
  while (performance.now() < giveUp) {
    const server = await findPostmaster(cluster)
    if (server?.ready) {
      const to = (database: string) =>
        `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${database}`
      const presence = await joinServer(to('postgres'), () =>
        revive(cluster, binaries, user, durable, server.port),
      )
      if (presence) return { url: to('intersg'), attached: server.pid !== child?.pid, presence }
    }
    const ours = child && child.exitCode === null && child.signalCode === null && child.pid !== undefined
    if (!server && !ours) {
      // Thrice covers a port taken by another between our look and the start. What a killed server has left behind
      // goes by itself, but takes its time.
      if (launches >= 3 && !(await isLeftBehind(cluster))) break
      if (launches > 0) await sleep(GLANCE * 4)
      launches++
      child = await launch(cluster, binaries, user, durable)
    }
    await sleep(GLANCE)
  }
  const told = await endOfLog(cluster)
  throw new Error(`The database server did not start; the end of ${cluster.log} says:\n${told}`)
}

/** The processes of a server that was killed still hold its memory. */
const isLeftBehind = async (cluster: Cluster): Promise<boolean> =>
  /shared memory block .* is still in use/.test(await endOfLog(cluster))

const endOfLog = async (cluster: Cluster): Promise<string> =>
  (await readFile(cluster.log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n')

/** Starts the server that died while we use it, where we look for it; its disk may have been full. */
async function revive(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser | null,
  durable: boolean,
  port: number,
): Promise<void> {
  if (await findPostmaster(cluster)) return
  const child = await launch(cluster, binaries, user, durable, port)
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if ((await findPostmaster(cluster))?.ready) return
    await sleep(GLANCE)
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const admin = new pg.Client(url.replace(/intersg$/, 'postgres'))
  await admin.connect()
  try {
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = 'intersg'")
    if (rowCount === 0) await admin.query('CREATE DATABASE intersg')
  } catch (fault) {
    // Made by another process in the same moment: told by the one code or the other, as the race falls.
    if (!['42P04', '23505'].includes((fault as pg.DatabaseError).code ?? '')) throw fault
  } finally {
    await admin.end()
  }
}

async function checkReach(folder: string, binaries: Binaries, user: ServerUser): Promise<void> {
  const sentence = (path: string, barred: string, remedy: string) =>
    new UserError(
      'database-folder',
      `PostgreSQL refuses to run as root, and the user ${user.name}, as whom it would run, may not enter ${barred} on the way to ${path}: ${remedy}, or set DATABASE_URL to a PostgreSQL server.`,
    )
  const data = await barrier(folder, user)
  if (data)
    throw sentence(folder, data, 'set INTERSG_DATA_DIR to a folder it may enter, such as /var/lib/intersg')
  const programs = await barrier(await realpath(binaries.folder), user)
  if (programs) {
    const remedy =
      'move the program to a folder it may enter (INTERSG_DATA_DIR moves the data alone), run as another user'
    throw sentence(binaries.folder, programs, remedy)
  }
}
