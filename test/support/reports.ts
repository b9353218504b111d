/** The two real reports, for the tables of truth. They are no part of the project: where they are missing, their tests are skipped. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Beside the repository, or where INTERSG_REPORTS says. */
const FOLDER = process.env.INTERSG_REPORTS ?? join(import.meta.dirname, '../../../shared/reports')

const FILES = {
  'report-2026': '2026-01-wp2-report-TD164R3.txt',
  'agenda-2024': '2024-07-wp2-opening-agenda-TD511.txt',
} as const
export type RealReport = keyof typeof FILES

/** The text of a report; undefined when it isn't here. */
export function readReport(report: RealReport): string | undefined {
  const path = join(FOLDER, FILES[report])
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** Why a test of a report is skipped. */
export const MISSING = `the reports are not in ${FOLDER}; INTERSG_REPORTS names another folder`
