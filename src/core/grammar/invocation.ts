/** A command as it was given: its path ("issue raise") and the options as they were written. */
export interface Invocation {
  path: string
  options: Record<string, string>
  /** Files sent with it, by the option that each is for. */
  files?: Record<string, OfferedFile | GivenFile>
  /** Open the form with these values even if nothing is missing ("Edit again"). */
  ask?: true
  /** The version of the entry that its author saw, on a card or in a form, when they decided. */
  seen?: number
  /** It came from a button or a form and was not typed, so it decides about what was shown there. */
  pressed?: true
}

/** A file that somebody sends, and that is still where the platform keeps it. */
export interface OfferedFile {
  name: string
  /** In bytes, where the platform says. */
  size?: number
  /**
   * Its content: whole, or at least `maxBytes` + 1 of a file that is longer. Throws any error when it can't be had.
   * A second call returns the same.
   */
  fetch(maxBytes: number): Promise<Uint8Array>
}

/** A file that is here. */
export interface GivenFile {
  name: string
  bytes: Uint8Array
}
