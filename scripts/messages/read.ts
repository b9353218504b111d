/** Reads a story: a command or a directive a line, as the story's own first lines explain. */

export type Step =
  | { kind: 'command'; line: string; refused: boolean; seen: number | undefined }
  | { kind: 'as'; who: string }
  | { kind: 'at' | 'off'; time: string }
  | { kind: 'fail' | 'works'; group: string }
  | { kind: 'proposes'; line: string }

export const readStory = (story: string): Step[] =>
  story
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(readStep)

function readStep(line: string): Step {
  const command = /^(!?)(?:@(\d+) )?\/sg ?(.*)$/.exec(line)
  if (command) {
    const [, bang, seen, words] = command
    return {
      kind: 'command',
      line: words!.replaceAll('\\n', '\n'),
      refused: bang === '!',
      seen: seen === undefined ? undefined : Number(seen),
    }
  }
  const [, name, value] = /^\.(\w+) (.+)$/.exec(line) ?? []
  switch (name) {
    case 'as':
      return { kind: name, who: value! }
    case 'at':
    case 'off':
      return { kind: name, time: value! }
    case 'proposes':
      return { kind: name, line: value! }
    case 'fail':
    case 'works':
      return { kind: name, group: value! }
  }
  throw new Error(`This line of the story can't be read: ${line}`)
}
