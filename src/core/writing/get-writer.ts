import { UserError } from '../errors.ts'
import type { Writer } from './writer.ts'

/** The program's writer of files. Throws a UserError where it has none. */
export function getWriter({ writer }: { writer: Writer | undefined }): Writer {
  if (writer) return writer
  throw new UserError('no-writer', 'This program makes no such files; the people who run it can say why.')
}
