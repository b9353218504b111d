/** Reads a story: a command or a directive a line, as the story's own first lines explain. */

export type Step =
  | { kind: 'command'; line: string; refused: boolean; seen: number | undefined; opens: boolean }
  | { kind: 'in'; place: 'channel' | 'thread' | 'direct' | 'nowhere' }
  | { kind: 'lacks'; needs: string[] }
  | { kind: 'attach'; option: string; name: string; content: string }
  | { kind: 'former'; path: string }
  | { kind: 'earlier'; sql: string }
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
  const command = /^(!?)(\??)(?:@(\d+) )?\/sg ?(.*)$/.exec(line)
  if (command) {
    const [, bang, question, seen, words] = command
    return {
      kind: 'command',
      line: words!.replaceAll('\\n', '\n'),
      refused: bang === '!',
      seen: seen === undefined ? undefined : Number(seen),
      opens: question === '?',
    }
  }
  const [, name, value] = /^\.(\w+) (.+)$/.exec(line) ?? []
  switch (name) {
    case 'as':
      return { kind: name, who: value! }
    case 'at':
    case 'off':
      return { kind: name, time: value! }
    case 'in':
      return { kind: name, place: value as Extract<Step, { kind: 'in' }>['place'] }
    case 'lacks':
      return { kind: name, needs: value === 'nothing' ? [] : value!.split(', ') }
    case 'attach': {
      const [, option = '', file = '', content = ''] = /^(\S+) (\S+) ?(.*)$/.exec(value!) ?? []
      return { kind: name, option, name: file, content }
    }
    case 'former':
      return { kind: name, path: value! }
    case 'earlier':
      return { kind: name, sql: value! }
    case 'proposes':
      return { kind: name, line: value! }
    case 'fail':
    case 'works':
      return { kind: name, group: value! }
  }
  throw new Error(`This line of the story can't be read: ${line}`)
}

/** Writes out "{,x#*1-3}", the text once for each number, with the number in place of #; and "\\u200B". */
export const writtenOut = (line: string): string =>
  line
    .replaceAll(/\{([^{}*]+)\*(\d+)-(\d+)\}/g, (_, text: string, from: string, to: string) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) =>
        text.replaceAll('#', String(Number(from) + i)),
      ).join(''),
    )
    .replaceAll(/\\u([\dA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
