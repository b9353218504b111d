/** `npm start`: starts the program and waits for its end. */
import { startProgram } from '../bootstrap.ts'
import { runCommandLine } from './command-line.ts'

export const run = (): Promise<never> =>
  runCommandLine(process.env, async ({ config, log, stop, say }) => {
    const starting = startProgram(config, log, say)
    // A signal during the start takes effect when it is complete: half a start can't be stopped in order. A stop that
    // fails ends the process by `ended`.
    stop.addEventListener('abort', () => void starting.then(program => program.stop()).catch(() => {}))
    const program = await starting
    try {
      return (await program.ended) ? 1 : 0
    } finally {
      await program.stop()
    }
  })
