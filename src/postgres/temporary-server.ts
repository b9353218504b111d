/** Embedded servers that leave nothing behind: for tests and for writing migrations. */
import { chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { clusterAt } from './cluster.ts'
import { startEmbedded } from './embedded-server.ts'
import { isAlive, stopPostmaster } from './postmaster.ts'

export interface TemporaryServer {
  /** As the superuser, who may create databases. */
  url: string
  /** The same database as the program's role. */
  programUrl: string
  stop(): Promise<void>
}

/** A file system in memory: creating a database, which is four hundred files, takes a thirtieth of the time there. */
const MEMORY = '/dev/shm'
const MIN_FREE_BYTES = 2 ** 30

/**
 * Creates a folder that the server's user can enter, too: in memory where there is room, else, or when what is measured must
 * reach the disk, below the system's temporary one.
 */
export async function temporaryFolder(place: 'memory' | 'disk' = 'memory'): Promise<string> {
  const parent = place === 'memory' && (await hasRoom(MEMORY)) ? MEMORY : tmpdir()
  const folder = await mkdtemp(join(parent, `intersg-${process.pid}-`))
  await chmod(folder, 0o711)
  return folder
}

/** Starts a server; its folder is removed when it stops. */
export async function startTemporary(): Promise<TemporaryServer> {
  await removeAbandoned()
  const folder = await temporaryFolder()
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const { url, adminUrl, stop } = await startEmbedded({ dataDir: folder, durable: false })
    return { url: adminUrl, programUrl: url, stop: () => stop().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

const hasRoom = (folder: string): Promise<boolean> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize >= MIN_FREE_BYTES,
    () => false,
  )

/** Stops and removes the servers of processes that were killed before they could do so. */
async function removeAbandoned(): Promise<void> {
  for (const folder of [...(await findAbandoned(MEMORY)), ...(await findAbandoned(tmpdir()))]) {
    await stopPostmaster(clusterAt(join(folder, 'postgres')), await findBinaries()).catch(() => {})
    await rm(folder, { recursive: true, force: true }).catch(() => {}) // another user's: theirs to remove
  }
}

async function findAbandoned(parent: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => [])
  return names
    .filter(name => /^intersg-\d+-\w+$/.test(name) && !isAlive(Number(name.split('-')[1])))
    .map(name => join(parent, name))
}
