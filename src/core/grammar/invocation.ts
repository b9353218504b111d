/** A command as it was given: its path ("issue raise") and the options as they were written. */
export interface Invocation {
  path: string
  options: Record<string, string>
  /** Open the form with these values even if nothing is missing ("Edit again"). */
  ask?: true
  /** The version of the entry that its author saw, on a card or in a form, when they decided. */
  seen?: number
  /** It came from a button or a form and was not typed, so it decides about what was shown there. */
  pressed?: true
}
