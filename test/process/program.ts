/** The program as people start it: a process of its own with an environment of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { clusterAt, SUPERUSER } from '../../src/postgres/cluster.ts'
import { findPostmaster } from '../../src/postgres/postmaster.ts'
import { temporaryFolder } from '../../src/postgres/temporary-server.ts'

export const ROOT = new URL('../..', import.meta.url).pathname

export type Environment = Record<string, string>

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

export interface Running {
  /** The output until now. */
  readonly out: string
  readonly err: string
  type(...lines: string[]): void
  /** Waits until standard output (or standard error) has it. */
  says(words: string | RegExp, where?: 'out' | 'err'): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Closes both its outputs, as a terminal does that is closed. */
  hangUp(): void
  /** Ends its input. */
  close(): void
  ended: Promise<Ended>
}

/** Starts `src/main.mjs` or another entry; nothing of this process's environment but its PATH reaches it. */
export function start(environment: Environment, entry = 'src/main.mjs'): Running {
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
    cwd: ROOT,
    // Far from Geneva: the machine's own zone must not matter.
    env: { PATH: process.env.PATH ?? '', TZ: 'Pacific/Auckland', ...environment },
  })
  const said = { out: '', err: '' }
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  // Input to a process that was killed is lost, as at a real terminal.
  child.stdin!.on('error', () => {})
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, ...said }))
  return {
    get out() {
      return said.out
    },
    get err() {
      return said.err
    },
    type: (...lines) => void child.stdin!.write(lines.map(line => `${line}\n`).join('')),
    async says(words, where = 'out') {
      const found = () => (typeof words === 'string' ? said[where].includes(words) : words.test(said[where]))
      const over = ended.then(() => 'over' as const)
      while (!found()) {
        const stream = where === 'out' ? child.stdout! : child.stderr!
        const came = await Promise.race([once(stream, 'data'), over])
        if (came === 'over' && !found())
          throw new Error(`it ended without saying ${words}:\n${said.out}\n${said.err}`)
      }
    },
    kill: signal => void child.kill(signal),
    hangUp() {
      child.stdout!.destroy()
      child.stderr!.destroy()
    },
    close: () => void child.stdin!.end(),
    ended,
  }
}

/** Starts it, types the lines, ends the input, waits. */
export async function run(environment: Environment, ...lines: string[]): Promise<Ended> {
  const program = start(environment)
  program.type(...lines)
  program.close()
  return program.ended
}

/** A data folder whose first start is over. */
interface Started {
  folder: string
  /** The output of the first start. */
  first: Ended
}

const started = new Map<string, Promise<Started>>()

/** One for each environment and worker, because a first start takes seconds. Never change it: use a copy. */
async function firstStart(environment: Environment): Promise<Started> {
  const folder = await temporaryFolder()
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return { folder, first: await run({ INTERSG_DATA_DIR: folder, ...environment }) }
}

/** A folder of the caller's own, as the first start left it with these settings. Remove it with `removeFolder`. */
export async function startedFolder(environment: Environment = {}): Promise<Started> {
  const key = JSON.stringify(environment)
  if (!started.has(key)) started.set(key, firstStart(environment))
  const { folder: original, first } = await started.get(key)!
  const folder = await temporaryFolder()
  // With its owner, who is the server's user.
  execFileSync('cp', ['-a', join(original, 'postgres'), folder])
  return { folder, first }
}

/** The superuser's address of the database of a folder whose server runs. */
export async function superuserUrl(folder: string): Promise<string> {
  const cluster = clusterAt(join(folder, 'postgres'))
  const server = await findPostmaster(cluster)
  const password = await readFile(cluster.password, 'utf8')
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${server!.port}/intersg`
}

/** A port of this machine at which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}

/** Whether the embedded server of a folder runs. */
export const serverRuns = async (folder: string): Promise<boolean> =>
  (await findPostmaster(clusterAt(join(folder, 'postgres')))) !== null

/** Stops what a test that failed left running, and removes the folder. */
export async function removeFolder(folder: string): Promise<void> {
  const server = await findPostmaster(clusterAt(join(folder, 'postgres')))
  if (server) process.kill(server.pid, 'SIGQUIT')
  while (await serverRuns(folder)) await sleep(5)
  await rm(folder, { recursive: true, force: true })
}
