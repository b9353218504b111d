import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export interface OtherProcess {
  url: string
  attached: boolean
  created: boolean
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts the server of `folder` from another process. */
export async function startElsewhere(folder: string): Promise<OtherProcess> {
  const script = fileURLToPath(new URL('child.ts', import.meta.url))
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exit.then(([code]) => Promise.reject(new Error(`the other process ended with ${code}`))),
  ])) as [string]
  return {
    ...JSON.parse(line),
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
    async stop() {
      child.stdin.write('stop\n')
      await exit
    },
  }
}

/** The first value of the first row; of several statements, of the last. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    const results = [await client.query({ text: sql, rowMode: 'array' })].flat()
    return results.at(-1)?.rows[0]?.[0]
  } finally {
    await client.end()
  }
}

export const answers = (url: string): Promise<boolean> =>
  ask(url, 'SELECT 1').then(
    () => true,
    () => false,
  )
