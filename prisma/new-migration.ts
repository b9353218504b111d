// npm run migration -- <name>    writes what schema.prisma has beyond the migrations as a new migration
// npm run migration -- --reset   writes the first migration anew from schema.prisma (before the first release only)
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MIGRATIONS } from '../src/core/database/migrations.ts'
import { startTemporary } from '../src/postgres/temporary-server.ts'
import { schemaDiff } from './schema-diff.ts'

const FIRST = '20260101000000_first'

async function main(name: string | undefined): Promise<string> {
  if (!name || !/^(--reset|[a-z0-9_]+)$/.test(name))
    return 'usage: npm run migration -- <lower_case_name> | --reset'
  const schema = await readFile(new URL('schema.prisma', import.meta.url), 'utf8')
  const server = await startTemporary()
  try {
    const reset = name === '--reset'
    const sql = await schemaDiff(server.url, schema, reset ? 'empty' : 'migrations')
    if (sql === '') return 'schema.prisma and the migrations agree: nothing to write'
    const folder = join(MIGRATIONS, reset ? FIRST : `${timestamp()}_${name}`)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'migration.sql'), sql)
    return `wrote ${folder}/migration.sql; read it before you commit it`
  } finally {
    await server.stop()
  }
}

const timestamp = () => Temporal.Now.instant().toString({ smallestUnit: 'second' }).replaceAll(/\D/g, '')

console.log(await main(process.argv[2]))
