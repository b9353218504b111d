/** The processes: started, killed, stopped in order. One that has loaded already waits for the next start. */
import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FlowingClock } from './clock.ts'
import type { Finished, Instruction, Report, Setting } from './instance.ts'

/** Compiled code shared by all processes: it halves the cost of a start. */
const CACHE = join(tmpdir(), 'intersg-chaos-cache')

/** A request that hangs takes 1.5 s, and an attempt makes up to three; a process that takes longer is asked again. */
const FINISH_MS = 5_000

export interface Instance {
  readonly process: ChildProcess
  state: 'loading' | 'loaded' | 'starting' | 'up' | 'stopping' | 'gone'
}

export interface Fleet {
  /** Processes that take commands. */
  up(): Instance[]
  /** Processes that were started and have not ended. */
  running(): Instance[]
  start(): void
  kill(instance: Instance): void
  /** Stops it in order, as an update does; resolves when it has ended. */
  stop(instance: Instance): Promise<void>
  jump(): void
  /** Lets every process that is up finish what it can do now, and returns their reports; those that do not answer are left out. */
  finish(): Promise<Finished[]>
  /** Resolves at the next change of anything here. */
  changed(): Promise<void>
  close(): Promise<void>
  /** The process that last sent on a platform, and the one that executed an account's last command. */
  readonly leaders: Map<string, Instance>
  readonly desks: Map<string, Instance>
  /** Times in which no process was up, on the simulated clock. */
  readonly outages: { from: number; to: number }[]
  /** Processes that ended without being killed, with the last lines of their log. */
  readonly crashed: string[]
  /** `failedStarts`: processes that ended while they were starting, as when the database connection breaks then. */
  readonly counts: { started: number; killed: number; stopped: number; failedStarts: number }
  onReport: (report: Report, instance: Instance) => void
}

export function createFleet(clock: FlowingClock, setting: () => Omit<Setting, 'clock'>): Fleet {
  const all = new Set<Instance>()
  const expected = new WeakSet<Instance>()
  const said = new WeakMap<Instance, string[]>()
  const wakers: (() => void)[] = []
  let down: number | undefined = clock.ms()
  const questions = new Map<number, (answer: Finished) => void>()
  let asked = 0
  let wanted = 0
  let closing = false

  const wake = () => {
    for (const waker of wakers.splice(0)) waker()
  }
  const order = ({ process }: Instance, what: Instruction) =>
    void (process.connected && process.send(what, () => {}))
  const some = (...states: Instance['state'][]) => [...all].filter(i => states.includes(i.state))

  const fleet: Fleet = {
    up: () => some('up'),
    running: () => some('starting', 'up'),
    leaders: new Map(),
    desks: new Map(),
    outages: [],
    crashed: [],
    counts: { started: 0, killed: 0, stopped: 0, failedStarts: 0 },
    onReport: () => {},
    start() {
      wanted += 1
      serve()
    },
    kill(instance) {
      if (instance.state === 'gone') return
      expected.add(instance)
      instance.process.kill('SIGKILL')
      gone(instance)
      fleet.counts.killed += 1
    },
    async stop(instance) {
      expected.add(instance)
      instance.state = 'stopping'
      look()
      instance.process.kill('SIGTERM')
      fleet.counts.stopped += 1
      while (instance.state === 'stopping') await fleet.changed()
    },
    jump() {
      for (const instance of some('starting', 'up', 'stopping'))
        order(instance, { do: 'jump', to: clock.last })
    },
    async finish() {
      const answers: Finished[] = []
      const asking = fleet.up().map(instance => {
        const id = ++asked
        const { promise, resolve } = Promise.withResolvers<void>()
        questions.set(id, answer => {
          answers.push(answer)
          resolve()
        })
        order(instance, { do: 'finish', id })
        return promise
      })
      await Promise.race([Promise.all(asking), fleet.changed(), sleep(FINISH_MS)])
      questions.clear()
      return [...answers]
    },
    changed: () => new Promise(resolve => wakers.push(resolve)),
    async close() {
      closing = true
      for (const instance of some('loading', 'loaded', 'starting')) {
        expected.add(instance)
        instance.process.kill('SIGKILL')
      }
      await Promise.all(fleet.up().map(i => fleet.stop(i)))
    },
  }

  /** Notes the beginning and the end of outages. */
  function look(): void {
    const isUp = fleet.up().length > 0
    if (!isUp) down ??= clock.ms()
    else if (down !== undefined) {
      fleet.outages.push({ from: down, to: clock.ms() })
      down = undefined
    }
    wake()
  }

  function gone(instance: Instance): void {
    if (instance.state === 'gone') return
    instance.state = 'gone'
    all.delete(instance)
    look()
  }

  function load(): void {
    const process = fork(new URL('instance.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...globalThis.process.env, NODE_COMPILE_CACHE: CACHE },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const instance: Instance = { process, state: 'loading' }
    const lines: string[] = []
    said.set(instance, lines)
    all.add(instance)
    process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      lines.push(text)
      if (lines.length > 20) lines.shift()
    })
    process.on('message', (report: Report) => hear(report, instance))
    process.on('error', () => {})
    process.on('exit', code => {
      if (!expected.has(instance) && !closing) {
        if (instance.state !== 'up') fleet.counts.failedStarts += 1
        else fleet.crashed.push(`ended by itself with ${code}: ${lines.join('').slice(-2000)}`)
        wanted += 1
      }
      gone(instance)
      serve()
    })
  }

  function hear(report: Report, instance: Instance): void {
    if (instance.state === 'gone') return
    if (report.is === 'loaded') instance.state = 'loaded'
    if (report.is === 'ready' && instance.state === 'starting') instance.state = 'up'
    if (report.is === 'speaking') fleet.leaders.set(report.on, instance)
    if (report.is === 'executing') fleet.desks.set(report.account, instance)
    if (report.is === 'finished') questions.get(report.id)?.(report)
    if (report.is === 'loaded') serve()
    if (report.is === 'ready') look()
    fleet.onReport(report, instance)
  }

  function serve(): void {
    if (closing) return
    for (const instance of some('loaded')) {
      if (wanted === 0) break
      wanted -= 1
      instance.state = 'starting'
      fleet.counts.started += 1
      order(instance, { do: 'start', with: { ...setting(), clock: clock.last } })
    }
    while (some('loading', 'loaded').length < wanted + 1) load()
    wake()
  }

  serve()
  return fleet
}
