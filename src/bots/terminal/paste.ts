/** A paste is read as one text: the terminal says where a paste begins and ends, if it is asked to. */
import type { Streams } from './input.ts'

/** "Bracketed paste", which every terminal of the last twenty years has. */
const ON = '\x1b[?2004h'
const OFF = '\x1b[?2004l'

export interface Paste {
  /** Whether this terminal has said where a paste begins; before that, lines that come at once may be one. */
  readonly isTold: boolean
  /** The line with all lines of the paste that it ends; undefined within a paste, whose end is still to come. */
  add(line: string): string | undefined
  /** Leaves the terminal as it was. */
  end(): void
}

/** Watches the keys of a person; at anything else than a terminal every line stands for itself. */
export function watchPaste(input: Streams['input'], output: Streams['output']): Paste {
  if (!input.isTTY || !output.isTTY) return { isTold: false, add: line => line, end: () => {} }
  let isOpen = false
  let isTold = false
  let pasted: string[] = []
  const watch = (_: unknown, key: { name?: string } | undefined) => {
    if (key?.name === 'paste-start') [isOpen, isTold] = [true, true]
    if (key?.name === 'paste-end') isOpen = false
  }
  input.on('keypress', watch)
  output.write(ON)
  return {
    get isTold() {
      return isTold
    },
    add(line) {
      pasted.push(line)
      if (isOpen) return undefined
      const whole = pasted.join('\n')
      pasted = []
      return whole
    },
    end() {
      input.off('keypress', watch)
      output.write(OFF)
    },
  }
}
