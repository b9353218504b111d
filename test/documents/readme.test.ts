import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { README, transcribed } from '../../scripts/transcripts.ts'

test('what README.md shows of the program is what it says; npm run docs:readme writes it', async () => {
  const readme = await readFile(README, 'utf8')
  expect(readme).toContain('```console\n$ ')
  expect(await transcribed(readme)).toBe(readme)
})
