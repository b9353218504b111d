import { formatCount } from './number-formats.ts'
import type { List, ListLevel, Lists } from './numbering.ts'
import { textInFont } from './symbols.ts'

export interface Labels {
  /** The label of the next paragraph of a list at a level, as Word shows it: "3.1.3", "a)", "•". Counts it. */
  next(list: number, level: number | undefined, style: string | undefined): string | undefined
}

/** Counts the lists of a document, in its order. */
export function countLabels(lists: Lists): Labels {
  const counts = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return {
    next(id, stated, style) {
      const list = lists.get(id)
      if (list === undefined) return
      // A style that is one level of a list doesn't repeat the level: the list names the style.
      const named = list.levels.findIndex(found => found?.style !== undefined && found.style === style)
      const at = stated ?? Math.max(named, 0)
      const level = list.levels[at]
      if (level === undefined) return
      const counted = counts.get(list.definition) ?? []
      counts.set(list.definition, counted)
      if (beginsHere(list, id, at, begun)) counted[at] = undefined
      counted[at] = counted[at] === undefined ? startOf(list, at) : counted[at] + 1
      restartBelow(counted, at, list.levels)
      return showLabel(list, at, counted)
    },
  }
}

/** A list with a start of its own (w:startOverride) begins to count where it is first met. */
function beginsHere(list: List, id: number, level: number, begun: Set<string>): boolean {
  const key = `${id}.${level}`
  if (!list.starts.has(level) || begun.has(key)) return false
  begun.add(key)
  return true
}

/** The first count of a level, also whenever it starts again (ECMA-376 part 1, 17.9.26). */
const startOf = (list: List, level: number): number => list.starts.get(level) ?? list.levels[level]!.start

/** Deeper levels start again, unless theirs says after which level only, or never (ECMA-376 part 1, 17.9.10). */
function restartBelow(counted: (number | undefined)[], at: number, levels: readonly ListLevel[]): void {
  for (let deeper = at + 1; deeper < counted.length; deeper++) {
    const restart = levels[deeper]?.restart
    if (restart === undefined || at < restart) counted[deeper] = undefined
  }
}

function showLabel(list: List, at: number, counted: (number | undefined)[]): string | undefined {
  const level = list.levels[at]!
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1
    const shown = list.levels[index]
    if (shown === undefined || index > at) return ''
    return formatCount(
      counted[index] ?? startOf(list, index),
      level.figures && index < at ? 'decimal' : shown.format,
    )
  })
  const label = textInFont(text, level.font).trim()
  return label === '' ? undefined : label
}
