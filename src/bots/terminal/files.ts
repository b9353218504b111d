/** Files named at the terminal: a text as `plan:@plan.csv`, a document as `file:TD164R3.docx`. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { UserError } from '../../core/errors.ts'
import type { Invocation, OfferedFile } from '../../core/grammar/invocation.ts'
import type { CommandSpec, OptionSpec } from '../../core/grammar/spec.ts'

/** The invocation with the files that it names. "@Bo" is text: a file's name has a slash or a full stop. */
export function nameFiles(invocation: Invocation, spec: CommandSpec | undefined): Invocation {
  const options = { ...invocation.options }
  const files: Record<string, OfferedFile> = {}
  for (const option of spec?.options ?? []) {
    const path = findPath(option, options[option.name]?.trim() ?? '')
    if (path === undefined) continue
    delete options[option.name]
    files[option.name] = offer(option.name, path)
  }
  return Object.keys(files).length > 0 ? { ...invocation, options, files } : invocation
}

function findPath({ kind }: OptionSpec, value: string): string | undefined {
  if (kind === 'file') return value === '' ? undefined : value.replace(/^@/, '')
  return kind === 'long text' ? /^@(\S*[/.]\S*)$/.exec(value)?.[1] : undefined
}

const offer = (option: string, path: string): OfferedFile => ({
  name: basename(path),
  async fetch(maxBytes) {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) throw unreadable(option, path)
    // Not read at all, where it is too long: the core says so by its length.
    if (found.size > maxBytes) return new Uint8Array(maxBytes + 1)
    return readFile(path).catch(() => {
      throw unreadable(option, path)
    })
  },
})

const unreadable = (option: string, path: string): UserError =>
  new UserError(
    'no-file',
    `${option}: the file ${path} can't be read. A text that only looks like a file's name begins with another sign than @.`,
    option,
  )

/**
 * The texts that came from files and that the command itself doesn't show back before it acts, with their question:
 * which file, how long it is, and how it begins. Undefined: none.
 */
export function describeFiles(given: Invocation, taken: Invocation, spec: CommandSpec): string | undefined {
  const asksItself = (option: OptionSpec) => option.file && spec.options.some(o => o.name === 'confirm')
  const pathOf = (option: OptionSpec) => findPath(option, given.options[option.name]?.trim() ?? '')
  const option = spec.options.find(o => o.kind === 'long text' && pathOf(o) !== undefined && !asksItself(o))
  if (!option) return undefined
  const content = taken.options[option.name] ?? ''
  const begins = content.trim().replace(/\s+/g, ' ').slice(0, 60)
  return `${option.name}: is the file ${pathOf(option)} with ${[...content].length} characters, which begins “${begins}”. Nothing was done yet; give the same command again to use it.`
}
