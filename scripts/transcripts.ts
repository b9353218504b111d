/**
 * Writes what the program says into README.md: below each line of a console block that begins with "$ ", the
 * output of that command, as somebody sees it who starts from nothing.
 */
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { temporaryFolder } from '../src/postgres/temporary-server.ts'

export const README = new URL('../README.md', import.meta.url)
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The document with the output of its commands as it is now. */
export async function transcribed(document: string): Promise<string> {
  const parts = document.split(/(?<=^```console\n)([\s\S]*?)(?=^```$)/m)
  const written = await Promise.all(parts.map((part, i) => (i % 2 === 1 ? transcript(part) : part)))
  return written.join('')
}

async function transcript(block: string): Promise<string> {
  const commands = block.split('\n').filter(line => line.startsWith('$ '))
  const told: string[] = []
  for (const line of commands) told.push(`${line}\n${await outputOf(line.slice(2))}`)
  return told.join('')
}

/**
 * The output of a command, standard output and errors as they come. `npm start` is run in a folder of its own, for a
 * first start.
 */
async function outputOf(command: string): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const script = (name: string) => scripts[name].replace(/ src\//, ` ${ROOT}src/`)
  const here = command.replace(/\bnpm (?:run )?(start|demo)(?: --silent)?/g, (_, name: string) =>
    script(name),
  )
  const folder = await temporaryFolder()
  const PATH = [join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  try {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `{ ${here}\n} 2>&1`], {
      cwd: folder,
      env: { PATH },
    })
    return stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await writeFile(README, await transcribed(await readFile(README, 'utf8')))
