/** Processes that are measured: the program as people start it, and its rivals. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = new URL('..', import.meta.url).pathname

export interface Child {
  pid: number
  /** The next line it prints. Throws when it ends first. */
  line(): Promise<string>
  /** Ends it; SIGKILL unless told otherwise. */
  end(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a file of this project; of this process's environment only the PATH reaches it. */
export function startChild(file: string, environment: Record<string, string>, flags: string[] = []): Child {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...flags, file],
    {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const lines: string[] = []
  let rest = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop()!
    lines.push(...parts)
  })
  const ended = once(child, 'close')
  return {
    pid: child.pid!,
    async line() {
      while (lines.length === 0) {
        await Promise.race([once(child.stdout!, 'data'), ended])
        if (child.exitCode !== null && lines.length === 0) throw new Error(`${file} ended unexpectedly`)
      }
      return lines.shift()!
    },
    async end(signal = 'SIGKILL') {
      child.kill(signal)
      await ended
    },
  }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Waits until somebody listens on the port. */
export async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    await sleep(2)
  }
}

/** Memory of a process that is in use (resident), in MB. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

/** Time of the processor that a process has used, in ms (Linux counts in 10 ms). */
export function processorTimeMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
