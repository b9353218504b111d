/** `npm run backup -- folder`: copies the embedded server's data, whether the program runs or not. */
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import { clusterAt } from '../postgres/cluster.ts'
import { startEmbedded } from '../postgres/embedded-server.ts'
import { copyOnline } from '../postgres/online-backup.ts'
import { runCommandLine } from './command-line.ts'

const refuse = (sentence: string) => new UserError('backup', sentence)

await runCommandLine(process.env, async ({ config: { databaseUrl, dataDir }, say }) => {
  const [folder, ...more] = process.argv.slice(2)
  if (folder === undefined || more.length > 0) throw refuse('Usage: npm run backup -- /backups/2026-11-20')
  if (databaseUrl !== undefined)
    throw refuse('DATABASE_URL is set: back up that server with its own tools, such as pg_dump.')
  const target = resolve(folder)
  if (existsSync(target)) throw refuse(`${target} already exists. Name a folder that doesn't exist yet.`)
  if (!existsSync(join(dataDir, 'postgres'))) throw refuse(`There is no database in ${resolve(dataDir)}.`)
  const server = await startEmbedded({ dataDir })
  try {
    await copyOnline(clusterAt(join(await realpath(dataDir), 'postgres')), server.adminUrl, target)
  } finally {
    await server.stop()
  }
  say(`Copied to ${target}.`)
  return 0
})
