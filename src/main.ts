/** What `npm start` runs. What was compiled is kept beside the libraries, if that may be written: the next start is faster. */
import { enableCompileCache, flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
await import('./program.ts')
// Now, and not at the end, which may be sudden.
flushCompileCache()
await import('./run.ts')
