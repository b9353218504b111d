/** The bytes of a text file as text. */
import { UnfitText } from './clean.ts'

/**
 * UTF-8, or UTF-16 that says so by its first bytes, as word processors and spreadsheets write it. Throws UnfitText for
 * any other encoding: guessing would put wrong letters into the record.
 */
export function decodeFile(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new UnfitText(
      'character',
      'The file is not UTF-8; save it as UTF-8 (in Excel: “CSV UTF-8”) and send it again.',
    )
  }
}
