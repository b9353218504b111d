import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { clusterAt } from './cluster.ts'
import { startEmbedded } from './embedded-server.ts'
import { alive, halt } from './postmaster.ts'

/** A folder below the system's temporary one which the server's user can enter, too. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `intersg-${process.pid}-`))
  await chmod(folder, 0o711)
  return folder
}

/** An embedded server that leaves nothing behind: for tests and for writing migrations. */
export async function startTemporary(): Promise<{ url: string; stop(): Promise<void> }> {
  await sweep()
  const folder = await temporaryFolder()
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const { url, stop } = await startEmbedded({ dataDir: folder, durable: false })
    return { url, stop: () => stop().finally(remove) }
  } catch (fault) {
    await remove()
    throw fault
  }
}

/** Stops and removes the servers of processes that were killed before they could. */
async function sweep(): Promise<void> {
  const names = await readdir(tmpdir())
  const left = names.filter(name => /^intersg-\d+-\w+$/.test(name) && !alive(Number(name.split('-')[1])))
  for (const folder of left.map(name => join(tmpdir(), name))) {
    await halt(clusterAt(join(folder, 'postgres')), await findBinaries()).catch(() => {})
    await rm(folder, { recursive: true, force: true }).catch(() => {}) // another user's: theirs to remove
  }
}
