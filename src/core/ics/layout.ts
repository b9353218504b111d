/** Puts each component's own lines before those of the components inside it, as RFC 5545 (3.4, 3.6.1) has it; the library mixes them. */
export function propertiesFirst(text: string): string {
  // Not at a fold: a line that goes on stays one.
  const lines = text.trimEnd().split(/\r\n(?! )/)
  let next = 0

  function component(): string[] {
    const begin = lines[next++]!
    const own: string[] = []
    const inside: string[] = []
    while (!lines[next]!.startsWith('END:')) {
      if (lines[next]!.startsWith('BEGIN:')) inside.push(...component())
      else own.push(lines[next++]!)
    }
    return [begin, ...own, ...inside, lines[next++]!]
  }

  return component()
    .map(line => `${line}\r\n`)
    .join('')
}
