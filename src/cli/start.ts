/** Configuration → database → core → bots → scheduler; stops in reverse. */

import { startProgram } from '../bootstrap.ts'
import { findSecrets, readConfig } from '../config.ts'
import { createRedactor } from '../redact.ts'
import { errorWords, fail, onCrash, onSignals, openLog, say } from './process.ts'

/** Ends when the program is stopped, or can't start. */
export async function run(): Promise<never> {
  const read = readConfig(process.env)
  if ('faults' in read)
    fail(['intersg can not start with this environment:', ...read.faults.map(f => `- ${f}`)].join('\n'))

  const hide = createRedactor(findSecrets(read.config))
  onCrash(hide)
  const log = openLog(read.config.logLevel, hide)
  const starting = startProgram(read.config, log, say)
  // A signal during the start holds once it is complete: a server started halfway would be left behind.
  const stop = () => starting.then(program => program.stop())
  onSignals(() => void stop().catch(() => {}))
  // Whoever read our answers has gone, as in `npm start | head`.
  process.stdout.on('error', () => void stop())
  const program = await starting.catch(error => fail(hide(errorWords(error))))
  const failed = await program.ended.catch(error => {
    say(hide(errorWords(error)))
    return true
  })
  await program.stop()
  // Sockets of the platforms may linger; everything of ours has been closed.
  process.exit(failed ? 1 : 0)
}
