/** The bytes of a text file as text. */
import { UnfitText } from './clean.ts'

/**
 * UTF-8, or UTF-16 that says so by its first bytes, as word processors and spreadsheets write it. With `any`, other bytes
 * are read as Windows-1252, as European Excel saves tables: for content that is shown back before it is used. With
 * `Unicode` they throw UnfitText: a wrong guess would put wrong letters into the record.
 */
export function decodeText(bytes: Uint8Array, encodings: 'any' | 'Unicode'): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    if (encodings === 'any') return new TextDecoder('windows-1252').decode(bytes)
    throw new UnfitText(
      'character',
      'The file is not UTF-8; save it as UTF-8 (in Excel: “CSV UTF-8”) and send it again.',
    )
  }
}
