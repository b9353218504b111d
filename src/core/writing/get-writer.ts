import type { Writer } from './writer.ts'

/** The program's writer of files. Throws an Error where the desk was made without one. */
export function getWriter({ writer }: { writer: Writer | undefined }): Writer {
  if (writer) return writer
  throw new Error('The desk was made without a writer of files.')
}
