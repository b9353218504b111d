import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Real reports lie beside the repository where they are at hand, or where INTERSG_REPORTS says. */
const FOLDER = process.env.INTERSG_REPORTS ?? join(import.meta.dirname, '../../../../shared/reports')

/** The text of a report, or undefined where it isn't at hand. */
export function findReport(name: string): string | undefined {
  const file = join(FOLDER, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
