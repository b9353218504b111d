/** A real PgBouncer before the test server, where the machine has one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findServerUser } from '../../src/postgres/server-user.ts'
import { temporaryFolder } from '../../src/postgres/temporary-server.ts'

/** Its executable; undefined where it isn't installed (Debian: `apt-get install pgbouncer`). */
export const PGBOUNCER = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  .map(folder => join(folder, 'pgbouncer'))
  .find(path => existsSync(path))

export interface Pooler {
  /** The address of the database through the pooler. */
  url: string
  stop(): Promise<void>
}

/** Starts one with its defaults, apart from the mode and what `settings` says, for the database at `url`. */
export async function startPgBouncer(
  url: string,
  mode: 'session' | 'transaction' | 'statement',
  settings: Record<string, string | number> = {},
): Promise<Pooler> {
  const { hostname, port: serverPort, username, password, pathname } = new URL(url)
  const database = pathname.slice(1)
  const folder = await temporaryFolder()
  const port = await freePort()
  const users = join(folder, 'users.txt')
  const configuration = join(folder, 'pgbouncer.ini')
  await writeFile(users, `"${username}" "${password}"\n`)
  const lines = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'plain',
    auth_file: users,
    pool_mode: mode,
    ...settings,
  }
  await writeFile(
    configuration,
    [
      '[databases]',
      `${database} = host=${hostname} port=${serverPort} user=${username} password=${password}`,
      '[pgbouncer]',
      ...Object.entries(lines).map(([name, value]) => `${name} = ${value}`),
    ].join('\n'),
  )
  // It refuses to run as root, as PostgreSQL does.
  const user = await findServerUser(folder)
  if (user) for (const path of [folder, users, configuration]) chownSync(path, user.uid, user.gid)
  const child = spawn(PGBOUNCER!, ['--quiet', configuration], {
    stdio: 'ignore',
    ...(user && { uid: user.uid, gid: user.gid }),
  })
  const exited = once(child, 'exit')
  const pooler: Pooler = {
    url: `postgres://${username}:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      child.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
  while (!(await accepts(pooler.url))) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended with ${child.exitCode}`)
    await sleep(20)
  }
  return pooler
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  return client
    .connect()
    .then(() => true)
    .catch(() => false)
    .finally(() => client.end().catch(() => {}))
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
