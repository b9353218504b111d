import { isOn, toCount } from './properties.ts'
import type { XmlElement, XmlHandler } from './xml.ts'

/** One level of a list, as numbering.xml defines it. */
export interface ListLevel {
  start: number
  /** ST_NumberFormat: decimal, lowerLetter, bullet… */
  format: string
  /** "%1.%2" or a bullet; %1 is the count of the topmost level. */
  text: string
  /** The level (1-based) after which this one starts again; 0 never, undefined after any higher one. */
  restart?: number
  /** Counts of higher levels are shown in figures (w:isLgl). */
  figures: boolean
  /** The paragraph style that puts a paragraph on this level. */
  style?: string
  /** The font of a bullet. */
  font?: string
}

/** A list that paragraphs belong to. Lists of one definition count on from each other. */
export interface List {
  definition: string
  levels: readonly ListLevel[]
  /** Levels at which this list begins to count, whatever others of its definition counted. */
  starts: ReadonlyMap<number, number>
}

export type Lists = ReadonlyMap<number, List>

interface Definition {
  levels: ListLevel[]
  /** This definition is the one of a numbering style; `styleLink` is where that one is defined. */
  numStyleLink?: string
  styleLink?: string
}

interface Instance {
  definition: string
  overrides: Map<number, ListLevel>
  starts: Map<number, number>
}

/** A label is some characters; a longer text would only fill memory, once for each paragraph. */
const MAX_LABEL_TEXT = 100

/** Reads numbering.xml. `done` returns the lists once the part was read. */
export function numberingReader(): XmlHandler & { done(): Lists } {
  const definitions = new Map<string, Definition>()
  const instances = new Map<number, Instance>()
  let definition: Definition | undefined
  let instance: Instance | undefined
  let level: ListLevel | undefined
  let overridden = 0
  const openLevel = ({ attributes }: XmlElement) => {
    const index = toCount(attributes['w:ilvl'], 8) ?? 0
    level = { start: 1, format: 'decimal', text: '', figures: false }
    if (instance) instance.overrides.set(index, level)
    else if (definition) definition.levels[index] = level
  }
  return {
    open(element) {
      const { name, attributes } = element
      const value = attributes['w:val']
      switch (name) {
        case 'w:abstractNum':
          definition = { levels: [] }
          definitions.set(attributes['w:abstractNumId'] ?? '', definition)
          return
        case 'w:num':
          instance = { definition: '', overrides: new Map(), starts: new Map() }
          instances.set(toCount(attributes['w:numId'], 999_999_999) ?? 0, instance)
          return
        case 'w:lvlOverride':
          overridden = toCount(attributes['w:ilvl'], 8) ?? 0
          return
        case 'w:lvl':
          openLevel(element)
          return
        case 'w:abstractNumId':
          if (instance) instance.definition = value ?? ''
          return
        case 'w:startOverride':
          instance?.starts.set(overridden, toCount(value, 999_999) ?? 1)
          return
        case 'w:numStyleLink':
          if (definition && value !== undefined) definition.numStyleLink = value
          return
        case 'w:styleLink':
          if (definition && value !== undefined) definition.styleLink = value
          return
        default:
          if (level) noteLevel(level, element)
      }
    },
    close(name) {
      if (name === 'w:lvl') level = undefined
      else if (name === 'w:abstractNum') definition = undefined
      else if (name === 'w:num') instance = undefined
    },
    done: () => new Map(instances.entries().map(([id, found]) => [id, toList(found, definitions)])),
  }
}

function noteLevel(level: ListLevel, element: XmlElement): void {
  const { name, attributes } = element
  const value = attributes['w:val']
  if (name === 'w:start') level.start = toCount(value, 999_999) ?? 1
  else if (name === 'w:numFmt') level.format = value ?? 'decimal'
  else if (name === 'w:lvlText') level.text = (value ?? '').slice(0, MAX_LABEL_TEXT)
  else if (name === 'w:lvlRestart') level.restart = toCount(value, 9) ?? 0
  else if (name === 'w:isLgl') level.figures = isOn(element)
  else if (name === 'w:pStyle' && value !== undefined) level.style = value
  else if (name === 'w:rFonts') {
    const font = attributes['w:ascii'] ?? attributes['w:hAnsi']
    if (font !== undefined) level.font = font
  }
}

function toList(instance: Instance, definitions: ReadonlyMap<string, Definition>): List {
  const named = definitions.get(instance.definition)
  const link = named?.numStyleLink
  const linked = link === undefined ? undefined : findEntry(definitions, d => d.styleLink === link)
  const [definition, { levels }] = linked ?? [instance.definition, named ?? { levels: [] }]
  const withOverrides = Array.from(levels)
  for (const [index, level] of instance.overrides) withOverrides[index] = level
  return { definition, levels: withOverrides, starts: instance.starts }
}

const findEntry = <K, V>(map: ReadonlyMap<K, V>, test: (value: V) => boolean): [K, V] | undefined =>
  map.entries().find(([, value]) => test(value))
