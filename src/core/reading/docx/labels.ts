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
      const start = startOf(list, id, at, begun)
      counted[at] = start ?? (counted[at] === undefined ? level.start : counted[at] + 1)
      restartBelow(counted, at, list.levels)
      return showLabel(list.levels, at, counted)
    },
  }
}

/** Where a list begins to count by itself: the first time it is met, at the level it names (w:startOverride). */
function startOf(list: List, id: number, level: number, begun: Set<string>): number | undefined {
  const start = list.starts.get(level)
  const key = `${id}.${level}`
  if (start === undefined || begun.has(key)) return
  begun.add(key)
  return start
}

/** Deeper levels start again, unless theirs says after which level only, or never (17.9.10). */
function restartBelow(counted: (number | undefined)[], at: number, levels: readonly ListLevel[]): void {
  for (let deeper = at + 1; deeper < counted.length; deeper++) {
    const restart = levels[deeper]?.restart
    if (restart === undefined || at < restart) counted[deeper] = undefined
  }
}

function showLabel(
  levels: readonly ListLevel[],
  at: number,
  counted: (number | undefined)[],
): string | undefined {
  const level = levels[at]!
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1
    const shown = levels[index]
    if (shown === undefined || index > at) return ''
    return formatCount(counted[index] ?? shown.start, level.figures && index < at ? 'decimal' : shown.format)
  })
  const label = textInFont(text, level.font).trim()
  return label === '' ? undefined : label
}
