/** `npm run backup -- folder`: a copy of the bot's own server, while it runs or not. */
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { findSecrets, readConfig } from '../config.ts'
import { clusterAt } from '../postgres/cluster.ts'
import { startEmbedded } from '../postgres/embedded-server.ts'
import { copyOnline } from '../postgres/online-backup.ts'
import { createRedactor } from '../redact.ts'
import { errorWords, fail, onCrash, say } from './process.ts'

const read = readConfig(process.env)
if ('faults' in read)
  fail(['This environment can not be used:', ...read.faults.map(f => `- ${f}`)].join('\n'))
const { config } = read
const hide = createRedactor(findSecrets(config))
onCrash(hide)

const [folder, ...more] = process.argv.slice(2)
if (folder === undefined || more.length > 0) fail('Usage: npm run backup -- /backups/2026-11-20')
if (config.databaseUrl !== undefined)
  fail('DATABASE_URL is set: that server is backed up by its own means, such as pg_dump.')
const target = resolve(folder)
if (existsSync(target)) fail(`${target} is there already. Name a folder that is not.`)
if (!existsSync(join(config.dataDir, 'postgres'))) fail(`There is no database in ${resolve(config.dataDir)}.`)

const server = await startEmbedded({ dataDir: config.dataDir }).catch(error => fail(hide(errorWords(error))))
try {
  await copyOnline(clusterAt(join(await realpath(config.dataDir), 'postgres')), server.adminUrl, target)
  say(`Copied to ${target}.`)
} catch (error) {
  say(hide(errorWords(error)))
  process.exitCode = 1
} finally {
  await server.stop()
}
process.exit()
