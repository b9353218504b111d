/** The window of a real terminal is closed, made by `script` (util-linux), while the program serves a port. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAlive } from '../../src/postgres/postmaster.ts'
import { freePort, ROOT, removeFolder, serverRuns, startedFolder } from '../process/program.ts'

const HAS_SCRIPT = process.platform === 'linux' && hasScript()
if (!HAS_SCRIPT) console.warn('The program script is not installed: the tests with a terminal are skipped.')

function hasScript(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
  } catch {
    return false
  }
}

let folder: string
const sockets: Socket[] = []

beforeEach(async () => {
  ;({ folder } = await startedFolder())
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await removeFolder(folder)
})

/** Starts the program at a terminal of its own; `close` closes its window, after whatever `first` does. */
async function openWindow(port: number) {
  const log = join(folder, 'err')
  const start = join(folder, 'start.sh')
  const line = `exec "${process.execPath}" --disable-warning=ExperimentalWarning src/main.mjs 2>"${log}"`
  await writeFile(start, `echo "pid $$ of it"\n${line}\n`)
  const window = spawn('script', ['--quiet', '--return', '--command', `sh "${start}"`, '/dev/null'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, TERM: 'xterm', INTERSG_DATA_DIR: folder, PORT: String(port) },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let shown = ''
  window.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text))
  while (!shown.includes('TSB> ')) await once(window.stdout, 'data')
  const pid = Number(/pid (\d+) of it/.exec(shown)![1])
  return {
    pid,
    type: (keys: string) => window.stdin.write(keys),
    /** Nothing is left of a terminal program that is killed: its end of the terminal is closed, and the system hangs up. */
    close: () => window.kill('SIGKILL'),
    errors: () => readFile(log, 'utf8'),
  }
}

/** Connections as browsers and scanners leave them: silent, half a request, an answer and no next question. */
async function leaveOpen(port: number): Promise<void> {
  for (const text of ['', 'GET / HT', 'GET /calendar HTTP/1.1\r\nHost: x\r\n\r\n']) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {}) // cut at the stop
    await once(socket, 'connect')
    socket.write(text)
    sockets.push(socket)
  }
}

describe.skipIf(!HAS_SCRIPT)('the closed window of a terminal ends the program', () => {
  test.each([
    ['at the prompt', ''],
    ['at a question', '/sg issue raise\r'],
    ['in a long text', '/sg issue comment ISG-1\ror not\r'],
    ['in a command', '/sg meeting list\r'],
  ])('%s', async (_, keys) => {
    const port = await freePort()
    const window = await openWindow(port)
    await leaveOpen(port)
    window.type(keys)
    window.close()
    await expect.poll(() => isAlive(window.pid)).toBe(false)
    expect(await serverRuns(folder)).toBe(false)
    expect(await window.errors()).toBe(
      `Pages and calendars are served on port ${port}, at http://127.0.0.1:${port}.\n`,
    )
  })

  test('also when it is told first, and finds its terminal gone as it leaves', async () => {
    const port = await freePort()
    const window = await openWindow(port)
    await leaveOpen(port)
    process.kill(window.pid, 'SIGSTOP')
    window.close()
    process.kill(window.pid, 'SIGTERM')
    process.kill(window.pid, 'SIGCONT')
    await expect.poll(() => isAlive(window.pid)).toBe(false)
    expect(await serverRuns(folder)).toBe(false)
  })
})
