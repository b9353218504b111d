/** Text as HTML. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The same, with its line ends shown. */
export const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>')
