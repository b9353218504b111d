/**
 * The entry point of `npm start`. Compiled code is kept beside the libraries, if that folder is writable: the next start is
 * faster. This file is JavaScript, because for one file of TypeScript Node would load what strips its types.
 */
import * as module from 'node:module'
import { fileURLToPath } from 'node:url'

// The right Node is an optional package of npm's: it is missing on a platform without one, or after --omit=optional.
if (Number.parseInt(process.versions.node, 10) < 26) {
  process.stderr.write(
    `intersg needs Node 26 or later, and this is ${process.versions.node}: run npm ci, or install Node 26.\n`,
  )
  process.exit(1)
}
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
const { run } = await import('./cli/start.ts')
// Now, and not at the end, which may be sudden.
module.flushCompileCache()
await run()
