import { isOn, noteProperty, type ParagraphProperties } from './properties.ts'
import type { XmlElement, XmlHandler } from './xml.ts'

export interface Styles {
  /** The properties of a paragraph style with all it is based on. Without an id, the default style's. */
  find(id: string | undefined): ParagraphProperties
}

interface Style {
  basedOn?: string
  own: ParagraphProperties
}

/** Reads styles.xml. `done` returns the styles once the part was read. */
export function styleReader(): XmlHandler & { done(): Styles } {
  const styles = new Map<string, Style>()
  let defaultId: string | undefined
  let style: Style | undefined
  return {
    open(element) {
      if (element.name === 'w:style') {
        const { 'w:styleId': id, 'w:type': type, 'w:default': isDefault } = element.attributes
        style = { own: {} }
        if (id !== undefined) styles.set(id, style)
        if (type === 'paragraph' && (isDefault === '1' || isDefault === 'true')) defaultId = id
      } else if (style) noteStyle(style, element)
    },
    close(name) {
      if (name === 'w:style') style = undefined
    },
    done() {
      const resolved = new Map<string, ParagraphProperties>()
      return {
        find(id = defaultId) {
          if (id === undefined) return {}
          const known = resolved.get(id) ?? resolve(styles, id)
          resolved.set(id, known)
          return known
        },
      }
    },
  }
}

function noteStyle(style: Style, element: XmlElement): void {
  const value = element.attributes['w:val']
  if (element.name === 'w:basedOn' && value !== undefined) style.basedOn = value
  else if (element.name === 'w:b') style.own.bold = isOn(element)
  else if (element.name === 'w:name') {
    // Word knows its headings by this name in any language; some programs write no outline level for them.
    const level = /^heading ([1-9])$/i.exec(value ?? '')?.[1]
    if (level !== undefined) style.own.outlineLevel ??= Number(level) - 1
  } else noteProperty(style.own, element)
}

/** From the style up to what it is based on; a circle of styles ends where it closes. */
function resolve(styles: ReadonlyMap<string, Style>, id: string): ParagraphProperties {
  const chain: ParagraphProperties[] = []
  const seen = new Set<string>()
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
    seen.add(at)
    const style = styles.get(at)
    if (style) chain.push(style.own)
    at = style?.basedOn
  }
  return Object.assign({}, ...chain.reverse())
}
