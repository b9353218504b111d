import type { MigrationList } from '@prisma/schema-engine-wasm'
import { MIGRATIONS, migrationNames, readMigration } from '../src/core/database/migrations.ts'
import { createScratchDatabase } from '../src/postgres/scratch-database.ts'
import { inOneTransaction } from './one-transaction.ts'
import { openSchemaEngine } from './schema-engine.ts'

/** Entities that the engine should ignore: none. */
const FILTERS = { externalTables: [], externalEnums: [] }

/**
 * Returns the SQL that leads from nothing, or from the migrations, to `schema` (the text of schema.prisma); '' if
 * nothing differs. The migrations are applied to a scratch database of the server at `url`.
 */
export async function schemaDiff(url: string, schema: string, from: 'empty' | 'migrations'): Promise<string> {
  const scratch = await createScratchDatabase(url)
  try {
    return await inOneTransaction(scratch.url, async pool => {
      const engine = await openSchemaEngine(pool)
      const { stdout } = await engine.diff({
        from: from === 'empty' ? { tag: 'empty' } : { tag: 'migrations', ...(await readMigrations()) },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
        script: true,
        exitCode: null,
        filters: FILTERS,
      })
      const sql = stdout ?? ''
      return /^\s*(--.*\s*)*$/.test(sql) ? '' : sql
    })
  } finally {
    await scratch.drop()
  }
}

/** The migrations in the form that the schema engine takes. */
async function readMigrations(): Promise<MigrationList> {
  const names = await migrationNames()
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async name => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: await readMigration(MIGRATIONS, name) } as const,
        },
      })),
    ),
  }
}
