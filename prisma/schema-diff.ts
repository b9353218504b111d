import { FILTERS, migrationList } from '../src/core/database/migrations.ts'
import { inOneTransaction } from '../src/core/database/one-transaction.ts'
import { openSchemaEngine } from '../src/core/database/schema-engine.ts'
import { createScratchDatabase } from '../src/postgres/scratch.ts'

/**
 * The SQL that leads from nothing, or from the migrations, to `schema` (the text of schema.prisma); '' if there is
 * no difference. The migrations are played on a scratch database of the server at `url`.
 */
export async function schemaDiff(url: string, schema: string, from: 'empty' | 'migrations'): Promise<string> {
  const scratch = await createScratchDatabase(url)
  try {
    return await inOneTransaction(scratch.url, async pool => {
      const engine = await openSchemaEngine(pool)
      const { stdout } = await engine.diff({
        from: from === 'empty' ? { tag: 'empty' } : { tag: 'migrations', ...(await migrationList()) },
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
