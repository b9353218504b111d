import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'

/**
 * Opens Prisma's own schema engine on `pool`, which has one connection with a transaction open on it. Comparing with
 * migrations applies them there, so the database must be empty then.
 */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  loaded ??= load()
  const { SchemaEngine } = await loaded
  const factory = new WholeScriptAdapter(pool)
  return SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}

// Prisma's adapter cuts a script at each semicolon, which breaks every function body, and drops its shadow database
// while connections to it are open. This one sends a script whole and uses the same connection as shadow database.
class WholeScriptAdapter extends PrismaPg {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super(pool)
    this.#pool = pool
  }

  override connect = async () => sendScriptsWhole(await new PrismaPg(this.#pool).connect(), this.#pool)
  override connectToShadowDb = this.connect
}

function sendScriptsWhole<Adapter extends SqlDriverAdapter>(adapter: Adapter, pool: pg.Pool): Adapter {
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async query => {
    const [columns, restore] = retypeCharColumns(pool)
    const result = await queryRaw(query).finally(restore)
    for (const at of columns) result.columnTypes[at] = ColumnTypeEnum.Character
    return result
  }
  adapter.executeScript = async script => {
    await pool.query('SAVEPOINT script')
    try {
      await pool.query(script)
    } catch (fault) {
      // Otherwise the engine could not record, and then report, which migration failed.
      await pool.query('ROLLBACK TO SAVEPOINT script')
      throw toAdapterError(fault as pg.DatabaseError)
    }
  }
  return adapter
}

// The engine reports the server's message only for errors in this form; for others it shows a number.
const toAdapterError = (error: pg.DatabaseError) => {
  const { code = 'XX000', severity = 'ERROR', message, detail, column, hint } = error
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint })
}

// The engine reads PostgreSQL's catalogue, whose internal type "char" the adapter doesn't know. The adapter sees
// "text", and the engine the original type. (Prisma's own command has a native driver, which knows it.)
const CHAR = 18
const TEXT = 25

function retypeCharColumns(pool: pg.Pool): [number[], () => void] {
  const columns: number[] = []
  const query = pool.query as (...given: unknown[]) => Promise<pg.QueryArrayResult>
  const retyped = async (...given: unknown[]) => {
    const result = await query.apply(pool, given)
    result.fields.forEach((field, at) => {
      if (field.dataTypeID !== CHAR) return
      field.dataTypeID = TEXT
      columns.push(at)
    })
    return result
  }
  Object.assign(pool, { query: retyped })
  return [columns, () => void Object.assign(pool, { query })]
}

// The engine never clears the timer of its advisory lock, which would keep the process alive for ten seconds.
const createImports = () =>
  Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) =>
      name.startsWith('__wbg_setTimeout_')
        ? [name, (work: () => void, delay: number) => setTimeout(work, delay).unref()]
        : [name, binding],
    ),
  )

// The engine calls this when it panics; without it the process would end with a TypeError that hides the reason.
function reportPanic(message: string): never {
  throw new Error(`Prisma's schema engine failed: ${message}`)
}

// Neither the "esnext" library nor @types/node declares it, and "dom" would bring all the browser's names.
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>
  instantiate(module: object, imports: object): Promise<{ exports: Record<string, unknown> }>
}

// Loaded once: the bindings know one instance, and a second would replace the memory of engines of the first.
let loaded: Promise<typeof bindings> | undefined

// Instantiated by hand: importing a .wasm file as a module prints an experimental warning.
async function load(): Promise<typeof bindings> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } })
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = await WebAssembly.compile(await readFile(script.replace(/js$/, 'wasm')))
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': createImports() })
  const start = instance.exports.__wbindgen_start as () => void
  bindings.__wbg_set_wasm(instance.exports)
  start()
  return bindings
}
