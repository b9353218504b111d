/**
 * Files that come with a command, on any platform: bounded before they are fetched, and made a text or kept as bytes by
 * the declaration of their option. Every sentence that refuses a file stands here.
 */
import type { AnyCommand, Options } from '../commands/command.ts'
import type { Option } from '../commands/options.ts'
import { UserError } from '../errors.ts'
import type { GivenFile, Invocation, OfferedFile } from '../grammar/invocation.ts'
import { MAX_LENGTH, UnfitText } from '../text/clean.ts'
import { decodeText } from '../text/decode.ts'

/** UTF-8 has at most four bytes for a character. */
const BYTES_PER_CHARACTER = 4

/** Spreadsheets save tables in the encoding of their country; what a table says is shown back before it is used. */
const TABLE = /\.csv$/i

/** How files of word processors, PDF, pictures and archives begin. */
const NO_TEXT = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x25, 0x50, 0x44, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x1f, 0x8b],
]

/** Whether an option can be given as a file. */
export const takesFile = ({ kind, file }: Pick<Option<unknown>, 'kind' | 'file'>): boolean =>
  kind === 'file' || file === true

/**
 * The invocation with its files fetched: those of texts stand among the options. Throws a UserError for a file that is
 * too long, is no text where a text is asked for, or can't be fetched; `onFault` is told why it couldn't.
 */
export async function takeFiles(
  command: AnyCommand,
  invocation: Invocation,
  onFault: (error: unknown) => void,
): Promise<Invocation> {
  const { files, ...rest } = invocation
  if (!files) return invocation
  const options = { ...rest.options }
  const given: Record<string, GivenFile> = {}
  for (const [name, file] of Object.entries(files)) {
    const declared = Object.hasOwn(command.options, name) ? (command.options as Options)[name] : undefined
    if (!declared || !(takesFile(declared) || declared.kind === 'long text'))
      throw new UserError('no-file-here', `${name}: takes no file.`, name)
    if (options[name]?.trim())
      throw new UserError('two-sources', `${name}: please send either the text or a file, not both.`, name)
    const fetched = await fetchFile(name, declared, file, onFault)
    if (declared.kind === 'file') given[name] = fetched
    else options[name] = toText(name, declared, fetched)
  }
  return { ...rest, options, ...(Object.keys(given).length > 0 && { files: given }) }
}

async function fetchFile(
  option: string,
  declared: Option<unknown>,
  file: OfferedFile | GivenFile,
  onFault: (error: unknown) => void,
): Promise<GivenFile> {
  if ('bytes' in file) return file
  const maxBytes = findMaxBytes(declared)
  if (file.size !== undefined && file.size > maxBytes) throw tooLong(option, declared, file.name, file.size)
  const bytes = await file.fetch(maxBytes).catch((error: unknown) => {
    if (error instanceof UserError) throw error
    onFault(error)
    throw new UserError(
      'no-file',
      `${option}: the file ${file.name} could not be fetched; please send it again, or send its text.`,
      option,
    )
  })
  if (bytes.length > maxBytes) throw tooLong(option, declared, file.name, file.size)
  return { name: file.name, bytes }
}

const findMaxBytes = ({ kind, maxLength }: Option<unknown>): number =>
  kind === 'file'
    ? (maxLength ?? MAX_LENGTH.fileBytes)
    : BYTES_PER_CHARACTER * (maxLength ?? MAX_LENGTH.record)

function tooLong(
  option: string,
  { kind, maxLength }: Option<unknown>,
  name: string,
  bytes: number | undefined,
): UserError {
  const has = bytes === undefined ? 'is too long' : `has ${bytes} bytes`
  const most =
    kind === 'file'
      ? `at most ${(maxLength ?? MAX_LENGTH.fileBytes) / 1_000_000} MB are read, so send the part that is to be read`
      : `at most ${maxLength ?? MAX_LENGTH.record} characters are kept, please shorten it`
  return new UserError('long-file', `${option}: the file ${name} ${has}; ${most}.`, option)
}

function toText(option: string, { maxLength }: Option<unknown>, { name, bytes }: GivenFile): string {
  const noText = () =>
    new UserError(
      'not-text',
      `${option}: the file ${name} is not a text file; save it as plain text or CSV (UTF-8) and send that.`,
      option,
    )
  if (NO_TEXT.some(start => start.every((byte, i) => bytes[i] === byte))) throw noText()
  try {
    const text = decodeText(bytes, TABLE.test(name) ? 'any' : 'Unicode')
    if (text.includes('\0')) throw noText()
    if (text.trim() === '')
      throw new UserError('empty', `${option}: the file ${name} has no text in it.`, option)
    const length = [...text].length
    if (length > (maxLength ?? MAX_LENGTH.record))
      throw new UserError(
        'long-file',
        `${option}: the file ${name} has ${length} characters; at most ${maxLength ?? MAX_LENGTH.record} are kept, please shorten it.`,
        option,
      )
    return text
  } catch (error) {
    if (error instanceof UnfitText) throw new UserError(error.code, `${option}: ${error.message}`, option)
    throw error
  }
}
