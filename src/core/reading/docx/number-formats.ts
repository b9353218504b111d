/** A count as a list shows it. `format` is an ST_NumberFormat (ECMA-376 part 1, 17.18.59); others are decimal. */
export function formatCount(count: number, format: string): string {
  switch (format) {
    case 'none':
    case 'bullet':
      return ''
    case 'decimalZero':
      return String(count).padStart(2, '0')
    case 'lowerLetter':
      return toLetters(count)
    case 'upperLetter':
      return toLetters(count).toUpperCase()
    case 'lowerRoman':
      return toRoman(count)
    case 'upperRoman':
      return toRoman(count).toUpperCase()
    case 'ordinal':
      return `${count}${ordinalSuffix(count)}`
    default:
      return String(count)
  }
}

/** Word goes on after z with aa, bb, cc; a list that long for its letters alone is shown in figures. */
function toLetters(count: number): string {
  if (count < 1 || count > 780) return String(count)
  const letter = String.fromCharCode(97 + ((count - 1) % 26))
  return letter.repeat(Math.ceil(count / 26))
}

const ROMAN: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

function toRoman(count: number): string {
  if (count < 1 || count > 3999) return String(count)
  let rest = count
  return ROMAN.map(([value, digits]) => {
    const times = Math.floor(rest / value)
    rest -= times * value
    return digits.repeat(times)
  }).join('')
}

const ordinalSuffix = (count: number): string => {
  const tens = count % 100
  if (tens >= 11 && tens <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][count % 10] ?? 'th'
}
