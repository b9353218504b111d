/** A Redis for the queue that needs one: where `redis-server` is installed. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { temporaryFolder } from '../src/postgres/temporary-server.ts'
import { freePort, listening } from './child.ts'

export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0

export interface Redis {
  url: string
  stop(): Promise<void>
}

/**
 * Starts an empty server. It confirms a write only when the data are on the disk, as the PostgreSQL of the others
 * does.
 */
export async function startRedis(): Promise<Redis> {
  const folder = await temporaryFolder('disk')
  const port = await freePort()
  const durable = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always']
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...durable],
    { stdio: 'ignore' },
  )
  await listening(port)
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'close')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
