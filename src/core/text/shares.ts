/** Long texts in one message: each gets a share of the room, and none pushes another out. */

export interface Share {
  text: string
  isShortened: boolean
}

/**
 * The texts within `most` characters (code points) together. Short ones stay whole, and what they leave is shared by the
 * long ones, which end in "…".
 */
export function fairShares(texts: readonly string[], most: number): Share[] {
  const lengths = texts.map(t => [...t].length)
  let room = most
  let left = texts.length
  const given = new Map<number, number>()
  for (const [i, length] of [...lengths.entries()].toSorted(([, a], [, b]) => a - b)) {
    const share = Math.min(length, Math.floor(room / left))
    given.set(i, share)
    room -= share
    left -= 1
  }
  return texts.map((text, i) => {
    const share = given.get(i)!
    return share >= lengths[i]!
      ? { text, isShortened: false }
      : {
          text: `${[...text]
            .slice(0, Math.max(0, share - 1))
            .join('')
            .trimEnd()}…`,
          isShortened: true,
        }
  })
}
