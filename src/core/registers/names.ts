/** "repliesTo" → "replies-to": the name of a field as an option and as a column of a file. */
export const toOptionName = (name: string): string => name.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`)
