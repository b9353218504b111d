/**
 * What `npm start` runs. What was compiled is kept beside the libraries, if that may be written: the next start is faster.
 * This file alone is none of TypeScript, so that Node need not load what takes the types away.
 */
import { enableCompileCache, flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
const { run } = await import('./cli/start.ts')
// Now, and not at the end, which may be sudden.
flushCompileCache()
await run()
