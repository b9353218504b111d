import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { ROOT } from '../process/program.ts'

// A process of its own: which refusals were given is read from V8, by places in the files as they stand.
it('docs/messages.md is what the program says, and has an example of every refusal; npm run docs:messages writes it', async () => {
  const check = ['--disable-warning=ExperimentalWarning', 'scripts/messages.ts', '--check', '--missed']
  const { stdout } = await promisify(execFile)(process.execPath, check, { cwd: ROOT })
  expect(stdout).toBe('')
})
