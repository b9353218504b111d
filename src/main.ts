/** Configuration → database → core → bots → scheduler; stops in reverse. */

import { readConfig } from './config.ts'
import { fail, onSignals, openLog, say } from './process.ts'
import { startProgram } from './program.ts'

const read = readConfig(process.env)
if ('faults' in read)
  fail(['intersg can not start with this environment:', ...read.faults.map(f => `- ${f}`)].join('\n'))

const log = openLog(read.config.logLevel)
const program = await startProgram(read.config, log, say).catch(error => fail(error))
onSignals(() => void program.stop())
process.exitCode = (await program.ended) ? 1 : 0
await program.stop()
// Sockets of the platforms may linger; everything of ours has been closed.
process.exit()
