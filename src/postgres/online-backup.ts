/** A copy of an embedded cluster while its server runs, as PostgreSQL's manual describes it ("Low Level API" of base backups). */
import { chown, copyFile, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import { type Cluster, clusterAt } from './cluster.ts'

/** Folders copied without their files, which belong to the running server or are created again at a start. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const OMITTED = new Set(['postmaster.pid', 'postmaster.opts'])

/**
 * Copies `cluster`, whose server has the superuser's address `url`, to the folder `target`, which must not exist yet. A
 * server started on the copy has everything that was committed before this resolves.
 */
export async function copyOnline(cluster: Cluster, url: string, target: string): Promise<void> {
  // It gets its name when it is complete, so that a broken-off copy isn't taken for one.
  const copy = clusterAt(`${target}.part`)
  await mkdir(copy.home, { mode: 0o700 })
  const client = new pg.Client({ connectionString: url, application_name: 'intersg backup' })
  await client.connect()
  try {
    // Until this session ends, the server keeps the log that the copy needs.
    await client.query(
      "SELECT pg_create_physical_replication_slot('intersg_backup_' || pg_backend_pid(), true, true)",
    )
    await client.query("SELECT pg_backup_start('intersg', fast => true)")
    await copyTree(cluster.data, copy.data, EMPTIED)
    await copyEntry(cluster.password, copy.password)
    const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)')
    const label = join(copy.data, 'backup_label')
    await writeFile(label, rows[0].labelfile, { mode: 0o600 })
    await copyOwner(cluster.data, label)
    await copyTree(join(cluster.data, 'pg_wal'), join(copy.data, 'pg_wal'))
    await copyOwner(cluster.home, copy.home)
    await rename(copy.home, target)
  } finally {
    await client.end()
  }
}

async function copyTree(from: string, to: string, emptied = new Set<string>()): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  await copyOwner(from, to)
  if (emptied.has(basename(from))) return
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    if (OMITTED.has(entry.name)) continue
    if (entry.isFile()) await copyEntry(source, join(to, entry.name))
    else if (entry.isDirectory()) await copyTree(source, join(to, entry.name), emptied)
  }
}

/** A file that the server removes meanwhile is not needed: its log knows. */
async function copyEntry(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to)
    await copyOwner(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** The server refuses a folder of another user. */
async function copyOwner(from: string, to: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(from)
  await chown(to, uid, gid)
}
