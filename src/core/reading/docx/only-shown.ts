import type { XmlElement, XmlHandler } from './xml.ts'

/** Properties before they were changed, placeholders' settings, pronunciation: nothing of the text. */
const SKIPPED = new Set([
  'w:pPrChange',
  'w:rPrChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:tblGridChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:sectPrChange',
  'w:numberingChange',
  'w:sdtPr',
  'w:ffData',
  'w:rt',
  'w:background',
])

/**
 * Namespaces that Word since 2010 understands; it passes over a choice that requires others, and
 * so do we. Its emoji (w16se) are read from the other branch, where they are text.
 */
const UNDERSTOOD = /^(?:w14|w15|w16(?!se)\w*|wps|wpg|wpc|wpi|wp14|a14|v|o|w10|m)$/

/**
 * Passes on what is shown. In mc:AlternateContent, that is one branch: a text box stands in both, once as Word 2010
 * draws it and once as older versions did, and would be read twice.
 */
export function onlyShown(handler: XmlHandler): XmlHandler {
  const chosen: boolean[] = []
  let skipped = 0
  const isShown = ({ name, attributes }: XmlElement): boolean => {
    if (SKIPPED.has(name)) return false
    if (name === 'mc:AlternateContent') chosen.push(false)
    if (name !== 'mc:Choice' && name !== 'mc:Fallback') return true
    if (chosen.at(-1) ?? true) return false
    const understood = (attributes.Requires ?? '').split(/\s+/).every(prefix => UNDERSTOOD.test(prefix))
    if (name === 'mc:Choice' && !understood) return false
    chosen[chosen.length - 1] = true
    return true
  }
  return {
    open(element) {
      if (skipped === 0 && isShown(element)) handler.open(element)
      else skipped += 1
    },
    text(text) {
      if (skipped === 0) handler.text?.(text)
    },
    close(name) {
      if (skipped > 0) {
        skipped -= 1
        return
      }
      if (name === 'mc:AlternateContent') chosen.pop()
      handler.close(name)
    },
  }
}
