/** A command as it was given: its path ("issue raise") and the options as they were written. */
export interface Invocation {
  path: string
  options: Record<string, string>
  /** Open the form with these values even if nothing is missing ("Edit again"). */
  ask?: true
}
