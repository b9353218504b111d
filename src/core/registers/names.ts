/** "repliesTo" → "replies-to": the name of a field as an option and as a column of a file. */
export const toOptionName = (name: string): string => name.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`)

/** A label within a sentence: "Latest revision" → "latest revision"; "TSAG meeting" stays. */
export const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
