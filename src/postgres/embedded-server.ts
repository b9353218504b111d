/** A PostgreSQL server of our own, for a program without DATABASE_URL. */
import { chmod, mkdir, readFile, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../core/errors.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { type Cluster, clusterAt, ensureCluster, SUPERUSER } from './cluster.ts'
import { findPostmaster, launchPostmaster, POLL_INTERVAL_MS, stopPostmaster } from './postmaster.ts'
import { joinServer, type Presence } from './presence.ts'
import { DATABASE, ensureProgramDatabase, PROGRAM_ROLE, programPassword } from './roles.ts'
import { findBarrier, findServerUser, type ServerUser } from './server-user.ts'

export interface EmbeddedServerOptions {
  /** The folder that holds everything; created if it doesn't exist. */
  dataDir: string
  log?: (line: string) => void
  /** False for tests only: what was written may be lost when the machine stops. */
  durable?: boolean
}

/** The server, shared by all processes that use the same folder. */
export interface EmbeddedServer {
  /** The program's database, as the program's role. */
  url: string
  /** The same database as the superuser: for backups and scratch databases, never for commands. */
  adminUrl: string
  /** The server was running already. */
  attached: boolean
  /** The folder was empty: this is the first start. */
  created: boolean
  /** Leaves the server; the last process to leave stops it. */
  stop(): Promise<void>
}

/** The longest start we wait for, which recovers from a crash. */
const START_TIMEOUT_MS = 60_000
const MAX_LAUNCHES = 3

/** The servers that this process uses, or is starting. */
const inUse = new Set<Promise<EmbeddedServer>>()

/** Starts the server of `dataDir`, or joins the one that runs there. Throws a `UserError` where the folder is no good. */
export function startEmbedded(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const starting = start(options)
  inUse.add(starting)
  const forget = () => void inUse.delete(starting)
  starting.then(server => server.stopped.then(forget), forget)
  return starting
}

/** Leaves every server that this process uses or is starting: for a process that ends in another way than planned. */
export async function leaveEmbeddedServers(): Promise<void> {
  await Promise.allSettled([...inUse].map(async starting => (await starting).stop()))
}

async function start(options: EmbeddedServerOptions): Promise<EmbeddedServer & { stopped: Promise<void> }> {
  const { dataDir, log = () => {}, durable = true } = options
  const binaries = await findBinaries()
  try {
    const made = await mkdir(dataDir, { recursive: true })
    const folder = await realpath(dataDir)
    const cluster = clusterAt(join(folder, 'postgres'))
    const user = await findServerUser(cluster.home)
    if (user && made) await chmod(folder, 0o711)
    if (user) await requireReach(folder, binaries, user)
    const created = await ensureCluster(folder, cluster, binaries, user)
    if (created) log(`created a database in ${folder}`)
    const password = await readFile(cluster.password, 'utf8')
    const { port, attached, presence } = await run({ cluster, binaries, user, durable }, password)
    log(attached ? 'joined the running database server' : 'started the database server')
    const stopped = Promise.withResolvers<void>()
    let leaving: Promise<void> | undefined
    const leave = async () => {
      if (await presence.leave()) await stopPostmaster(cluster, binaries)
      await presence.close()
    }
    const stop = () => (leaving ??= leave().finally(stopped.resolve))
    const urlOf = (database: string) => superuserUrl(port, password, database)
    const programsOwn = programPassword(password)
    await ensureProgramDatabase(urlOf, programsOwn).catch(async error => {
      await stop()
      throw error
    })
    const url = `postgres://${PROGRAM_ROLE}:${programsOwn}@127.0.0.1:${port}/${DATABASE}`
    return { url, adminUrl: urlOf(DATABASE), attached, created, stop, stopped: stopped.promise }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['EEXIST', 'ENOTDIR'].includes(code))
      throw new UserError(
        'database-folder',
        `INTERSG_DATA_DIR names ${resolve(dataDir)}, which is not a folder.`,
      )
    throw ['EACCES', 'EPERM', 'EROFS'].includes(code)
      ? new UserError(
          'database-folder',
          `This user may not read and write ${resolve(dataDir)}: set INTERSG_DATA_DIR to a folder of its own, or DATABASE_URL to a PostgreSQL server.`,
        )
      : error
  }
}

const superuserUrl = (port: number, password: string, database: string) =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`

interface Installation {
  cluster: Cluster
  binaries: Binaries
  user: ServerUser | null
  durable: boolean
}

// One loop for all that may be found: no server, one that starts, runs or stops, one that another process starts in the
// same moment.
async function run(
  installation: Installation,
  password: string,
): Promise<{ port: number; attached: boolean; presence: Presence }> {
  const { cluster } = installation
  const deadline = performance.now() + START_TIMEOUT_MS
  let child: Awaited<ReturnType<typeof launchPostmaster>> | undefined
  let launches = 0
  while (performance.now() < deadline) {
    const server = await findPostmaster(cluster)
    if (server?.ready) {
      const { port } = server
      const presence = await joinServer(superuserUrl(port, password, 'postgres'), () =>
        restart(installation, port),
      )
      if (presence) return { port, attached: server.pid !== child?.pid, presence }
    }
    const ours = child && child.exitCode === null && child.signalCode === null && child.pid !== undefined
    if (!server && !ours) {
      // Several attempts cover a port that another process took between our check and the start. The processes of a
      // killed server end without us, but take their time.
      if (launches >= MAX_LAUNCHES && !(await isMemoryInUse(cluster))) break
      if (launches > 0) await sleep(POLL_INTERVAL_MS * 4)
      launches++
      child = await launchPostmaster(installation)
    }
    await sleep(POLL_INTERVAL_MS)
  }
  const end = await readEndOfLog(cluster)
  throw new Error(`The database server did not start; the end of ${cluster.log} says:\n${end}`)
}

/** Whether the processes of a killed server still hold its memory. */
const isMemoryInUse = async (cluster: Cluster): Promise<boolean> =>
  /shared memory block .* is still in use/.test(await readEndOfLog(cluster))

const readEndOfLog = async (cluster: Cluster): Promise<string> =>
  (await readFile(cluster.log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n')

/** Starts a server that died while we use it, on the port where our connections look for it. */
async function restart(installation: Installation, port: number): Promise<void> {
  const { cluster } = installation
  if (await findPostmaster(cluster)) return
  const child = await launchPostmaster(installation, port)
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if ((await findPostmaster(cluster))?.ready) return
    await sleep(POLL_INTERVAL_MS)
  }
}

async function requireReach(folder: string, binaries: Binaries, user: ServerUser): Promise<void> {
  const refuse = (path: string, barrier: string, remedy: string) =>
    new UserError(
      'database-folder',
      `PostgreSQL refuses to run as root, and the user ${user.name}, as whom it would run, may not enter ${barrier} on the way to ${path}: ${remedy}, or set DATABASE_URL to a PostgreSQL server.`,
    )
  const data = await findBarrier(folder, user)
  if (data)
    throw refuse(folder, data, 'set INTERSG_DATA_DIR to a folder it may enter, such as /var/lib/intersg')
  const programs = await findBarrier(await realpath(binaries.folder), user)
  if (programs) {
    const remedy =
      'move the program to a folder it may enter (INTERSG_DATA_DIR moves the data alone), run as another user'
    throw refuse(binaries.folder, programs, remedy)
  }
}
