// npm run fuzz [-- <runs> [<seed>]]   hostile text in every way in, longer than in `npm test`; prints the seed, and the
// longest stalls of the program
import { spawnSync } from 'node:child_process'

const [runs = '20000', seed = String(Math.floor(Math.random() * 2 ** 31))] = process.argv.slice(2)
console.log(`seed ${seed}, ${runs} runs`)
const { status } = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    'test/core/fuzz.test.ts',
    'test/bots/slack/fuzz.test.ts',
    'test/core/linear-time.test.ts',
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, INTERSG_FUZZ: `${seed} ${runs}` },
  },
)
process.exitCode = status ?? 1
