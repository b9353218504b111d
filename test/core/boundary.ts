/** Things that the sources of the core must not do, and the places where they do. */
import { posix } from 'node:path'

interface Fence {
  breaks: RegExp
  why: string
  /** Files, below src/core, to which it does not apply. */
  except?: RegExp
}

const importing = (from: string) => new RegExp(`(?:from|import|require)\\s*\\(?\\s*['"\`]${from}`)

const FENCES: Fence[] = [
  { breaks: importing('(?:@slack/|discord\\.js|@discordjs/|discord-api-types)'), why: 'imports a platform' },
  { breaks: importing('node-cron'), why: 'imports a timer' },
  {
    breaks: /\bnew\s+Date\s*\(\s*\)|\bDate\s*\.\s*(?:now|parse)\b|\bTemporal\s*\.\s*Now\b/,
    why: 'asks the machine for the time',
  },
  { breaks: /\bnew\s+Date\s*\(\s*[^\s)]/, why: 'makes a Date', except: /^database\/columns\.ts$/ },
  {
    breaks: /\bset(?:Timeout|Interval|Immediate)\b|node:timers|\bperformance\s*\.\s*now\b/,
    why: 'waits or measures',
    except: /^database\//,
  },
  { breaks: /\bprocess\s*\.\s*env\b|\bimport\s*\.\s*meta\s*\.\s*env\b/, why: 'reads the environment' },
  { breaks: /\$(?:queryRaw|executeRaw)(?:Unsafe\b|\s*\()/, why: 'builds a query from text' },
  { breaks: /\bconsole\s*\./, why: 'writes to the console' },
  // A rule asks the manifest's facts (PlatformFacts), so that one more platform needs no change of the core.
  { breaks: /(?<!example: )(['"`])(?:slack|discord|terminal)\1/, why: 'goes by the name of a platform' },
]

export interface Breach {
  file: string
  line: number
  why: string
}

/** The places where a source breaks a fence. `file`: its path below src/core. Comments don't count. */
export function breaches(file: string, source: string): Breach[] {
  const lines = uncommented(source).split('\n')
  return lines.flatMap((text, i) => {
    const broken = FENCES.filter(f => f.breaks.test(text) && !f.except?.test(file)).map(f => f.why)
    if (leaves(file, text)) broken.push('imports from outside the core')
    return broken.map(why => ({ file, line: i + 1, why }))
  })
}

/** Whether a line imports a file that isn't below src/core: a bot, the scheduler, the configuration. */
function leaves(file: string, line: string): boolean {
  const imported = importing('([./][^\'"`]*)').exec(line)?.[1]
  return imported !== undefined && !posix.join('/core', posix.dirname(file), imported).startsWith('/core/')
}

/** The source without comments; the lines stay where they are. A string that looks like a comment is left alone. */
const uncommented = (source: string): string =>
  source.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (whole, quoted: string | undefined) => quoted ?? whole.replace(/[^\n]/g, ''),
  )
