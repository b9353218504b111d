/** Text of a file whose encoding nobody states: UTF-8, UTF-16 with its mark, or Windows-1252 as European Excel saves it. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Bytes that are no UTF-8 are read as Windows-1252, which has a character for nearly all of them.
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
