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

export type { SchemaEngine }

/**
 * Prisma's own schema engine on `pool`, which has one connection with a transaction open on it. Comparing with
 * migrations plays them there, so then the database must be empty.
 */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  loaded ??= load()
  const { SchemaEngine } = await loaded
  const factory = new ScriptsAsWritten(pool)
  return SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}

// The adapter's own way with a script is to cut it at each semicolon, which breaks every function body, and its
// shadow database is dropped while connections to it are open. So both are done here.
class ScriptsAsWritten extends PrismaPg {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super(pool)
    this.#pool = pool
  }

  override connect = async () => asWritten(await new PrismaPg(this.#pool).connect(), this.#pool)
  override connectToShadowDb = this.connect
}

function asWritten<Adapter extends SqlDriverAdapter>(adapter: Adapter, pool: pg.Pool): Adapter {
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async query => {
    const [columns, sent] = characterColumns(pool)
    const result = await queryRaw(query).finally(sent)
    for (const at of columns) result.columnTypes[at] = ColumnTypeEnum.Character
    return result
  }
  adapter.executeScript = async script => {
    await pool.query('SAVEPOINT script')
    try {
      await pool.query(script)
    } catch (fault) {
      // Or the engine could not note, and then say, which migration failed.
      await pool.query('ROLLBACK TO SAVEPOINT script')
      throw told(fault as pg.DatabaseError)
    }
  }
  return adapter
}

// The form in which the engine passes on what the server said; of other errors it keeps a number.
const told = ({ code = 'XX000', severity = 'ERROR', message, detail, column, hint }: pg.DatabaseError) =>
  new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint })

// The engine reads PostgreSQL's catalogue, whose internal type "char" the adapter doesn't know. The adapter is told
// "text" and the engine what it was. (Prisma's own command has a native driver, and so never met this.)
const CHAR = 18
const TEXT = 25

function characterColumns(pool: pg.Pool): [number[], () => void] {
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

// The engine never clears the timer of its advisory lock, which would keep a process alive for ten seconds.
const imports = () =>
  Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) =>
      name.startsWith('__wbg_setTimeout_')
        ? [name, (work: () => void, delay: number) => setTimeout(work, delay).unref()]
        : [name, binding],
    ),
  )

// The engine calls this when it panics; without it the process would end with a TypeError that hides the reason.
function tellPanic(message: string): never {
  throw new Error(`Prisma's schema engine failed: ${message}`)
}

// Neither the "esnext" library nor @types/node declares it, and "dom" would bring all the browser's names.
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>
  instantiate(module: object, imports: object): Promise<{ exports: Record<string, unknown> }>
}

// Once only: the bindings know one instance, and a second would pull the memory away from engines of the first.
let loaded: Promise<typeof bindings> | undefined

// Instantiated by hand: importing a .wasm file as a module prints an experimental warning.
async function load(): Promise<typeof bindings> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: tellPanic } })
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = await WebAssembly.compile(await readFile(script.replace(/js$/, 'wasm')))
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports() })
  const start = instance.exports.__wbindgen_start as () => void
  bindings.__wbg_set_wasm(instance.exports)
  start()
  return bindings
}
