import { codePoint } from 'dingbat-to-unicode'

/** Fonts whose characters are pictures: their code points mean nothing in any other font. */
const SYMBOL_FONTS = new Map(
  ['Symbol', 'Webdings', 'Wingdings', 'Wingdings 2', 'Wingdings 3'].map(name => [name.toLowerCase(), name]),
)

/**
 * A character of a symbol font in Unicode, as it is seen: F0B7 in Symbol is "•". Word stores such characters
 * moved to the private area F000–F0FF. Returns undefined for other fonts, and for pictures Unicode lacks.
 */
export function symbolToUnicode(font: string, code: number): string | undefined {
  const typeface = SYMBOL_FONTS.get(font.toLowerCase())
  if (typeface === undefined) return
  return codePoint(typeface, code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code)?.string
}

/**
 * Text as it is seen in a font: all characters of a symbol font, and those of the private area (which are
 * Symbol's when the font isn't known), in Unicode.
 */
export function textInFont(text: string, font: string | undefined): string {
  if (font !== undefined && SYMBOL_FONTS.has(font.toLowerCase()))
    return text.replace(/[!-ÿ\uf020-\uf0ff]/g, char => symbolToUnicode(font, char.charCodeAt(0)) ?? char)
  return text.replace(/[\uf020-\uf0ff]/g, char => symbolToUnicode('Symbol', char.charCodeAt(0)) ?? char)
}
