/** One job for one worker, within its limits. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'

export interface WorkerLimits {
  timeLimitMs: number
  /** The limit of its heap. */
  memoryLimitMb: number
  /** The sentence for a job that takes too long. */
  tooLong: string
  tooMuchMemory: string
}

/** Runs a worker on a job until its one answer; the worker ends with it, or with its limits. */
export async function askWorker<Answer>(
  file: URL,
  job: object,
  { timeLimitMs, memoryLimitMb, tooLong, tooMuchMemory }: WorkerLimits,
  transferList: readonly ArrayBuffer[] = [],
): Promise<Answer> {
  const worker = new Worker(file, {
    workerData: job,
    transferList: [...transferList],
    // A hostile document that took over the worker would find no secrets in its environment.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 32 },
  })
  const timer = new AbortController()
  try {
    return await Promise.race([
      receiveAnswer<Answer>(worker, tooMuchMemory),
      sleep(timeLimitMs, undefined, { signal: timer.signal }).then((): never => {
        throw new UserError('took-too-long', tooLong)
      }),
    ])
  } finally {
    timer.abort()
    await worker.terminate()
  }
}

/** The worker's only message. A fault of the job is turned into a sentence; other faults come as they are. */
const receiveAnswer = <Answer>(worker: Worker, tooMuchMemory: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', (fault: NodeJS.ErrnoException) =>
      reject(
        fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UserError('too-much-memory', tooMuchMemory) : fault,
      ),
    )
    worker.once('exit', code => reject(new Error(`a worker ended with ${code} before it answered`)))
  })
