/** Long texts named as files at the terminal: `plan:@plan.csv`. */
import { readFile, stat } from 'node:fs/promises'
import type { Desk } from '../../core/desk/port.ts'
import { UserError } from '../../core/errors.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import { MAX_LENGTH, UnfitText } from '../../core/text/clean.ts'
import { decodeText } from '../../core/text/decode.ts'

/** A character has at most four bytes. */
const MAX_BYTES = 4 * MAX_LENGTH.file

export interface FileText {
  option: string
  path: string
  content: string
  /** The command shows what it would do and asks, so nobody need be asked before. */
  isShownBack: boolean
}

/**
 * The files that an invocation names, with their content. "@Bo" is text: a file's name has a slash or a full stop.
 * Throws a UserError for a file that can't be read.
 */
export async function readFiles(desk: Desk, { path, options }: Invocation): Promise<FileText[]> {
  const spec = desk.catalog.find(c => c.path === path)
  const files: FileText[] = []
  for (const option of spec?.options.filter(o => o.kind === 'long text') ?? []) {
    const file = /^@(\S*[/.]\S*)$/.exec(options[option.name]?.trim() ?? '')?.[1]
    if (file === undefined) continue
    const isShownBack = option.file === true && spec!.options.some(o => o.name === 'confirm')
    files.push({
      option: option.name,
      path: file,
      content: await read(option.name, file, isShownBack),
      isShownBack,
    })
  }
  return files
}

async function read(option: string, path: string, isShownBack: boolean): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile())
    throw new UserError(
      'no-file',
      `${option}: the file ${path} can't be read. A text that only looks like a file's name begins with another sign than @.`,
      option,
    )
  if (found.size > MAX_BYTES)
    throw new UserError(
      'long-file',
      `${option}: the file ${path} has ${found.size} bytes; at most ${MAX_LENGTH.file} characters are read.`,
      option,
    )
  try {
    return decodeText(await readFile(path), isShownBack ? 'any' : 'Unicode')
  } catch (error) {
    if (error instanceof UnfitText) throw new UserError(error.code, `${option}: ${error.message}`, option)
    throw new UserError('no-file', `${option}: the file ${path} can't be read.`, option)
  }
}

/** The question before a file is used: which file, how long it is, and how it begins. */
export function describeFile({ option, path, content }: FileText): string {
  const begins = content.trim().replace(/\s+/g, ' ').slice(0, 60)
  return `${option}: is the file ${path} with ${[...content].length} characters, which begins “${begins}”. Nothing was done yet; give the same command again to use it.`
}
