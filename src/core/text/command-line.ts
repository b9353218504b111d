/** A command written as one line, the way people type it: `issue raise topic:"Trust" with:SG13,SG20`. */

/** The line of a command with its options, without a platform's prefix. The grammar reads it back to the same. */
export function formatCommand(path: string, options: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries(options).map(([name, value]) => `${name}:${quoted(value)}`)
  return [path, ...given].join(' ')
}

/** A value in quotation marks, unless it is one word that needs none. */
export const quoted = (value: string): string =>
  /^(?!\/\/)[\p{L}\p{N}_.,:/@#–-]+$/u.test(value)
    ? value
    : `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`
