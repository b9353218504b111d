/** Which refusals in src/core a story reached, by V8's own coverage: each is an answer that the bot can give. */
import { readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'

/** A place in the source where a command is refused with a sentence. */
export interface Refusal {
  /** "src/core/issues/service.ts:117" */
  place: string
  words: string
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const CORE = `${ROOT}src/core/`

/** Refuse to start the program, before there is anybody to answer: its administrator reads it, in test/process. */
const AT_START = ['src/core/database/migrations.ts', 'src/core/database/session.ts', 'src/core/seed.ts']

/** Refused where two people act in the same instant, and a story has one at a time. */
const AT_ONCE = ["'changed-meanwhile'"]

/** The beginning of an expression that makes a refusal. */
const REFUSAL = /new UserError\(|\bno\(\s*'|\brefuse\(\s*'/g

/** Runs `play` and gives, beside its result, the refusals that were not reached. */
export async function playCovered<T>(play: () => Promise<T>): Promise<{ result: T; missed: Refusal[] }> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  try {
    const result = await play()
    const { result: scripts } = await session.post('Profiler.takePreciseCoverage')
    const missed = scripts
      .filter(({ url }) => url.startsWith(`file://${CORE}`) && !url.includes('/generated/'))
      .filter(({ url }) => !AT_START.some(path => url.endsWith(`/${path}`)))
      .flatMap(({ url, functions }) => missedIn(fileURLToPath(url), functions))
    return { result, missed }
  } finally {
    session.disconnect()
  }
}

interface Range {
  startOffset: number
  endOffset: number
  count: number
}

/** Types are stripped to spaces, so offsets in the script are those in the file. */
function missedIn(path: string, functions: readonly { ranges: readonly Range[] }[]): Refusal[] {
  const source = readFileSync(path, 'utf8')
  const ranges = functions.flatMap(f => f.ranges)
  return [...source.matchAll(REFUSAL)].flatMap(({ index }) => {
    const around = ranges.filter(r => r.startOffset <= index && index < r.endOffset)
    // The innermost range says how often it ran.
    const inner = around.toSorted((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset))[0]
    if (inner && inner.count > 0) return []
    if (AT_ONCE.some(code => source.slice(index, index + 60).includes(code))) return []
    const line = source.slice(0, index).split('\n').length
    return [
      {
        place: `${path.slice(ROOT.length)}:${line}`,
        words: source.slice(index, index + 200).replaceAll(/\s+/g, ' '),
      },
    ]
  })
}
