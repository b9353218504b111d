/** The processes: started, killed, stopped in order; one that has loaded already stands ready for the next start. */
import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FlowingClock } from './clock.ts'
import type { Finished, Order, Setting, Word } from './instance.ts'

/** What the first process has compiled the others need not: half of what a start costs. */
const CACHE = join(tmpdir(), 'intersg-chaos-cache')

/** A request that hangs takes 1.5 s, an attempt up to three of them; who takes longer is asked again. */
const FINISH_MS = 5_000

export interface Instance {
  readonly process: ChildProcess
  state: 'loading' | 'loaded' | 'starting' | 'up' | 'stopping' | 'gone'
}

export interface Fleet {
  /** Those that answer. */
  up(): Instance[]
  /** Those that were started and have not ended. */
  running(): Instance[]
  start(): void
  kill(instance: Instance): void
  /** Stops it in order, as a new version does; resolves when it has ended. */
  stop(instance: Instance): Promise<void>
  jump(): void
  /** Everything that can be done now is done: what each instance that is up says then. Those that do not answer are left out. */
  finish(): Promise<Finished[]>
  /** Resolves at the next change of anything here. */
  changed(): Promise<void>
  close(): Promise<void>
  /** Who spoke last on a platform, and who carried out somebody's last command. */
  readonly speakers: Map<string, Instance>
  readonly desks: Map<string, Instance>
  /** Times in which nobody was up, on the simulated clock. */
  readonly outages: { from: number; to: number }[]
  /** Processes that ended though nobody killed them, with their last words. */
  readonly fallen: string[]
  /** `unstarted`: that gave up while they were starting, as where the database breaks off then. */
  readonly counts: { started: number; killed: number; stopped: number; unstarted: number }
  onWord: (word: Word, instance: Instance) => void
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
  const order = ({ process }: Instance, what: Order) =>
    void (process.connected && process.send(what, () => {}))
  const some = (...states: Instance['state'][]) => [...all].filter(i => states.includes(i.state))

  const fleet: Fleet = {
    up: () => some('up'),
    running: () => some('starting', 'up'),
    speakers: new Map(),
    desks: new Map(),
    outages: [],
    fallen: [],
    counts: { started: 0, killed: 0, stopped: 0, unstarted: 0 },
    onWord: () => {},
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

  /** Somebody was up and nobody is, or the other way round. */
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
    process.on('message', (word: Word) => hear(word, instance))
    process.on('error', () => {})
    process.on('exit', code => {
      if (!expected.has(instance) && !closing) {
        if (instance.state !== 'up') fleet.counts.unstarted += 1
        else fleet.fallen.push(`ended by itself with ${code}: ${lines.join('').slice(-2000)}`)
        wanted += 1
      }
      gone(instance)
      serve()
    })
  }

  function hear(word: Word, instance: Instance): void {
    if (instance.state === 'gone') return
    if (word.is === 'loaded') instance.state = 'loaded'
    if (word.is === 'ready' && instance.state === 'starting') instance.state = 'up'
    if (word.is === 'speaking') fleet.speakers.set(word.on, instance)
    if (word.is === 'executing') fleet.desks.set(word.account, instance)
    if (word.is === 'finished') questions.get(word.id)?.(word)
    if (word.is === 'loaded') serve()
    if (word.is === 'ready') look()
    fleet.onWord(word, instance)
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
