/** Words of people at the end of a sentence of ours. */

/** With a full stop, where the text itself does not end its sentence. */
export const withFullStop = (text: string): string => (/[.!?…]["”’)]*$/u.test(text) ? text : `${text}.`)

/** Without a full stop at its end: for brackets, and where the sentence goes on. */
export const withoutFullStop = (text: string): string => text.replace(/\.+$/u, '')
