/** Embedded servers that leave nothing behind: for tests and for writing migrations. */
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
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

/** Creates a folder in the system's temporary one which the server's user can enter, too. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `intersg-${process.pid}-`))
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

/** Stops and removes the servers of processes that were killed before they could do so. */
async function removeAbandoned(): Promise<void> {
  const names = await readdir(tmpdir())
  const left = names.filter(name => /^intersg-\d+-\w+$/.test(name) && !isAlive(Number(name.split('-')[1])))
  for (const folder of left.map(name => join(tmpdir(), name))) {
    await stopPostmaster(clusterAt(join(folder, 'postgres')), await findBinaries()).catch(() => {})
    await rm(folder, { recursive: true, force: true }).catch(() => {}) // another user's: theirs to remove
  }
}
